/** What is wrong with an expression, and where: for whoever wrote it. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
  /** Where in the expression, from 0. */
  readonly position: number | undefined;
  /** What would be right. */
  readonly hint: string | undefined;

  constructor(message: string, position?: number, hint?: string) {
    super(message);
    this.position = position;
    this.hint = hint;
  }
}
