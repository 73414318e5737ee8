import { fair } from '../liveness/fairness.ts';
import type { Liveness } from '../property.ts';
import { isTrue, type Condition, type StateCondition } from './condition.ts';
import { named, type Naming } from './naming.ts';
import { phases } from './phases.ts';

/** ◇q: in every fair run q holds, or happens, at some moment; what is so only for a moment is enough. */
export function eventually<Shape>(naming: Naming, q: Condition<Shape>): Liveness<Shape> {
  return {
    kind: 'liveness',
    ...named(naming, `Eventually: ${q.words}.`),
    fairness: fair,
    remembers: phases<Shape, 'waiting' | 'over'>('waiting', [q], (phase, answers) => (phase === 'over' || answers(0) === true ? 'over' : 'waiting')),
    missing: (state) => (state.memory(naming.name) === 'waiting' ? `it has never come to this: ${q.words}` : undefined),
  };
}

/** □◇q: q holds where a run ends, and again and again in one that does not. Needs no memory. */
export function alwaysEventually<Shape>(naming: Naming, q: StateCondition<Shape>): Liveness<Shape> {
  return {
    kind: 'liveness',
    ...named(naming, `In the end, or again and again: ${q.words}.`),
    fairness: fair,
    missing: (state, shape) => (isTrue(q.holds(state, shape)) ? undefined : `it is not so that ${q.words}`),
  };
}
