import { Breath } from '../random/breath.ts';
import type { SearchResult, SearchStatistics } from '../search/search.ts';
import type { Watch } from './watch.ts';

/** What a check is doing. A reduced search leaves out orders that make no difference; after one, circles are looked for by others that leave those out of which liveness takes no notice. */
export type ExhaustivePhase = 'search' | 'reduced search' | 'circles' | 'shortening' | 'explaining';

export interface ExhaustiveProgress extends SearchStatistics {
  readonly phase: ExhaustivePhase;
  /** Of a reduced search, which begins anew until it has learned nothing; from 1. */
  readonly round?: number;
  readonly seconds: number;
  /** States a second, those of earlier rounds included. */
  readonly speed: number;
}

export interface Limits {
  readonly maximumSeconds?: number;
  /** Bytes that stored states may take. */
  readonly maximumBytes?: number;
  readonly progress?: (progress: ExhaustiveProgress) => void;
  /** Stops the check; what was covered so far is told. */
  readonly signal?: AbortSignal;
}

/** How long an interrupted search may go on until it says itself how far it is; in milliseconds. */
const usualPatience = 500;

/** Lets the phases of a check run within its budgets, tells how far they are, and stops them. */
export class Supervision {
  readonly #limits: Limits;
  readonly #watch: Watch;
  readonly #breath: Breath;
  readonly #begin = performance.now();
  readonly #timeout = new AbortController();
  #phase: ExhaustivePhase = 'search';
  #budget: string | undefined;
  #told: SearchStatistics = { states: 0, generated: 0, depth: 0, bytes: 0 };

  constructor(limits: Limits, watch: Watch) {
    this.#limits = limits;
    this.#watch = watch;
    const { signal } = limits;
    this.#breath = new Breath(signal === undefined ? this.#timeout.signal : AbortSignal.any([signal, this.#timeout.signal]), () => this.#breathe());
  }

  /** What is told in `progress` while a search runs; `false` stops it. */
  readonly goOn = (statistics: SearchStatistics): boolean => {
    this.#told = statistics;
    const { maximumBytes = Infinity, signal } = this.#limits;
    if (statistics.bytes > maximumBytes) this.#budget = `budget of ${inWords(maximumBytes / 2 ** 20, 'MiB', 'MiB')} reached`;
    return this.#isInTime() && this.#budget === undefined && signal?.aborted !== true;
  };

  /** A search to its end, or as far as it came. @param patience milliseconds that it may go on when it was interrupted, until it has a result */
  async search<Result extends SearchResult>(phase: ExhaustivePhase, searching: Generator<undefined, Result, undefined>, patience = usualPatience): Promise<Result | undefined> {
    this.#watch.forget();
    this.#told = { states: 0, generated: 0, depth: 0, bytes: 0 };
    const result = (await this.drive(phase, searching)) ?? soon(searching, patience);
    if (result !== undefined) this.#told = result;
    return result;
  }

  /** A search that others do, who tell how far they are and stop when they are answered `false`. */
  async searchElsewhere<Result extends SearchResult>(phase: ExhaustivePhase, search: (progress: (statistics: SearchStatistics) => boolean) => Promise<Result>): Promise<Result> {
    this.#phase = phase;
    this.#told = { states: 0, generated: 0, depth: 0, bytes: 0 };
    const result = await search((statistics) => {
      this.#watch.visited = statistics.states;
      const mayGoOn = this.goOn(statistics);
      this.#breathe();
      return mayGoOn;
    });
    this.#watch.visited = result.states;
    this.#told = result;
    return result;
  }

  /** Anything else; undefined when it was stopped. */
  async drive<Result>(phase: ExhaustivePhase, computation: Generator<undefined, Result, undefined>): Promise<Result | undefined> {
    this.#phase = phase;
    this.#breathe();
    return this.#breath.drive(computation);
  }

  /** Why it was stopped, if it was. */
  get stoppedBy(): string | undefined {
    return this.#budget ?? (this.#limits.signal?.aborted === true ? 'interrupted' : undefined);
  }

  get seconds(): number {
    return (performance.now() - this.#begin) / 1000;
  }

  /** Of the last search: what it told last, and the states that it has stored since. All but the states is 0 until it tells. */
  get latest(): SearchStatistics {
    const { states } = this.#watch;
    return states > this.#told.states ? { ...this.#told, states } : this.#told;
  }

  #breathe(): void {
    if (!this.#isInTime()) this.#timeout.abort();
    const { seconds } = this;
    const round = this.#phase === 'reduced search' ? { round: Math.max(1, this.#watch.round) } : {};
    this.#limits.progress?.({ ...this.latest, phase: this.#phase, ...round, seconds, speed: perSecond(this.#watch.visited, seconds) });
  }

  #isInTime(): boolean {
    const { maximumSeconds = Infinity } = this.#limits;
    const isInTime = this.seconds <= maximumSeconds;
    if (!isInTime) this.#budget ??= `budget of ${inWords(maximumSeconds, 'second')} reached`;
    return isInTime;
  }
}

/** An interrupted search knows exactly how far it is, and says so after a few states more. */
function soon<Result>(searching: Generator<undefined, Result, undefined>, patience: number): Result | undefined {
  const until = performance.now() + patience;
  while (performance.now() < until) {
    const { done, value } = searching.next();
    if (done) return value;
  }
  return undefined;
}

export function perSecond(states: number, seconds: number): number {
  return seconds === 0 ? 0 : Math.round(states / seconds);
}

/** `1 second`, `2,000 states`. */
export function inWords(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en-US', { maximumFractionDigits: 1 })} ${number === 1 ? one : many}`;
}
