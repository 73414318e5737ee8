import type { Remembering } from '../property.ts';
import { isTrue, type Condition } from './condition.ts';

/** Whether a condition is true of the moment at hand; undefined when it is not asked about such moments. */
type Answer = boolean | undefined;

/**
 * A memory that is one of a few phases. What comes next hangs on which conditions are true of a moment; they are asked only when
 * they are needed. Where the conditions of states are what they were, the phase must stay what it is.
 */
export function phases<Shape, Phase extends string>(
  initial: Phase,
  conditions: readonly Condition<Shape>[],
  next: (phase: Phase, answers: (index: number) => Answer) => Phase,
): Remembering<Shape> {
  const hasStates = conditions.some(({ kind }) => kind === 'state');
  return {
    initial,
    observe(memory, happening, shape) {
      const answers = conditions.map((condition): Answer => (condition.kind === 'event' ? isTrue(condition.happens(happening, shape)) : undefined));
      return answers.includes(true) ? next(memory as Phase, (index) => answers[index]) : memory;
    },
    ...(hasStates && {
      look: (memory, state, shape) =>
        next(memory as Phase, (index) => {
          const condition = conditions[index];
          return condition?.kind === 'state' ? isTrue(condition.holds(state, shape)) : undefined;
        }),
    }),
  };
}
