import type { Invariant, Monitor } from '../property.ts';
import { explained, isTrue, type EventCondition, type StateCondition } from './condition.ts';
import { named, type Naming } from './naming.ts';

/** □p: p holds in every state. */
export function always<Shape>(naming: Naming, p: StateCondition<Shape>): Invariant<Shape> {
  return {
    kind: 'invariant',
    ...named(naming, `Always: ${p.words}.`),
    violation: (state, shape) => (isTrue(p.holds(state, shape)) ? undefined : `it is not so that ${p.words}`),
  };
}

/** □¬p: p holds in no state, or never happens. */
export function never<Shape>(naming: Naming, p: StateCondition<Shape>): Invariant<Shape>;
export function never<Shape>(naming: Naming, p: EventCondition<Shape>): Monitor<Shape>;
export function never<Shape>(naming: Naming, p: StateCondition<Shape> | EventCondition<Shape>): Invariant<Shape> | Monitor<Shape> {
  const info = named(naming, `Never: ${p.words}.`);
  if (p.kind === 'state') {
    return {
      kind: 'invariant',
      ...info,
      violation(state, shape) {
        const answer = p.holds(state, shape);
        return isTrue(answer) ? explained(p, answer) : undefined;
      },
    };
  }
  return {
    kind: 'monitor',
    ...info,
    initial: null,
    observe(memory, happening, shape) {
      if (memory !== null) return memory;
      const answer = p.happens(happening, shape);
      return isTrue(answer) ? explained(p, answer) : null;
    },
    violation: (memory) => (typeof memory === 'string' ? memory : undefined),
  };
}
