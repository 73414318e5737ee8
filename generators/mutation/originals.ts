import type { ClusterShape } from '../../model/cluster/shape.ts';
import { scenario, type Scenario } from '../../model/scenario.ts';
import type { Subject } from '../../properties/instrument.ts';
import type { Property } from '../../properties/property.ts';
import { checkRandom } from '../random/checkRandom.ts';
import type { Replacement } from './fate.ts';
import type { PoolScenario } from './scenarioPool.ts';

/** How a scenario goes when no guard is replaced. */
export interface Original {
  readonly name: string;
  readonly scenario: Scenario;
  /** So many runs broke no property: what breaks one in them when a guard is replaced does so because of that. */
  readonly held: number;
  /** The property that the next run breaks, if there is one: a mistake of the model, of the property, or of the scenario. */
  readonly broken?: string;
  /** Whether every run came to rest. */
  readonly rests: boolean;
  readonly steps: number;
  /** How often a guard answered true and false. */
  seen(guard: string, answer: boolean): number;
}

/** Makes the runs of each scenario without replacements once, when they are first asked for. */
export class Originals {
  readonly #subjectOf: (scenario: Scenario) => Subject<ClusterShape>;
  readonly #properties: readonly Property<ClusterShape>[];
  readonly #options: { readonly seed: number; readonly runs: number; readonly signal?: AbortSignal };
  readonly #known = new Map<string, Original>();

  constructor(subjectOf: (scenario: Scenario) => Subject<ClusterShape>, properties: readonly Property<ClusterShape>[], options: { readonly seed: number; readonly runs: number; readonly signal?: AbortSignal }) {
    this.#subjectOf = subjectOf;
    this.#properties = properties;
    this.#options = options;
  }

  /** Those known so far. */
  get known(): readonly Original[] {
    return [...this.#known.values()];
  }

  /** Undefined when it was interrupted. */
  async of({ name, scenario: input }: PoolScenario): Promise<Original | undefined> {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const given = scenario(input);
    const result = await checkRandom(this.#subjectOf(given), this.#properties, { ...this.#options, shrink: false });
    if (this.#options.signal?.aborted) return undefined;
    const counts = new Map(result.guards.map((guard) => [guard.guard, guard] as const));
    const original: Original = {
      name,
      scenario: given,
      held: result.verdict === 'violated' ? result.runs - 1 : result.runs,
      ...(result.verdict === 'violated' && { broken: result.counterexample.violation.property }),
      rests: result.cut === 0,
      steps: result.steps,
      seen: (guard, answer) => counts.get(guard)?.[answer ? 'true' : 'false'] ?? 0,
    };
    this.#known.set(name, original);
    return original;
  }

  /** Whether nothing breaks in so many runs either. */
  async holds({ scenario: given, held, broken }: Original, runs: number): Promise<boolean> {
    if (runs <= held) return true;
    if (broken !== undefined) return false;
    const result = await checkRandom(this.#subjectOf(given), this.#properties, { ...this.#options, runs, shrink: false });
    return result.verdict !== 'violated' && result.runs === runs;
  }
}

/** Whether the replacement would have changed an answer, which makes it worth trying. */
export function differs({ scenario: { mutants }, seen }: Original, { guard, answer }: Replacement): boolean {
  return mutants[guard] === undefined && seen(guard, !answer) > 0;
}
