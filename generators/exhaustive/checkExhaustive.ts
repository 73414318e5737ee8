import type { State } from '../../model/kernel/index.ts';
import { instrument, type Instrumented, type Subject } from '../../properties/instrument.ts';
import type { Property } from '../../properties/property.ts';
import { LivenessCheck, type Lasso } from '../liveness/liveness.ts';
import type { Order } from '../search/frontier.ts';
import { searchingReduced } from '../search/reduction/reduced.ts';
import { searching, type SearchOptions, type SearchResult, type SearchStatistics } from '../search/search.ts';
import { ActionCounter } from './actionCounts.ts';
import { exhaustiveStatistics, type ExhaustiveResult, type ExhaustiveStatistics, type ReducedSearch } from './result.ts';
import { shortened } from './shortened.ts';
import { inWords, Supervision, type Limits } from './supervision.ts';
import { Watch } from './watch.ts';

export type { ExhaustivePhase, ExhaustiveProgress } from './supervision.ts';

/** Budgets among them: when one is used up the verdict is inconclusive. */
export interface ExhaustiveOptions extends Limits {
  /** `breadth-first` (default) finds counterexamples near the beginning; `depth-first` finds deep ones sooner. */
  readonly order?: Order;
  /** Whether to leave out interleavings that differ only in the order of actions that commute; on unless set to false. */
  readonly reduction?: boolean;
  readonly maximumStates?: number;
  /** Whether to count which actions were taken. */
  readonly countActions?: boolean;
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
  readonly #actions: ActionCounter | undefined;
  readonly #watch: Watch;
  readonly #supervision: Supervision;
  #reduced: ReducedSearch | undefined;
  /** Whether the last search was the reduced one. */
  #isReduced = false;

  constructor(subject: Instrumented, judgesLiveness: boolean, options: ExhaustiveOptions) {
    this.#subject = subject;
    this.#judgesLiveness = judgesLiveness;
    this.#options = options;
    this.#actions = options.countActions === true ? new ActionCounter() : undefined;
    this.#watch = new Watch(subject.engine, this.#actions);
    this.#supervision = new Supervision(options, this.#watch);
  }

  async run(): Promise<ExhaustiveResult> {
    const result = this.#mayReduce ? await this.#searchReduced() : await this.#search('search');
    if (result?.exhausted !== true) return this.#ended(result);
    return this.#judgesLiveness ? this.#circles(result) : { verdict: 'proved', statistics: this.#statistics(result) };
  }

  /** Whether a run may go round for ever without what should come: decided on the whole graph. */
  async #circles(first: SearchResult): Promise<ExhaustiveResult> {
    const doubt = `nothing is violated where runs end (${inWords(first.states, 'state')}), but whether one may go round for ever is not known: `;
    const whole = this.#reduced === undefined ? first : await this.#search('search of all orders');
    if (whole?.graph === undefined) return this.#ended(whole, doubt);
    const lasso = await this.#supervision.drive('circles', this.#lasso(whole.graph));
    if (lasso === undefined) return this.#inconclusive(`${doubt}${this.#supervision.stoppedBy ?? ''}`, whole);
    if (lasso === 'none') return { verdict: 'proved', statistics: this.#statistics(whole) };
    const { violation, initial, stem, loop } = lasso;
    const schedule = [...stem.labels, ...(loop?.labels ?? [])];
    const counterexample = { violation, initial, schedule, completionLength: 0, ...(loop && { circleLength: loop.labels.length }), foundLength: schedule.length, isShortest: false };
    return { verdict: 'violated', statistics: this.#statistics(whole), counterexample };
  }

  *#lasso({ states, parents }: NonNullable<SearchResult['graph']>): Generator<undefined, Lasso | 'none', undefined> {
    const { engine, properties, missing } = this.#subject;
    const check = yield* LivenessCheck.preparing(engine, states, parents);
    for (const { name } of properties) {
      const lasso = yield* check.checking((state) => missing(state).find(({ property }) => property === name));
      if (lasso !== undefined) return lasso;
    }
    return 'none';
  }

  /** Of a search that did not see everything. */
  #ended(result: SearchResult | undefined, doubt = ''): ExhaustiveResult | Promise<ExhaustiveResult> {
    if (result?.found !== undefined) return this.#violated(result, result.found);
    const statistics = result ?? this.#supervision.latest;
    const { stoppedBy } = this.#supervision;
    const round = this.#isReduced ? `, in round ${this.#watch.round} of the reduction` : '';
    const why = stoppedBy ?? `budget of ${inWords(this.#options.maximumStates ?? 0, 'state')} reached`;
    // A slow search that was stopped early may not have told its depth.
    const reached = statistics.depth === 0 ? `after ${inWords(statistics.states, 'state')}` : `at depth ${statistics.depth}`;
    return this.#inconclusive(`${doubt}${why} ${reached}${round}`, statistics);
  }

  /** In the calm timing what a timer may do depends on everything else. */
  get #mayReduce(): boolean {
    return this.#options.reduction !== false && this.#subject.engine.system.timing !== 'calm';
  }

  async #searchReduced(): Promise<SearchResult | undefined> {
    const { engine, watched } = this.#subject;
    this.#isReduced = true;
    const result = await this.#supervision.search('reduced search', searchingReduced(engine, this.#searchOptions, watched, this.#options.order));
    const { states, generated } = result ?? this.#supervision.latest;
    this.#reduced = { states, generated, rounds: this.#watch.round };
    return result;
  }

  #search(phase: 'search' | 'search of all orders'): Promise<SearchResult | undefined> {
    this.#isReduced = false;
    const options = { ...this.#searchOptions, keep: this.#judgesLiveness };
    return this.#supervision.search(phase, searching(this.#subject.engine, options, this.#options.order));
  }

  get #searchOptions(): SearchOptions {
    const { violation, missing } = this.#subject;
    const { maximumStates } = this.#options;
    return this.#watch.over(violation, {
      ...(this.#judgesLiveness && { findAtEnd: (state: State) => missing(state)[0] }),
      ...(maximumStates !== undefined && { maximumStates }),
      progress: this.#supervision.goOn,
    });
  }

  async #violated(result: SearchResult, found: NonNullable<SearchResult['found']>): Promise<ExhaustiveResult> {
    const statistics = this.#statistics(result);
    const isShortest = this.#options.order !== 'depth-first' && this.#reduced === undefined;
    const shorter = isShortest ? undefined : await this.#supervision.drive('shortening', shortened(this.#subject, found));
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

  #inconclusive(reason: string, statistics: SearchStatistics): ExhaustiveResult {
    return { verdict: 'inconclusive', reason, statistics: this.#statistics(statistics) };
  }

  #statistics(statistics: SearchStatistics): ExhaustiveStatistics {
    const { engine } = this.#subject;
    const { seconds } = this.#supervision;
    return exhaustiveStatistics(engine, statistics, {
      seconds,
      visited: this.#watch.visited,
      isReduced: this.#isReduced,
      ...(this.#reduced !== undefined && { reduced: this.#reduced }),
      ...(this.#actions !== undefined && { actions: this.#actions.counts(engine) }),
    });
  }
}
