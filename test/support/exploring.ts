import { breadthFirst, depthFirst, Engine, type SearchResult, type StateView, type System } from '../../index.ts';

/** What is known of a model's state space, counted as TLC counts: equal successors count as generated, states beyond `within` too. */
export interface Published {
  readonly name: string;
  readonly states: number;
  /** Absent where a tool counts otherwise. */
  readonly generated?: number;
  readonly depth?: number;
  readonly system: () => System;
  /** All must hold. Each is remembered by what it reads: one a component is remembered better than one of them all. */
  readonly within?: readonly ((state: StateView) => boolean)[];
}

export type Strategy = 'breadth-first' | 'depth-first';
export const strategies: readonly Strategy[] = ['breadth-first', 'depth-first'];

/** The whole state space. */
export function explored({ system, within = [] }: Published, strategy: Strategy): SearchResult {
  const engine = new Engine(system());
  const bounds = within.map((bound) => engine.function(bound));
  return (strategy === 'breadth-first' ? breadthFirst : depthFirst)(engine, bounds.length === 0 ? {} : { within: (state) => bounds.every((bound) => bound(state)) });
}

/** The published figures that a strategy must meet: depth is one of breadth-first only. */
export function figures({ states, generated, depth }: Published, strategy: Strategy): Partial<SearchResult> {
  return { exhausted: true, states, ...(generated !== undefined && { generated }), ...(depth !== undefined && strategy === 'breadth-first' && { depth }) };
}

/** A shortest way to a state that one looks for. */
export function shortestTo(system: System, goal: (state: StateView) => boolean): readonly string[] {
  const engine = new Engine(system);
  const isGoal = engine.function(goal);
  const result = breadthFirst(engine, { find: (state) => (isGoal(state) ? { property: 'goal', statement: '', explanation: '' } : undefined) });
  if (result.found === undefined) throw new Error(`none of ${result.states} states is the goal`);
  return result.found.schedule;
}
