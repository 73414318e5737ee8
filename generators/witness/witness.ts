import { replay, type Action } from '../../model/kernel/index.ts';
import { instrument, type Instrumented, type Subject } from '../../properties/instrument.ts';
import type { Invariant } from '../../properties/property.ts';
import { calmOrder } from '../explained/calmOrder.ts';
import { shortened } from '../exhaustive/shortened.ts';
import { inWords } from '../exhaustive/supervision.ts';
import { symmetryOf } from '../exhaustive/upToSymmetry.ts';
import { checkRandom } from '../random/checkRandom.ts';
import { searchingReduced } from '../search/reduction/reduced.ts';
import { searching, type SearchOptions, type SearchResult } from '../search/search.ts';
import { neverReached, type Goal } from './goal.ts';
import type { Rank, WitnessEffort, WitnessProgress, WitnessResult } from './result.ts';
import { WitnessBudget } from './witnessBudget.ts';

export type { Rank, WitnessProgress, WitnessResult } from './result.ts';

export interface WitnessOptions {
  /** States that each search may store. */
  readonly maximumStates?: number;
  /** Without it, the same seed gives the same result on any machine. */
  readonly maximumSeconds?: number;
  /** Random runs when the search does not come as far as the goal. */
  readonly runs?: number;
  readonly seed?: number;
  /** Components whose caches others read through: their watches are no part of the story. */
  readonly caches?: readonly string[];
  readonly progress?: (progress: WitnessProgress) => void;
  /** Stops it; what was found so far is kept. */
  readonly signal?: AbortSignal;
}

export const defaultWitnessStates = 500_000;
export const defaultWitnessRuns = 200;

/** Looking whether faults make a shorter way than one without them takes most states for the least gain. */
const shareOfFaults = 0.2;

type Run = Pick<NonNullable<SearchResult['found']>, 'initial' | 'schedule'>;

/**
 * Looks for a short run that reaches a goal.
 *
 * Nearest states first and without faults, whose possibilities multiply the states, a search often comes as far as the goal: what it
 * finds is a shortest run of those. Then all is looked at, faults too, up to that length. If the first search does not come so far:
 * at random, shortened as a counterexample is. What no run of those reaches is looked for once more by a search that leaves out
 * orders that make no difference, which comes farthest. A search that has seen all and found nothing is a proof that no run reaches it.
 * @throws RunError when a component or the goal throws in a random run
 */
export async function witness<Shape>(subject: Subject<Shape>, goal: Goal<Shape>, options: WitnessOptions = {}): Promise<WitnessResult> {
  return new WitnessSearch(subject, neverReached(goal), options).run();
}

class WitnessSearch<Shape> {
  readonly #subject: Subject<Shape>;
  readonly #property: Invariant<Shape>;
  readonly #instrumented: Instrumented;
  readonly #options: WitnessOptions;
  readonly #budget: WitnessBudget;
  /** No run with fewer steps than that reaches the goal: none at all, and none without faults. */
  #least = 0;
  #leastWithoutFaults = 0;
  /** All runs without faults were looked at, and none reaches it. */
  #needsFaults = false;

  constructor(subject: Subject<Shape>, property: Invariant<Shape>, options: WitnessOptions) {
    this.#subject = subject;
    this.#property = property;
    this.#options = options;
    this.#instrumented = instrument(subject, [property]);
    this.#budget = new WitnessBudget(options);
  }

  async run(): Promise<WitnessResult> {
    const withoutFaults = await this.#search({ without: isFault });
    this.#leastWithoutFaults = leastSteps(withoutFaults);
    if (!this.#hasFaults) this.#least = this.#leastWithoutFaults;
    if (withoutFaults?.found !== undefined) return this.#ranked(withoutFaults.found, withoutFaults.found.schedule.length);
    this.#needsFaults = withoutFaults?.exhausted === true;
    if (this.#needsFaults && !this.#hasFaults) return this.#unreachable();
    return (this.#needsFaults ? await this.#withFaults() : undefined) ?? (await this.#atRandom()) ?? (await this.#reduced());
  }

  /** Only with faults, if at all: nearest states first once more. */
  async #withFaults(): Promise<WitnessResult | undefined> {
    this.#budget.tell({ phase: 'with faults', states: 0 });
    const all = await this.#search({});
    this.#least = leastSteps(all);
    if (all?.found !== undefined) return this.#found(all.found, all.found.schedule.length);
    return all?.exhausted === true ? this.#unreachable() : undefined;
  }

  async #atRandom(): Promise<WitnessResult | undefined> {
    const { runs = defaultWitnessRuns, seed = 0 } = this.#options;
    if (runs === 0 || this.#budget.isSpent) return undefined;
    const result = await checkRandom(this.#subject, [this.#property], {
      runs,
      seed,
      signal: this.#budget.signal,
      progress: ({ runs: tried, shrinking }) => this.#budget.tell({ phase: shrinking === undefined ? 'random runs' : 'shortening', runs: tried }),
    });
    this.#budget.tell({ runs: result.runs });
    if (result.verdict !== 'violated') return undefined;
    const { foundLength, isShortest, schedule } = result.counterexample;
    if (isShortest) this.#least = schedule.length;
    return this.#ranked(result.counterexample, foundLength);
  }

  async #reduced(): Promise<WitnessResult> {
    if (this.#budget.isSpent) return this.#inconclusive();
    this.#budget.tell({ phase: 'all orders that make a difference', states: 0 });
    const { engine, watched } = this.#instrumented;
    const result = await this.#budget.drive(searchingReduced(engine, { ...this.#searchOptions, symmetry: symmetryOf(this.#instrumented) !== undefined }, watched));
    if (result?.found !== undefined) {
      this.#budget.tell({ phase: 'shortening' });
      const shorter = await this.#budget.drive(shortened(this.#instrumented, result.found));
      if (shorter?.isShortest === true) this.#least = shorter.labels.length;
      return this.#ranked({ initial: shorter?.initial ?? result.found.initial, schedule: shorter?.labels ?? result.found.schedule }, result.found.schedule.length);
    }
    return result?.exhausted === true ? this.#unreachable() : this.#inconclusive();
  }

  /** Looks whether there is a shorter one, as far as the budget goes, and says what is known then. */
  async #ranked(run: Run, foundLength: number): Promise<WitnessResult> {
    const { schedule } = run;
    if (schedule.length > this.#least && this.#hasFaults) {
      const { maximumStates = defaultWitnessStates } = this.#options;
      const share = this.#strikes(run) ? 1 : shareOfFaults;
      this.#budget.tell({ phase: 'with faults', states: 0 });
      const shorter = await this.#search({ maximumLength: schedule.length - 1, maximumStates: Math.ceil(maximumStates * share) });
      this.#least = Math.max(this.#least, shorter?.stoppedBy === 'maximumLength' || shorter?.exhausted === true ? schedule.length : leastSteps(shorter));
      if (shorter?.found !== undefined) return this.#found(shorter.found, foundLength);
    }
    return this.#found(run, foundLength);
  }

  async #found({ initial, schedule }: Run, foundLength: number): Promise<WitnessResult> {
    const { length } = schedule;
    const rank: Rank = length <= this.#least ? 'shortest' : !this.#strikes({ initial, schedule }) && length <= this.#leastWithoutFaults ? 'shortest without faults' : 'shortest found';
    return { verdict: 'found', initial, schedule: await this.#toldCalmly({ initial, schedule }), foundLength, rank, ...this.#effort };
  }

  async #toldCalmly({ initial, schedule }: Run): Promise<readonly string[]> {
    const beginning = this.#instrumented.engine.initial()[initial];
    const { caches = [] } = this.#options;
    return (beginning && (await this.#budget.drive(calmOrder(this.#instrumented, { initial: beginning, schedule, property: this.#property.name, caches })))) ?? schedule;
  }

  /** Whether a fault strikes in it. */
  #strikes({ initial, schedule }: Run): boolean {
    return replay(this.#instrumented.engine, schedule, { initial }).steps.some(({ action }) => isFault(action));
  }

  #unreachable(): WitnessResult {
    return { verdict: 'unreachable', ...this.#effort };
  }

  #inconclusive(): WitnessResult {
    const { maximumStates = defaultWitnessStates, runs = defaultWitnessRuns } = this.#options;
    const known = [
      ...(this.#least > 0 ? [`no run with fewer than ${inWords(this.#least, 'step')} reaches it`] : []),
      ...(this.#needsFaults ? ['no run without faults reaches it'] : this.#leastWithoutFaults > this.#least ? [`no run without faults and with fewer than ${inWords(this.#leastWithoutFaults, 'step')} reaches it`] : []),
    ];
    const why = this.#budget.stoppedBy ?? `budget of ${inWords(maximumStates, 'state')} and ${inWords(runs, 'run')} reached`;
    return { verdict: 'inconclusive', reason: [why, ...known].join('; '), ...this.#effort };
  }

  get #effort(): WitnessEffort {
    const { states, runs } = this.#budget.progress;
    return { states, runs, seed: this.#options.seed ?? 0, leastSteps: this.#least, seconds: this.#budget.seconds };
  }

  get #hasFaults(): boolean {
    return Object.values(this.#subject.system.faults ?? {}).some((budget) => budget !== 0);
  }

  #search(options: SearchOptions): Promise<SearchResult | undefined> {
    return this.#budget.drive(searching(this.#instrumented.engine, { ...this.#searchOptions, ...options }));
  }

  get #searchOptions(): SearchOptions {
    return { find: this.#instrumented.violation, maximumStates: this.#options.maximumStates ?? defaultWitnessStates, progress: this.#budget.goOn };
  }
}

function isFault({ kind, costs }: Action): boolean {
  return kind === 'fault' || costs.length > 0;
}

/** A search that goes nearest first has seen all of the levels before the last. One step leads from each to the next. */
function leastSteps(result: SearchResult | undefined): number {
  return result?.found === undefined ? Math.max(0, (result?.depth ?? 0) - 1) : result.found.schedule.length;
}
