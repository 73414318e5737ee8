import type { ClusterShape } from '../../model/cluster/shape.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { Subject } from '../../properties/instrument.ts';
import type { Mutant } from '../../properties/mutants/index.ts';
import type { Property } from '../../properties/property.ts';
import { checkRandom, RunError } from '../random/checkRandom.ts';
import type { Fate, MutantFate, Replacement } from './fate.ts';
import { differs, Originals, type Original } from './originals.ts';
import type { PoolScenario } from './scenarioPool.ts';

export interface MutationOptions {
  readonly seed: number;
  /** In each of the scenarios that tell most. */
  readonly runs?: number;
  /** Known mistakes: their guards are tried in their scenarios first. */
  readonly mutants?: readonly Mutant[];
  /** The scenario in which a replacement is known to be noticed: it is tried there before anywhere else. */
  readonly hint?: (replacement: Replacement) => string | undefined;
  readonly progress?: (progress: MutationProgress) => void;
  /** Stops before the next replacement; those that are known stay known. */
  readonly signal?: AbortSignal;
}

export interface MutationProgress extends Replacement {
  /** How many replacements are done. */
  readonly done: number;
  readonly scenario: string;
}

export const defaultMutationRuns = 30;

/** Where it is known to show, some mistakes need more runs. */
const runsWhereKnown = 150;

/** First a few runs in scenarios where the replacement makes a difference: most are noticed at once somewhere. */
const fewRuns = 3;
const firstScenarios = 8;

/** Then a few in as many of those left where it makes a difference most often, and many in some of them. */
const mostTelling = 3;

/** Mutation testing of properties: guards are replaced one after the other, and properties have to notice. */
export class MutationTest {
  readonly #subjectOf: (scenario: Scenario) => Subject<ClusterShape>;
  readonly #properties: readonly Property<ClusterShape>[];
  readonly #pool: readonly PoolScenario[];
  readonly #options: MutationOptions & { readonly runs: number };
  readonly originals: Originals;
  #done = 0;

  constructor(subjectOf: (scenario: Scenario) => Subject<ClusterShape>, properties: readonly Property<ClusterShape>[], pool: readonly PoolScenario[], options: MutationOptions) {
    this.#subjectOf = subjectOf;
    this.#properties = properties;
    this.#pool = pool;
    const { runs = defaultMutationRuns, seed, signal } = options;
    this.#options = { ...options, runs };
    this.originals = new Originals(subjectOf, properties, { seed, runs, ...(signal && { signal }) });
  }

  /** The fates of the replacements, each as soon as it is known; fewer when it is interrupted. */
  async *fates(replacements: readonly Replacement[]): AsyncGenerator<MutantFate, void, undefined> {
    for (const replacement of replacements) {
      const fate = await this.#fateOf(replacement);
      if (fate === undefined) return;
      this.#done++;
      yield { ...replacement, fate };
    }
  }

  /** Undefined when it was interrupted. */
  async #fateOf(replacement: Replacement): Promise<Fate | undefined> {
    const own = this.#ownOf(replacement);
    const reached: Original[] = [];
    const tried = new Map<Original, number>();
    const tryIn = async (original: Original, runs: number): Promise<Fate | undefined> => {
      const fate = await this.#try(original, replacement, runs);
      if (fate?.verdict === 'survived') tried.set(original, fate.runs);
      return fate?.verdict === 'survived' ? undefined : fate;
    };
    for (const candidate of new Set([...own, ...this.#pool])) {
      this.#report(replacement, candidate.name);
      const original = await this.originals.of(candidate);
      if (original === undefined) return undefined;
      const isOwn = own.includes(candidate);
      // Where it is known to show, it may do so only in later runs than those that the original has made.
      const makesDifference = differs(original, replacement);
      if (!makesDifference && !isOwn) continue;
      if (makesDifference) reached.push(original);
      // A few first, also where many may be needed: runs that never come to rest are long.
      for (const runs of isOwn ? [fewRuns, Math.max(this.#options.runs, runsWhereKnown)] : tried.size < firstScenarios ? [fewRuns] : []) {
        const fate = await tryIn(original, runs);
        if (fate !== undefined) return fate;
        if (this.#isStopped) return undefined;
      }
    }
    if (reached.length === 0) return { verdict: 'unreached' };
    const often = (original: Original): number => original.seen(replacement.guard, !replacement.answer) / original.steps;
    // Equals stay in the order of the pool.
    const telling = reached.filter(({ name }) => !own.some((candidate) => candidate.name === name)).sort((one, other) => often(other) - often(one));
    const rest = telling.filter((original) => !tried.has(original)).slice(0, firstScenarios);
    for (const [original, runs] of [...rest.map((one) => [one, fewRuns] as const), ...telling.slice(0, mostTelling).map((one) => [one, this.#options.runs] as const)]) {
      this.#report(replacement, original.name);
      const fate = await tryIn(original, runs);
      if (fate !== undefined) return fate;
      if (this.#isStopped) return undefined;
    }
    return { verdict: 'survived', scenarios: tried.size, runs: [...tried.values()].reduce((sum, runs) => sum + runs, 0) };
  }

  get #isStopped(): boolean {
    return this.#options.signal?.aborted ?? false;
  }

  /** Where it is known to be noticed. */
  #ownOf(replacement: Replacement): readonly PoolScenario[] {
    const { mutants = [], hint } = this.#options;
    const known = mutants.filter(({ guard, forced }) => guard === replacement.guard && forced === replacement.answer);
    const hinted = hint?.(replacement);
    return [...this.#pool.filter(({ name }) => name === hinted), ...known.flatMap(({ scenario }) => this.#pool.filter((candidate) => candidate.scenario === scenario))];
  }

  async #try(original: Original, { guard, answer }: Replacement, wanted: number): Promise<Fate | undefined> {
    const { seed, signal } = this.#options;
    const { name, scenario, held, broken, rests } = original;
    const runs = broken === undefined ? wanted : Math.min(wanted, held);
    if (runs === 0) return { verdict: 'survived', scenarios: 1, runs };
    const mutated: Scenario = { ...scenario, mutants: { ...scenario.mutants, [guard]: answer } };
    let made = 0;
    try {
      const result = await checkRandom(this.#subjectOf(mutated), this.#properties, { seed, runs, shrink: false, ...(signal && { signal }), progress: (now) => (made = now.runs) });
      if (signal?.aborted) return undefined;
      const isKilled = result.verdict === 'violated' && (await this.originals.holds(original, result.runs));
      if (isKilled) return { verdict: 'killed', property: result.counterexample.violation.property, scenario: name, runs: result.runs };
      if (rests && result.cut === result.runs) return { verdict: 'never rests', scenario: name, runs: result.runs };
      return { verdict: 'survived', scenarios: 1, runs: result.runs };
    } catch (error) {
      if (!(error instanceof RunError)) throw error;
      const { cause } = error;
      return { verdict: 'killed by the model', error: cause instanceof Error ? cause.message : String(cause), scenario: name, runs: made };
    }
  }

  #report(replacement: Replacement, scenario: string): void {
    this.#options.progress?.({ ...replacement, done: this.#done, scenario });
  }
}
