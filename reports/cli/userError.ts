/** What the user got wrong: printed as it is, without a stack trace; exit code 2. */
export class UserError extends Error {
  override readonly name = 'UserError';
}
