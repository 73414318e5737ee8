import type { Action, State } from '../../model/kernel/index.ts';
import type { Violation } from '../../properties/property.ts';
import type { Diamonds } from './diamonds.ts';
import type { PackedStates } from './packedStates.ts';
import type { Parents } from './parents.ts';
import type { ResumedSearch, SavedSearch } from './savedSearch.ts';
import type { Successors } from './successors.ts';

export interface SearchOptions {
  /** Where to begin; the engine's initial states when absent. */
  readonly initial?: readonly State[];
  /** A state that is not worth going on from is checked and counted as generated, but neither stored nor expanded (TLC's CONSTRAINT). */
  readonly within?: (state: State) => boolean;
  /** What to look for in every state: a violation, or a goal. The state is only lent. */
  readonly find?: (state: State) => Violation | undefined;
  /** What to look for in states in which nothing but faults can happen. */
  readonly findAtEnd?: (state: State) => Violation | undefined;
  readonly maximumStates?: number;
  /** How long schedules may be; longer ones are not looked at. Breadth-first only. */
  readonly maximumLength?: number;
  /** Actions to do without. */
  readonly without?: (action: Action) => boolean;
  /** Chooses, in a state, fewer actions than all of them that will do (partial-order reduction). Somewhere on every circle all are taken nevertheless. */
  readonly reduce?: (state: State) => readonly Action[] | undefined;
  /** Whether to keep one state of all that differ only in which interchangeable component is which. No property may tell them apart. */
  readonly symmetry?: boolean;
  /** Whether to keep only fingerprints of states that have been expanded (hash compaction): breadth-first, neither reduced, kept nor saved. */
  readonly fingerprints?: boolean;
  /** Whether the result of an exhausted search is to have its graph. */
  readonly keep?: boolean;
  /** Called every few thousand states; answering `false` stops the search. What can be saved is saved by calling `save`. */
  readonly progress?: (statistics: SearchStatistics, save?: () => SavedSearch) => boolean;
  /** A search of an equal system to go on with, breadth-first and without reduction, instead of beginning. */
  readonly resume?: ResumedSearch;
}

export interface SearchStatistics {
  /** Different states. */
  readonly states: number;
  /** Initial states and every successor, equal ones included; also those that need not be worked out, since another way leads there. */
  readonly generated: number;
  /** States on the longest path that was taken (breadth-first: on the longest shortest path); an initial state alone is 1. */
  readonly depth: number;
  /** Memory that the stored states take. */
  readonly bytes: number;
}

export interface SearchResult extends SearchStatistics {
  /** Whether every reachable state was visited (of those that `within` and `without` leave). */
  readonly exhausted: boolean;
  /** What kept the search from visiting them all. */
  readonly stoppedBy?: 'find' | 'progress' | 'maximumStates' | 'maximumLength';
  /** Of a search that stopped and can be gone on with: how it stands; and of an exhausted one, if it was told to keep its graph. */
  readonly save?: () => SavedSearch;
  /** All states that can be reached, and how; of an exhausted search that was told to keep it. */
  readonly graph?: SearchedGraph;
  /** The first state found, the way to it (breadth-first: a shortest one), and why it was looked for. */
  readonly found?: { readonly violation: Violation; readonly number: number; readonly initial: number; readonly schedule: readonly string[] };
}

export interface SearchedGraph {
  readonly states: PackedStates;
  readonly parents: Parents;
  /** Of a search that did not take all actions: those that it took. */
  readonly successors?: Successors;
}

/** Where states are stored, if several searches share that. */
export interface Store extends SearchedGraph {
  readonly diamonds: Diamonds;
}

/** What was looked for, and in which state it was found. */
export interface Finding {
  readonly violation: Violation;
  readonly number: number;
}
