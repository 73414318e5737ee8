/** The user pressed Ctrl-C before there was anything to tell. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}
