/** Runs a computation to its end without its pauses. */
export function finished<Result>(running: Generator<undefined, Result, undefined>): Result {
  for (;;) {
    const { done, value } = running.next();
    if (done) return value;
  }
}
