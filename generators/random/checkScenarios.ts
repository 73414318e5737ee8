import * as fc from 'fast-check';
import type { ClusterShape } from '../../model/cluster/shape.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { Subject } from '../../properties/instrument.ts';
import type { Property } from '../../properties/property.ts';
import { checkRandom } from './checkRandom.ts';
import { checkedPath, isWrongPath, leadsNowhere } from './path.ts';
import { RunError, type RandomResult } from './result.ts';

export interface ScenarioCheckOptions {
  /** How many scenarios to draw. */
  readonly scenarios?: number;
  /** How many schedules to try in each. */
  readonly schedules?: number;
  readonly seed?: number;
  /** The way to one scenario, as printed with a violation. */
  readonly path?: string;
  /** Steps of a run before the cluster is left to complete it fairly. */
  readonly maximumLength?: number;
  readonly progress?: (progress: ScenarioProgress) => void;
  /** Stops the check; what was found so far is kept. */
  readonly signal?: AbortSignal;
}

export interface ScenarioProgress {
  readonly scenarios: number;
  readonly schedules: number;
  /** Set once a violation is known and a smaller scenario is being looked for. */
  readonly shrinking?: number;
}

export type ScenarioResult = ScenarioProgress & { readonly seed: number } & (
    | { readonly verdict: 'held' }
    | { readonly verdict: 'inconclusive'; readonly reason: string }
    | {
        readonly verdict: 'violated';
        readonly path: string;
        /** The smallest scenario found in which the property does not hold. */
        readonly scenario: Scenario;
        /** The check of that scenario, with its shrunk schedule. */
        readonly result: Extract<RandomResult, { verdict: 'violated' }>;
      }
  );

export const defaultScenarios = 50;
export const defaultSchedules = 10;

/**
 * Draws scenarios, tries schedules in each, and shrinks the first scenario that violates a property, then its
 * schedule. `subjectOf` makes the cluster: {@link cluster}, perhaps with components of one's own.
 * @throws RunError when a component or a property throws
 */
export async function checkScenarios(arbitrary: fc.Arbitrary<Scenario>, subjectOf: (scenario: Scenario) => Subject<ClusterShape>, properties: readonly Property<ClusterShape>[], options: ScenarioCheckOptions = {}): Promise<ScenarioResult> {
  return new ScenarioCheck(subjectOf, properties, options).run(arbitrary);
}

type Failure = { readonly property: string } | { readonly error: RunError };

class ScenarioCheck {
  readonly #subjectOf: (scenario: Scenario) => Subject<ClusterShape>;
  readonly #properties: readonly Property<ClusterShape>[];
  readonly #options: ScenarioCheckOptions;
  readonly #seed: number;
  #scenarios = 0;
  #schedules = 0;
  #shrinking = 0;
  #found: Failure | undefined;

  constructor(subjectOf: (scenario: Scenario) => Subject<ClusterShape>, properties: readonly Property<ClusterShape>[], options: ScenarioCheckOptions) {
    this.#subjectOf = subjectOf;
    this.#properties = properties;
    this.#options = options;
    this.#seed = options.seed ?? fc.sample(fc.integer(), 1)[0] ?? 0;
  }

  async run(arbitrary: fc.Arbitrary<Scenario>): Promise<ScenarioResult> {
    const path = checkedPath(this.#options.path);
    const property = fc.asyncProperty(arbitrary, (scenario) => this.#holds(scenario));
    const run = async (): Promise<ScenarioResult> => {
      const details = await fc.check(property, { seed: this.#seed, numRuns: this.#options.scenarios ?? defaultScenarios, maxSkipsPerRun: 0, ...(path !== undefined && { path }) });
      return this.#result(details.counterexample?.[0], details.counterexamplePath);
    };
    return run().catch((error: unknown) => {
      if (path === undefined || !isWrongPath(error)) throw error;
      return this.#result(undefined, null);
    });
  }

  async #holds(scenario: Scenario): Promise<boolean> {
    // A path leads to one scenario.
    fc.pre(this.#options.path === undefined || this.#scenarios === 0 || this.#found !== undefined);
    fc.pre(!this.#isStopped);
    const failure = await this.#try(scenario);
    fc.pre(!this.#isStopped || failure !== undefined);
    if (this.#found === undefined) this.#scenarios++;
    else this.#shrinking++;
    const holds = failure === undefined || (this.#found !== undefined && !isSame(failure, this.#found));
    if (!holds) this.#found ??= failure;
    this.#options.progress?.(this.#progress());
    return holds;
  }

  async #try(scenario: Scenario): Promise<Failure | undefined> {
    try {
      const result = await checkRandom(this.#subjectOf(scenario), this.#properties, { ...this.#schedulesOf(), shrink: false });
      this.#schedules += result.runs;
      return result.verdict === 'violated' ? { property: result.counterexample.violation.property } : undefined;
    } catch (error) {
      if (error instanceof RunError) return { error };
      throw error;
    }
  }

  /** The same seed for every scenario: what a smaller one violates is found again by the same runs, as far as they fit. */
  #schedulesOf(): Parameters<typeof checkRandom>[2] {
    const { schedules = defaultSchedules, maximumLength, signal } = this.#options;
    return { seed: this.#seed, runs: schedules, ...(maximumLength !== undefined && { maximumLength }), ...(signal && { signal }) };
  }

  get #isStopped(): boolean {
    return this.#options.signal?.aborted ?? false;
  }

  #progress(): ScenarioProgress {
    return { scenarios: this.#scenarios, schedules: this.#schedules, ...(this.#found !== undefined && { shrinking: this.#shrinking }) };
  }

  async #result(scenario: Scenario | undefined, path: string | null): Promise<ScenarioResult> {
    const statistics = { ...this.#progress(), seed: this.#seed };
    if (scenario === undefined) {
      const reason = this.#doubt();
      return reason === undefined ? { ...statistics, verdict: 'held' } : { ...statistics, verdict: 'inconclusive', reason };
    }
    const { signal, ...rest } = this.#schedulesOf() ?? {};
    // Interrupted, it is made once more as it was found, without shrinking.
    const result = await checkRandom(this.#subjectOf(scenario), this.#properties, { ...rest, ...(this.#isStopped ? { shrink: false } : signal && { signal }) });
    if (result.verdict !== 'violated') throw new Error(`a scenario violated a property, and then it did not: ${JSON.stringify(scenario)}`);
    return { ...statistics, verdict: 'violated', path: path ?? '0', scenario, result };
  }

  #doubt(): string | undefined {
    const { path } = this.#options;
    if (this.#isStopped) return `interrupted after ${this.#scenarios} ${this.#scenarios === 1 ? 'scenario' : 'scenarios'}`;
    if (path !== undefined && this.#scenarios === 0) return leadsNowhere(path, this.#seed);
    return undefined;
  }
}

function isSame(failure: Failure, other: Failure): boolean {
  if ('error' in failure) return 'error' in other && messageOf(failure.error.cause) === messageOf(other.error.cause);
  return 'property' in other && failure.property === other.property;
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
