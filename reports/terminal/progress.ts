/** How often a line may change. In milliseconds. */
const interval = 200;

/** Work that takes less than this needs no progress. */
const patience = 1000;

export interface ProgressOutput {
  write(text: string): void;
  now(): number;
  readonly isShown: boolean;
}

/** One line of progress on a terminal, rewritten in place; nothing at all elsewhere. */
export class ProgressLine {
  readonly #output: ProgressOutput;
  readonly #start: number;
  #last = -Infinity;
  #isVisible = false;

  constructor(output: ProgressOutput) {
    this.#output = output;
    this.#start = output.now();
  }

  update(text: () => string): void {
    if (!this.#output.isShown) return;
    const now = this.#output.now();
    if (now - this.#start < patience || now - this.#last < interval) return;
    this.#last = now;
    this.#isVisible = true;
    this.#output.write(`\r\u001b[K${text()}`);
  }

  clear(): void {
    if (this.#isVisible) this.#output.write('\r\u001b[K');
    this.#isVisible = false;
  }
}

/** Says what is being done when it takes longer than anybody expects. */
export async function whileBusy<Result>(output: ProgressOutput, text: string, work: () => Promise<Result>): Promise<Result> {
  const line = new ProgressLine(output);
  const timer = setInterval(() => line.update(() => text), interval);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    line.clear();
  }
}
