import { fair } from '../liveness/fairness.ts';
import type { Liveness, Monitor, Remembering } from '../property.ts';
import type { Condition, StateCondition } from './condition.ts';
import { named, type Naming } from './naming.ts';
import { phases } from './phases.ts';

type Phase = 'waiting' | 'over' | 'broken';

/** p U q, the strong until: q comes, and p holds in every state before. At the moment of q, p need not hold any more. */
export function until<Shape>(naming: Naming, p: StateCondition<Shape>, q: Condition<Shape>): Liveness<Shape> {
  return {
    kind: 'liveness',
    ...named(naming, `It comes to this: ${q.words}; and until then: ${p.words}.`),
    fairness: fair,
    remembers: holding(p, q),
    violation: (memory) => broken(memory, p, q),
    missing: (state) => (state.memory(naming.name) === 'waiting' ? `it has never come to this: ${q.words}` : undefined),
  };
}

/** p W q, the weak until: p holds in every state before q, and for ever if q never comes. */
export function weakUntil<Shape>(naming: Naming, p: StateCondition<Shape>, q: Condition<Shape>): Monitor<Shape> {
  return { kind: 'monitor', ...named(naming, `As long as it has not come to this: ${q.words}; it is so that ${p.words}.`), ...holding(p, q), violation: (memory) => broken(memory, p, q) };
}

function holding<Shape>(p: StateCondition<Shape>, q: Condition<Shape>): Remembering<Shape> {
  return phases<Shape, Phase>('waiting', [p, q], (phase, answers) => {
    if (phase !== 'waiting') return phase;
    if (answers(1) === true) return 'over';
    return answers(0) === false ? 'broken' : 'waiting';
  });
}

function broken(memory: unknown, p: Condition, q: Condition): string | undefined {
  return memory === 'broken' ? `it is not so any more, or never was, that ${p.words}, and it has not come to this yet: ${q.words}` : undefined;
}

/** ¬q W p: no q before the first p; at the moment of the first p is early enough. Without any p there is no q. */
export function precedes<Shape>(naming: Naming, p: Condition<Shape>, q: Condition<Shape>): Monitor<Shape> {
  return {
    kind: 'monitor',
    ...named(naming, `Not before ${p.words}: ${q.words}.`),
    ...phases<Shape, Phase>('waiting', [p, q], (phase, answers) => {
      if (phase !== 'waiting') return phase;
      if (answers(0) === true) return 'over';
      return answers(1) === true ? 'broken' : 'waiting';
    }),
    violation: (memory) => (memory === 'broken' ? `this was so too early: ${q.words}; not yet: ${p.words}` : undefined),
  };
}
