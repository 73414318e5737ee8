import type { PremiseSummary } from '../../properties/premises.ts';
import type { Counterexample } from '../random/result.ts';
import type { EngineFigures } from '../search/engineFigures.ts';
import type { SearchStatistics } from '../search/search.ts';
import type { ActionCounts } from './actionCounts.ts';

export type ExhaustiveResult =
  /** Every state that can be reached within the fault budget was visited: the properties hold of this system. */
  | { readonly verdict: 'proved'; readonly statistics: ExhaustiveStatistics }
  /** So was every state with another fingerprint than those before it; `collisionProbability` bounds the chance that some state was taken for another one. */
  | { readonly verdict: 'held'; readonly collisionProbability: number; readonly statistics: ExhaustiveStatistics }
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
  /** Of what it was left open which is which in the states that are counted; absent when of nothing. */
  readonly symmetry?: readonly Interchangeable[];
  /** The reduced search, if there was one. */
  readonly reduced?: ReducedSearch;
  /** Of which properties nothing has come up that they promise about; not known when other threads looked whose task does not tell. */
  readonly premises?: PremiseSummary;
  /** Faults that the budget has and that struck nowhere; not known then, either, nor of a fault without a limit. */
  readonly neverStruck?: readonly string[];
  /** If they were to be counted: in all searches and all rounds. */
  readonly actions?: ActionCounts;
}

/** Equal members, such as nodes. */
export interface Interchangeable {
  readonly of: string;
  readonly members: readonly string[];
}

export interface ReducedSearch {
  /** Of its last round. */
  readonly states: number;
  readonly generated: number;
  /** How often it began, until it had nothing left to learn. */
  readonly rounds: number;
}

/** The states counted are those of the last search. */
export interface ExhaustiveStatistics extends SearchStatistics, CheckEffort, EngineFigures {
  /** Successors a state has, on average. */
  readonly branching: number;
  readonly bytesPerState: number;
  /** The share of transitions, from 0 to 1, for which no component had to be run: so much at least. */
  readonly remembered: number;
}

export function exhaustiveStatistics(figures: EngineFigures, search: SearchStatistics, effort: CheckEffort): ExhaustiveStatistics {
  const { states, generated, bytes, depth } = search;
  const computed = Object.values(figures.computedReactions).reduce((sum, each) => sum + each, 0);
  return {
    states,
    generated,
    depth,
    bytes,
    ...effort,
    ...figures,
    branching: states === 0 ? 0 : generated / states,
    bytesPerState: states === 0 ? 0 : bytes / states,
    remembered: generated === 0 ? 0 : Math.max(0, 1 - computed / generated),
  };
}
