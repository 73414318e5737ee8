import type { Engine, GuardCoverage } from '../../model/kernel/index.ts';
import type { Counterexample } from '../random/result.ts';
import type { SearchStatistics } from '../search/search.ts';
import type { ActionCounts } from './actionCounts.ts';

export type ExhaustiveResult =
  /** Every state that can be reached within the fault budget was visited: the properties hold of this system. */
  | { readonly verdict: 'proved'; readonly statistics: ExhaustiveStatistics }
  | { readonly verdict: 'violated'; readonly counterexample: Counterexample; readonly statistics: ExhaustiveStatistics }
  /** A budget ran out, or it was interrupted; of what was not visited nothing is known. */
  | { readonly verdict: 'inconclusive'; readonly reason: string; readonly statistics: ExhaustiveStatistics };

/** What a check has done by then. */
export interface CheckEffort {
  readonly seconds: number;
  /** States of all searches and all rounds: more than there are different ones. */
  readonly visited: number;
  /** Whether the states that are counted are those of a search that leaves out orders that make no difference. */
  readonly isReduced: boolean;
  /** The reduced search, if there was one; where liveness is judged, one of all orders follows. */
  readonly reduced?: ReducedSearch;
  /** If they were to be counted: in all searches and all rounds. */
  readonly actions?: ActionCounts;
}

export interface ReducedSearch {
  /** Of its last round. */
  readonly states: number;
  readonly generated: number;
  /** How often it began, until it had nothing left to learn. */
  readonly rounds: number;
}

/** The states counted are those of the last search. */
export interface ExhaustiveStatistics extends SearchStatistics, CheckEffort {
  /** Successors a state has, on average. */
  readonly branching: number;
  readonly bytesPerState: number;
  /** Different local steps that were computed; all others were remembered. */
  readonly localSteps: number;
  /** By component, how many different values its parts had in all. */
  readonly localStates: { readonly [component: string]: number };
  /** By component, how often it was run to see how it reacts; all other times its reaction was remembered. */
  readonly computedReactions: { readonly [component: string]: number };
  /** The share of transitions, from 0 to 1, for which no component had to be run: so much at least. */
  readonly remembered: number;
  readonly guards: readonly GuardCoverage[];
}

export function exhaustiveStatistics(engine: Engine, search: SearchStatistics, effort: CheckEffort): ExhaustiveStatistics {
  const { states, generated, bytes, depth } = search;
  const byComponent = (count: (component: string) => number): { readonly [component: string]: number } => Object.fromEntries(engine.system.components.map(({ name }) => [name, count(name)]));
  const computedReactions = byComponent((name) => engine.computedReactions(name));
  const computed = Object.values(computedReactions).reduce((sum, each) => sum + each, 0);
  return {
    states,
    generated,
    depth,
    bytes,
    ...effort,
    branching: states === 0 ? 0 : generated / states,
    bytesPerState: states === 0 ? 0 : bytes / states,
    localSteps: engine.statistics().actions,
    localStates: byComponent((name) => engine.localStates(name)),
    computedReactions,
    remembered: generated === 0 ? 0 : Math.max(0, 1 - computed / generated),
    guards: engine.guardCoverage(),
  };
}
