import { instrument, type Instrumented, type Subject } from '../../properties/instrument.ts';
import type { Property } from '../../properties/property.ts';
import { LivenessCheck, type Lasso } from '../liveness/liveness.ts';
import { Breath } from '../random/breath.ts';
import type { Order } from '../search/frontier.ts';
import { searchingReduced } from '../search/reduction/reduced.ts';
import { searching, type SearchOptions, type SearchResult, type SearchStatistics } from '../search/search.ts';
import { exhaustiveStatistics, type ExhaustiveResult, type ExhaustiveStatistics } from './result.ts';
import { shortened } from './shortened.ts';

export interface ExhaustiveOptions {
  /** `breadth-first` (default) finds counterexamples near the beginning; `depth-first` finds deep ones sooner. */
  readonly order?: Order;
  /** Whether to leave out interleavings that differ only in the order of actions that commute; on unless set to false. */
  readonly reduction?: boolean;
  /** Budgets: when one is used up the verdict is inconclusive. */
  readonly maximumStates?: number;
  readonly maximumSeconds?: number;
  /** Bytes that stored states may take. */
  readonly maximumBytes?: number;
  readonly progress?: (progress: ExhaustiveProgress) => void;
  /** Stops the check; what was covered so far is told. */
  readonly signal?: AbortSignal;
}

export interface ExhaustiveProgress extends SearchStatistics {
  readonly seconds: number;
}

/**
 * Visits every interleaving of a system within its fault budget. Properties are *proved for this system* when all
 * states were visited, and *violated* with a shortest schedule where that could be established.
 */
export async function checkExhaustive<Shape>(subject: Subject<Shape>, properties: readonly Property<Shape>[], options: ExhaustiveOptions = {}): Promise<ExhaustiveResult> {
  return new ExhaustiveCheck(instrument(subject, properties), properties.some(({ kind }) => kind === 'liveness'), options).run();
}

class ExhaustiveCheck {
  readonly #subject: Instrumented;
  readonly #judgesLiveness: boolean;
  readonly #options: ExhaustiveOptions;
  readonly #breath: Breath;
  readonly #begin = performance.now();
  #budget: string | undefined;
  #latest: SearchStatistics = { states: 0, generated: 0, depth: 0, bytes: 0 };

  constructor(subject: Instrumented, judgesLiveness: boolean, options: ExhaustiveOptions) {
    this.#subject = subject;
    this.#judgesLiveness = judgesLiveness;
    this.#options = options;
    this.#breath = new Breath(options.signal, () => options.progress?.({ ...this.#latest, seconds: this.#seconds }));
  }

  async run(): Promise<ExhaustiveResult> {
    const result = await this.#breath.drive(this.#search(this.#mayReduce));
    if (result?.exhausted !== true) return this.#ended(result);
    if (!this.#judgesLiveness) return { verdict: 'proved', statistics: this.#statistics(result) };
    return this.#circles(result);
  }

  /** Whether a run may go round for ever without what should come: decided on the whole graph. */
  async #circles(reduced: SearchResult): Promise<ExhaustiveResult> {
    const whole = reduced.graph === undefined ? await this.#breath.drive(this.#search(false)) : reduced;
    if (whole?.graph === undefined) return this.#ended(whole, `nothing is violated where runs end (${count(reduced.states)} states), but whether one may go round for ever is not known: `);
    const lasso = await this.#breath.drive(this.#lasso(whole.graph));
    if (lasso === undefined) return this.#options.signal?.aborted ? this.#inconclusive('interrupted', whole) : { verdict: 'proved', statistics: this.#statistics(whole) };
    const { violation, initial, stem, loop } = lasso;
    const schedule = [...stem.labels, ...(loop?.labels ?? [])];
    const counterexample = { violation, initial, schedule, completionLength: 0, ...(loop && { circleLength: loop.labels.length }), foundLength: schedule.length, isShortest: false };
    return { verdict: 'violated', statistics: this.#statistics(whole), counterexample };
  }

  *#lasso({ states, parents }: NonNullable<SearchResult['graph']>): Generator<undefined, Lasso | undefined, undefined> {
    const { engine, properties, missing } = this.#subject;
    const check = yield* LivenessCheck.preparing(engine, states, parents);
    for (const { name } of properties) {
      const lasso = yield* check.checking((state) => missing(state).find(({ property }) => property === name));
      if (lasso !== undefined) return lasso;
    }
    return undefined;
  }

  /** Of a search that did not see everything. */
  async #ended(result: SearchResult | undefined, what = ''): Promise<ExhaustiveResult> {
    if (result === undefined) return this.#inconclusive(`${what}interrupted`, this.#latest);
    if (result.found !== undefined) return this.#violated(result);
    return this.#inconclusive(what + (this.#budget ?? `budget of ${count(this.#options.maximumStates ?? 0)} states reached`), result);
  }

  /** In the calm timing what a timer may do depends on everything else. */
  get #mayReduce(): boolean {
    return this.#options.reduction !== false && this.#subject.engine.system.timing === 'adversarial';
  }

  #search(isReduced: boolean): Generator<undefined, SearchResult, undefined> {
    const { engine, violation, missing, watched } = this.#subject;
    const { order = 'breadth-first', maximumStates } = this.#options;
    const options: SearchOptions = {
      find: violation,
      ...(this.#judgesLiveness && { findAtEnd: (state: Int32Array) => missing(state)[0] }),
      ...(maximumStates !== undefined && { maximumStates }),
      progress: (statistics) => this.#goOn(statistics),
    };
    return isReduced ? searchingReduced(engine, options, watched, order) : searching(engine, { ...options, keep: this.#judgesLiveness }, order);
  }

  #goOn(statistics: SearchStatistics): boolean {
    this.#latest = statistics;
    const { maximumSeconds = Infinity, maximumBytes = Infinity } = this.#options;
    if (this.#seconds > maximumSeconds) this.#budget = `budget of ${count(maximumSeconds)} seconds reached`;
    else if (statistics.bytes > maximumBytes) this.#budget = `budget of ${count(maximumBytes / 2 ** 20)} MiB reached`;
    return this.#budget === undefined;
  }

  async #violated(result: SearchResult): Promise<ExhaustiveResult> {
    const { found } = result;
    if (found === undefined) throw new RangeError('nothing was found');
    this.#latest = result;
    const statistics = this.#statistics(result);
    const isShortest = this.#options.order !== 'depth-first' && this.#options.reduction === false;
    const shorter = isShortest ? undefined : await this.#breath.drive(shortened(this.#subject, found));
    return {
      verdict: 'violated',
      statistics,
      counterexample: {
        violation: found.violation,
        initial: found.initial,
        schedule: shorter?.labels ?? found.schedule,
        completionLength: 0,
        foundLength: found.schedule.length,
        isShortest: isShortest || (shorter?.isShortest ?? false),
      },
    };
  }

  #inconclusive(why: string, statistics: SearchStatistics): ExhaustiveResult {
    return { verdict: 'inconclusive', reason: `${why} at depth ${statistics.depth}`, statistics: this.#statistics(statistics) };
  }

  #statistics(statistics: SearchStatistics): ExhaustiveStatistics {
    return exhaustiveStatistics(this.#subject.engine, statistics, this.#seconds);
  }

  get #seconds(): number {
    return (performance.now() - this.#begin) / 1000;
  }
}

function count(number: number): string {
  return Math.round(number).toLocaleString('en-US');
}
