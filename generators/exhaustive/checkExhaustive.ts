import type { State, Symmetry } from '../../model/kernel/index.ts';
import { instrument, type Instrumented, type Subject } from '../../properties/instrument.ts';
import type { Property } from '../../properties/property.ts';
import { explainingFound } from '../explained/explained.ts';
import { Lookout } from '../vacuity/lookout.ts';
import { LivenessCheck, type Lasso } from '../liveness/liveness.ts';
import { reducedLiveness, type ReducedLiveness } from '../liveness/reducedLiveness.ts';
import type { Order } from '../search/frontier.ts';
import { collisionProbability } from '../search/fingerprints.ts';
import { searchingReduced } from '../search/reduction/reduced.ts';
import { engineFigures } from '../search/engineFigures.ts';
import { searchInParallel } from '../search/parallel/searchInParallel.ts';
import type { Task } from '../search/parallel/task.ts';
import type { SavedSearch } from '../search/savedSearch.ts';
import { searching, type SearchOptions, type SearchResult, type SearchStatistics } from '../search/search.ts';
import { ActionCounter } from './actionCounts.ts';
import { exhaustiveStatistics, type ExhaustiveResult, type ExhaustiveStatistics, type ReducedSearch } from './result.ts';
import type { ResumedCheck, SavedCheck } from './savedCheck.ts';
import { shortened } from './shortened.ts';
import { soFarTogether, type SoFar } from './soFar.ts';
import { interchangeable, symmetryOf } from './upToSymmetry.ts';
import { inWords, Supervision, type Limits } from './supervision.ts';
import { Watch } from './watch.ts';

export type { ExhaustivePhase, ExhaustiveProgress } from './supervision.ts';

/** Budgets among them: when one is used up the verdict is inconclusive. */
export interface ExhaustiveOptions extends Limits {
  /** `breadth-first` (default) finds counterexamples near the beginning; `depth-first` finds deep ones sooner. */
  readonly order?: Order;
  /** Whether to leave out interleavings that differ only in the order of actions that commute; on unless set to false. */
  readonly reduction?: boolean;
  /** Whether to keep one state of all that differ only in which interchangeable component is which, where the properties allow it; on unless set to false. */
  readonly symmetry?: boolean;
  readonly maximumStates?: number;
  /** Whether to keep only fingerprints of states that have been expanded, in a search of all orders, breadth-first, by one thread: then nothing is proved. */
  readonly fingerprints?: boolean;
  /** Whether to count which actions were taken; of threads it is not known, nor of a check that is gone on with and did not count them before. */
  readonly countActions?: boolean;
  /** Threads that share a search of all orders, breadth-first, and what they make for themselves: the search of this very subject. */
  readonly workers?: { readonly count: number; readonly task: Task };
  /** Called when a check that searches all orders breadth-first, by one thread, stops without a verdict, and every ten minutes: what to save. */
  readonly checkpoint?: (save: () => SavedCheck) => void;
  /** A check to go on with. */
  readonly resume?: ResumedCheck;
}

const checkpointSeconds = 600;

/**
 * Visits every interleaving of a system within its fault budget. Properties are *proved for this system* when all
 * states were visited, and *violated* with a shortest schedule where that could be established.
 */
export async function checkExhaustive<Shape>(subject: Subject<Shape>, properties: readonly Property<Shape>[], options: ExhaustiveOptions = {}): Promise<ExhaustiveResult> {
  const liveness = properties.filter(({ kind }) => kind === 'liveness').map((property) => instrument(subject, [property]));
  return new ExhaustiveCheck(instrument(subject, properties), liveness, options).run();
}

class ExhaustiveCheck {
  readonly #subject: Instrumented;
  /** The same with each liveness property alone. */
  readonly #liveness: readonly Instrumented[];
  readonly #options: ExhaustiveOptions;
  readonly #actions: ActionCounter | undefined;
  readonly #lookout: Lookout;
  readonly #watch: Watch;
  readonly #supervision: Supervision;
  #reduced: ReducedSearch | undefined;
  /** Whether the last search was the reduced one. */
  #isReduced = false;
  /** Up to which the last search went. */
  #symmetry: Symmetry | undefined;
  /** What others had a share in the last search: other threads, or this check before it was resumed. */
  #others: readonly SoFar[] = [];
  /** When something was saved last; in seconds. */
  #saved = 0;

  constructor(subject: Instrumented, liveness: readonly Instrumented[], options: ExhaustiveOptions) {
    this.#subject = subject;
    this.#liveness = liveness;
    this.#options = options;
    this.#actions = options.countActions === true ? new ActionCounter() : undefined;
    this.#lookout = new Lookout(subject);
    this.#watch = new Watch([subject, ...liveness].map(({ engine }) => engine), this.#actions);
    this.#supervision = new Supervision(options, this.#watch);
  }

  async run(): Promise<ExhaustiveResult> {
    const result = this.#mayReduce ? await this.#searchReduced() : await this.#search();
    if (result?.exhausted !== true) return this.#ended(result);
    if (this.#options.fingerprints === true) return this.#held(result);
    return this.#judgesLiveness ? this.#circles(result) : { verdict: 'proved', statistics: this.#statistics(result) };
  }

  /** Circles go through states of which only fingerprints are left. */
  #held(result: SearchResult): ExhaustiveResult {
    if (this.#judgesLiveness) return this.#inconclusive(`nothing is violated where runs end (${inWords(result.states, 'state')}), but whether one may go round for ever is not known: fingerprints are not enough to tell`, result);
    return { verdict: 'held', collisionProbability: collisionProbability(result.states), statistics: this.#statistics(result) };
  }

  get #judgesLiveness(): boolean {
    return this.#liveness.length > 0;
  }

  /** Whether a run may go round for ever without what should come. */
  async #circles(first: SearchResult): Promise<ExhaustiveResult> {
    const doubt = `nothing is violated where runs end (${inWords(first.states, 'state')}), but whether one may go round for ever is not known: `;
    const { graph } = first;
    const found = await this.#supervision.drive('circles', graph === undefined ? reducedLiveness(this.#liveness, this.#watch.over(() => undefined, { ...this.#maximumStates, progress: this.#supervision.goOn })) : this.#lasso(graph));
    if (found === undefined) {
      this.#checkpoint(first.save);
      return this.#inconclusive(`${doubt}${this.#supervision.stoppedBy ?? ''}`, first);
    }
    if (found === 'none') return { verdict: 'proved', statistics: this.#statistics(first) };
    if ('unfinished' in found) return this.#ended(found.unfinished, doubt);
    const { violation, initial, stem, loop } = found.lasso;
    const schedule = [...stem.labels, ...(loop?.labels ?? [])];
    const counterexample = { violation, initial, schedule, completionLength: 0, ...(loop && { circleLength: loop.labels.length }), foundLength: schedule.length, isShortest: false, reasons: [] };
    return { verdict: 'violated', statistics: this.#statistics(first), counterexample };
  }

  /** On the graph of all orders. */
  *#lasso({ states, parents }: NonNullable<SearchResult['graph']>): Generator<undefined, ReducedLiveness, undefined> {
    const { engine, properties, missing } = this.#subject;
    const check = yield* LivenessCheck.preparing(engine, states, parents);
    for (const { name } of properties) {
      const lasso: Lasso | undefined = yield* check.checking((state) => missing(state).find(({ property }) => property === name));
      if (lasso !== undefined) return { lasso };
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

  get #allowedSymmetry(): Symmetry | undefined {
    return this.#options.symmetry === false ? undefined : symmetryOf(this.#subject);
  }

  get #mayReduce(): boolean {
    return this.#options.reduction !== false && this.#options.fingerprints !== true;
  }

  async #searchReduced(): Promise<SearchResult | undefined> {
    const { engine, watched } = this.#subject;
    this.#isReduced = true;
    this.#symmetry = this.#allowedSymmetry;
    const result = await this.#supervision.search('reduced search', searchingReduced(engine, { ...this.#searchOptions, symmetry: this.#symmetry !== undefined }, watched, { order: this.#options.order }));
    const { states, generated } = result ?? this.#supervision.latest;
    this.#reduced = { states, generated, rounds: this.#watch.round };
    return result;
  }

  async #search(): Promise<SearchResult | undefined> {
    this.#isReduced = false;
    this.#symmetry = undefined;
    const { workers, order, checkpoint, resume, fingerprints = false } = this.#options;
    const { engine } = this.#subject;
    if (workers !== undefined) {
      const result = await this.#supervision.searchElsewhere('search', (progress) => searchInParallel(workers.task, workers.count, { ...this.#maximumStates, progress, ...(this.#judgesLiveness && { keep: engine }) }));
      this.#others = [result];
      return result;
    }
    // Which state stands for an orbit hangs on the engine: another one could not go on with what is saved.
    if (!this.#judgesLiveness && checkpoint === undefined && resume === undefined) this.#symmetry = this.#allowedSymmetry;
    if (resume !== undefined) this.#others = [resume.soFar];
    const options: SearchOptions = { ...this.#searchOptions, symmetry: this.#symmetry !== undefined, keep: this.#judgesLiveness && !fingerprints, fingerprints, ...(resume && { resume: resume.search }) };
    // What is to be saved, or was saved before, is not given up because it takes a moment.
    const patience = checkpoint === undefined && resume === undefined ? undefined : Infinity;
    const result = await this.#supervision.search('search', searching(engine, options, order), patience);
    if (result?.exhausted === false) this.#checkpoint(result.save);
    return result;
  }

  get #maximumStates(): Pick<SearchOptions, 'maximumStates'> {
    const { maximumStates } = this.#options;
    return maximumStates === undefined ? {} : { maximumStates };
  }

  get #searchOptions(): SearchOptions {
    const { missing } = this.#subject;
    return this.#watch.over(this.#lookout.violation, {
      ...(this.#judgesLiveness && { findAtEnd: (state: State) => missing(state)[0] }),
      ...this.#maximumStates,
      progress: (statistics, save) => {
        if (save !== undefined && this.#supervision.seconds > this.#saved + checkpointSeconds) {
          this.#saved = this.#supervision.seconds;
          this.#checkpoint(save);
        }
        return this.#supervision.goOn(statistics);
      },
    });
  }

  async #violated(result: SearchResult, found: NonNullable<SearchResult['found']>): Promise<ExhaustiveResult> {
    const statistics = this.#statistics(result);
    const isShortest = this.#options.order !== 'depth-first' && this.#reduced === undefined;
    const shorter = isShortest ? undefined : await this.#supervision.drive('shortening', shortened(this.#subject, found));
    const { labels, initial } = shorter ?? { labels: found.schedule, initial: found.initial };
    const explained = await this.#supervision.drive('explaining', explainingFound(this.#subject, initial, labels, found.violation));
    const { schedule, reasons, violation } = explained ?? { schedule: labels, reasons: [], violation: found.violation };
    return {
      verdict: 'violated',
      statistics,
      counterexample: {
        violation,
        initial,
        schedule,
        completionLength: 0,
        foundLength: found.schedule.length,
        isShortest: isShortest || (shorter?.isShortest ?? false),
        reasons,
      },
    };
  }

  #inconclusive(reason: string, statistics: SearchStatistics): ExhaustiveResult {
    return { verdict: 'inconclusive', reason, statistics: this.#statistics(statistics) };
  }

  /** Offers to save a search that can be saved. */
  #checkpoint(save: (() => SavedSearch) | undefined): void {
    if (save !== undefined) this.#options.checkpoint?.(() => ({ search: save(), soFar: this.#soFar }));
  }

  /** Of all that had a share in it. */
  get #soFar(): SoFar {
    const { engine } = this.#subject;
    return soFarTogether({ figures: engineFigures(engine), unseen: this.#lookout.unseen, actions: this.#actions?.counts(engine) }, this.#others);
  }

  #statistics(statistics: SearchStatistics): ExhaustiveStatistics {
    const { seconds } = this.#supervision;
    const { figures, unseen, actions } = this.#soFar;
    return exhaustiveStatistics(figures, statistics, {
      seconds,
      visited: this.#watch.visited,
      isReduced: this.#isReduced,
      ...(this.#symmetry !== undefined && { symmetry: interchangeable(this.#symmetry) }),
      ...(this.#reduced !== undefined && { reduced: this.#reduced }),
      ...unseen,
      ...(actions !== undefined && { actions }),
    });
  }
}
