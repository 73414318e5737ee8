import type { Engine, GuardCoverage } from '../../model/kernel/index.ts';
import type { Counterexample } from '../random/result.ts';
import type { SearchStatistics } from '../search/search.ts';

export type ExhaustiveResult =
  /** Every state that can be reached within the fault budget was visited: the properties hold of this system. */
  | { readonly verdict: 'proved'; readonly statistics: ExhaustiveStatistics }
  | { readonly verdict: 'violated'; readonly counterexample: Counterexample; readonly statistics: ExhaustiveStatistics }
  /** A budget ran out, or it was interrupted; of what was not visited nothing is known. */
  | { readonly verdict: 'inconclusive'; readonly reason: string; readonly statistics: ExhaustiveStatistics };

export interface ExhaustiveStatistics extends SearchStatistics {
  readonly seconds: number;
  /** Successors a state has, on average. */
  readonly branching: number;
  readonly bytesPerState: number;
  /** Different local steps that were computed; all others were remembered. */
  readonly localSteps: number;
  /** By component, how many different values its parts had in all. */
  readonly localStates: { readonly [component: string]: number };
  readonly guards: readonly GuardCoverage[];
}

export function exhaustiveStatistics(engine: Engine, statistics: SearchStatistics, seconds: number): ExhaustiveStatistics {
  const { states, generated, bytes, depth } = statistics;
  return {
    states,
    generated,
    depth,
    bytes,
    seconds,
    branching: states === 0 ? 0 : generated / states,
    bytesPerState: states === 0 ? 0 : bytes / states,
    localSteps: engine.statistics().actions,
    localStates: Object.fromEntries(engine.system.components.map(({ name }) => [name, engine.localStates(name)])),
    guards: engine.guardCoverage(),
  };
}
