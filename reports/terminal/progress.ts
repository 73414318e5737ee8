/** How often a line may change. In milliseconds. */
const interval = 200;

/** Work that takes less than this needs no progress; in milliseconds. */
const patience = 500;

/** Columns of a terminal that does not say how many it has. */
const usualColumns = 80;

export interface ProgressOutput {
  write(text: string): void;
  now(): number;
  readonly isShown: boolean;
  /** Of the terminal: a line that is longer could not be rewritten in place. */
  readonly columns?: number | undefined;
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
    this.#output.write(`\r\u001b[K${cut(text(), this.#output.columns ?? usualColumns)}`);
  }

  clear(): void {
    if (this.#isVisible) this.#output.write('\r\u001b[K');
    this.#isVisible = false;
  }
}

function cut(text: string, columns: number): string {
  const characters = Array.from(text);
  return characters.length < columns ? text : `${characters.slice(0, Math.max(0, columns - 2)).join('')}…`;
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
