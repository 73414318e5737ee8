import { checkExhaustive } from '../../generators/exhaustive/checkExhaustive.ts';
import { checkRandom, type Counterexample } from '../../generators/random/checkRandom.ts';
import type { Subject } from '../../properties/instrument.ts';
import type { Property } from '../../properties/property.ts';
import { noticesBeside, replayKept, type ReplayedKept } from '../regressions/replayKept.ts';
import { RegressionStore } from '../regressions/store.ts';
import { changedRun, foundWith } from '../terminal/found.ts';
import { count } from '../terminal/text.ts';
import { described, type Described } from './described.ts';
import { gatherEvidence } from './evidence.ts';
import { failureText } from './failure.ts';
import type { EvidenceOptions, ProofOptions, RunsOptions } from './options.ts';

/** What a test is told: a verdict, and in words what it rests on or what went wrong. */
export interface Judgement {
  readonly verdict: 'held' | 'proved' | 'violated' | 'inconclusive';
  readonly message: string;
}

/** Samples runs, beginning with the counterexamples that are kept. */
export async function judgeRuns<Shape>(subject: Subject<Shape>, properties: readonly Property<Shape>[], options: RunsOptions = {}): Promise<Judgement> {
  const { path, runs, numRuns } = options;
  if (numRuns !== undefined && runs !== undefined) throw new RangeError('runs and numRuns are two names of one option: give one of them');
  const judging = new Judging(subject, properties, options);
  const before = path === undefined ? await judging.begin() : undefined;
  if (before !== undefined) return before;
  const result = await checkRandom(subject, properties, { ...options, ...(numRuns !== undefined && { runs: numRuns }), ...until(options) });
  switch (result.verdict) {
    case 'held':
      // A path that was left in a test would let it pass with a single run.
      if (path !== undefined) return judging.inconclusive(`path ${path} with seed ${result.seed} leads to a run that violates nothing: take the path out of the test, so that it tries other runs again`);
      return judging.good('held', `held in ${count(result.runs, 'run')} (seed ${result.seed})`);
    case 'inconclusive':
      return judging.inconclusive(`${result.reason} (seed ${result.seed})`);
    case 'violated': {
      const { counterexample, seed } = result;
      const { schedule, foundLength, isShortest } = counterexample;
      return judging.violated(counterexample, [`${foundWith({ length: schedule.length, foundLength, isShortest })}, in run ${result.runs}`, `Exactly this run again: { seed: ${seed}, path: '${result.path}' }`]);
    }
  }
}

/** Visits every state, beginning with the counterexamples that are kept. */
export async function judgeAll<Shape>(subject: Subject<Shape>, properties: readonly Property<Shape>[], options: ProofOptions = {}): Promise<Judgement> {
  const judging = new Judging(subject, properties, options);
  const before = await judging.begin();
  if (before !== undefined) return before;
  const result = await checkExhaustive(subject, properties, { ...options, ...until(options) });
  const states = count(result.statistics.states, 'state');
  switch (result.verdict) {
    case 'proved':
      return judging.good('proved', `proved for this system (${states})`);
    case 'held':
      return judging.good('held', `held in ${states} told apart by fingerprints (two were taken for one with a chance below ${result.collisionProbability.toExponential(0)}), which proves nothing`);
    case 'inconclusive':
      return judging.inconclusive(result.reason);
    case 'violated': {
      const { counterexample } = result;
      const { schedule, foundLength, isShortest } = counterexample;
      return judging.violated(counterexample, [`${foundWith({ length: schedule.length, foundLength })}, after ${states}; ${isShortest ? 'nothing shorter shows it' : 'the shortest found'}; the same search finds it again`]);
    }
  }
}

/** A test that is to end, because it takes too long or is interrupted, ends its check. */
function until({ signal, context }: Options): { readonly signal?: AbortSignal } {
  const asked = signal ?? context?.signal;
  return asked === undefined ? {} : { signal: asked };
}

type Options = EvidenceOptions & { readonly signal?: AbortSignal };

/** What both ways of checking have in common: what comes before, and what is told. */
class Judging<Shape> {
  readonly #subject: Subject<Shape>;
  readonly #properties: readonly Property<Shape>[];
  readonly #options: Options;
  readonly #described: Described;
  readonly #store: RegressionStore | undefined;
  #kept: ReplayedKept = { still: [], pruned: [], notices: [] };

  constructor(subject: Subject<Shape>, properties: readonly Property<Shape>[], options: Options) {
    if (properties.length === 0) throw new RangeError('there is no property to check: what nothing is asked of always holds');
    this.#subject = subject;
    this.#properties = properties;
    this.#options = options;
    this.#described = described(subject, options.name);
    this.#store = options.regressions === undefined ? undefined : new RegressionStore(options.regressions);
  }

  /** Of what was found before, the shortest that is still there. */
  async begin(): Promise<Judgement | undefined> {
    if (this.#store === undefined) return undefined;
    const { context } = this.#options;
    const { signal } = until(this.#options);
    this.#kept = await replayKept(this.#store, this.#described.key, this.#subject, this.#properties, signal);
    // Of a test that passes nobody sees a message.
    for (const { text } of this.#kept.notices) await context?.annotate(text);
    const [shortest, ...others] = this.#kept.still;
    if (shortest === undefined) return undefined;
    const { kept, isSameRun, counterexample } = shortest;
    return this.violated(counterexample, [`Found before, still there: ${kept.file}${changedRun(isSameRun)}`, ...others.map((other) => `So is what violates ${other.kept.property}: ${other.kept.file}`)], true);
  }

  async violated(counterexample: Counterexample, found: readonly string[], isFoundBefore = false): Promise<Judgement> {
    const evidence = await gatherEvidence(this.#subject, this.#described, counterexample, this.#options);
    const kept = await this.#store?.keep(this.#described.key, evidence.trace, isFoundBefore);
    const notices = [...evidence.notices, ...noticesBeside(kept && 'file' in kept ? kept.file : undefined, this.#kept.notices), ...(kept && 'problem' in kept ? [`Not kept for the next check: ${kept.problem}`] : [])];
    return { verdict: 'violated', message: failureText(counterexample, { ...evidence, notices }, found, kept && 'file' in kept && !isFoundBefore ? kept.file : undefined) };
  }

  inconclusive(reason: string): Judgement {
    return { verdict: 'inconclusive', message: this.#withNotices(`inconclusive: ${reason}`) };
  }

  good(verdict: 'held' | 'proved', message: string): Judgement {
    return { verdict, message: this.#withNotices(message) };
  }

  #withNotices(text: string): string {
    return [text, ...noticesBeside(undefined, this.#kept.notices)].join('\n');
  }
}
