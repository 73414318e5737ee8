/**
 * A model that breaks the contract: a component that mutates its state, is nondeterministic, returns
 * something that is not JSON, or sends to nobody. It names the culprit and what to do next.
 */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  /** What the author of the model can do about it. */
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(`${message}\n  hint: ${hint}`);
    this.hint = hint;
  }
}
