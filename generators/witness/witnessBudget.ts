import { inWords } from '../exhaustive/supervision.ts';
import { Breath } from '../random/breath.ts';
import type { SearchStatistics } from '../search/search.ts';
import type { WitnessProgress } from './result.ts';

interface Limits {
  readonly maximumSeconds?: number;
  readonly progress?: (progress: WitnessProgress) => void;
  readonly signal?: AbortSignal;
}

/** Lets the parts of a search for a witness run within its budget, and tells how far they are. */
export class WitnessBudget {
  readonly signal: AbortSignal;
  progress: WitnessProgress = { phase: 'nearest states first', states: 0, runs: 0 };
  readonly #limits: Limits;
  readonly #timeout = new AbortController();
  readonly #begin = performance.now();

  constructor(limits: Limits) {
    this.#limits = limits;
    const { signal } = limits;
    this.signal = signal === undefined ? this.#timeout.signal : AbortSignal.any([signal, this.#timeout.signal]);
  }

  get isSpent(): boolean {
    return this.signal.aborted;
  }

  get stoppedBy(): string | undefined {
    if (this.#timeout.signal.aborted) return `budget of ${inWords(this.#limits.maximumSeconds ?? 0, 'second')} reached`;
    return this.signal.aborted ? 'interrupted' : undefined;
  }

  get seconds(): number {
    return (performance.now() - this.#begin) / 1000;
  }

  /** What is told in `progress` while a search runs; `false` stops it. */
  readonly goOn = ({ states }: SearchStatistics): boolean => {
    this.tell({ states });
    return !this.isSpent;
  };

  tell(news: Partial<WitnessProgress>): void {
    this.progress = { ...this.progress, ...news };
    if (this.seconds > (this.#limits.maximumSeconds ?? Infinity)) this.#timeout.abort();
    this.#limits.progress?.(this.progress);
  }

  /** A computation to its end. One that is stopped has a moment to say how far it came; undefined when that is not enough. */
  async drive<Result extends object>(computation: Generator<undefined, Result, undefined>): Promise<Result | undefined> {
    const result = (await new Breath(this.signal, () => this.tell({})).drive(computation)) ?? soon(computation);
    if (result !== undefined && 'states' in result && typeof result.states === 'number') this.tell({ states: result.states });
    return result;
  }
}

const patience = 500;

function soon<Result>(computation: Generator<undefined, Result, undefined>): Result | undefined {
  for (const until = performance.now() + patience; performance.now() < until; ) {
    const { done, value } = computation.next();
    if (done) return value;
  }
  return undefined;
}
