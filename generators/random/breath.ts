/** How long the event loop may go without a turn. */
const longestHold = 30;

/** Drives long computations, and lets the event loop have a turn now and then, so that Ctrl-C and progress work. */
export class Breath {
  readonly #signal: AbortSignal | undefined;
  readonly #onBreath: () => void;
  #last = performance.now();

  constructor(signal: AbortSignal | undefined, onBreath: () => void) {
    this.#signal = signal;
    this.#onBreath = onBreath;
  }

  /** Undefined when it was interrupted. */
  async drive<Result>(computation: Generator<undefined, Result, undefined>): Promise<Result | undefined> {
    for (;;) {
      // The clock decides when to pause, never what is computed.
      if (performance.now() - this.#last > longestHold) await this.#breathe();
      if (this.#signal?.aborted) return undefined;
      const { done, value } = computation.next();
      if (done) return value;
    }
  }

  async #breathe(): Promise<void> {
    this.#onBreath();
    await new Promise((resolve) => setImmediate(resolve));
    this.#last = performance.now();
  }
}
