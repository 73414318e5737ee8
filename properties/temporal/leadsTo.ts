import { fair } from '../liveness/fairness.ts';
import type { Liveness } from '../property.ts';
import type { Condition } from './condition.ts';
import { named, type Naming } from './naming.ts';
import { phases } from './phases.ts';

/**
 * p ↝ q, □(p → ◇q): whenever p is so, q is so at that moment or comes later. What is owed is part of the state, so that it is not
 * forgotten where two ways meet of which only one owes it. A p that is a state and stays owes anew after every q that is an action:
 * a p that is an action (`the pod is deleted`) owes once.
 */
export function leadsTo<Shape>(naming: Naming, p: Condition<Shape>, q: Condition<Shape>): Liveness<Shape> {
  return {
    kind: 'liveness',
    ...named(naming, `Whenever ${p.words}, it comes to this: ${q.words}.`),
    fairness: fair,
    remembers: phases<Shape, 'free' | 'owed'>('free', [p, q], (phase, answers) => {
      if (phase === 'owed') return answers(1) === true ? 'free' : 'owed';
      return answers(0) === true && answers(1) !== true ? 'owed' : 'free';
    }),
    missing: (state) => (state.memory(naming.name) === 'owed' ? `it was so that ${p.words}, and since then it has not come to this: ${q.words}` : undefined),
  };
}
