import type { StateView } from '../../model/kernel/index.ts';
import type { Invariant } from '../../properties/property.ts';
import type { Distance } from '../random/strategies/index.ts';

/** Something that a run may come to, worth being seen. */
export interface Goal<Shape = unknown> {
  /** Kebab-case, for file names: `pod-ready`. */
  readonly name: string;
  /** What is so when it is reached, in words or as an expression. */
  readonly statement: string;
  /** As of a property: whether it tells nothing apart that a system says is interchangeable. */
  readonly isSymmetric?: boolean;
  /** Whether this state is what is looked for. Reads nothing but the state. */
  isReached(state: StateView, shape: Shape): boolean;
  /** How far a state is from that: 0 where it is reached, and the less the nearer. Reads nothing but the state. Whoever has none is 1 away until it is reached. */
  distance?(state: StateView, shape: Shape): number;
}

/** How far the states of a system are from a goal, for `greedyToward`. */
export function distanceTo<Shape>(goal: Goal<Shape>, { shape }: { readonly shape: Shape }): Distance {
  return (state) => goal.distance?.(state, shape) ?? (goal.isReached(state, shape) ? 0 : 1);
}

/** The property whose counterexamples are the witnesses of a goal: what finds and shortens those finds and shortens these. */
export function neverReached<Shape>({ name, statement, isSymmetric, isReached }: Goal<Shape>): Invariant<Shape> {
  return {
    kind: 'invariant',
    name,
    statement: `Never: ${statement}`,
    source: 'somebody wants to see it',
    ...(isSymmetric !== undefined && { isSymmetric }),
    violation: (state, shape) => (isReached(state, shape) ? `reached: ${statement}` : undefined),
  };
}
