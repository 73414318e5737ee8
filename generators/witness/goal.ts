import type { StateView } from '../../model/kernel/index.ts';
import type { Invariant } from '../../properties/property.ts';

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
