import type { Symmetry } from '../../model/kernel/index.ts';
import type { Instrumented } from '../../properties/instrument.ts';

/**
 * What may be taken for interchangeable while these properties are watched; undefined when nothing may, since a property
 * might tell apart what is exchanged. Ends of runs may be judged on orbits, circles may not: a circle of orbits need not be
 * one of states, and fairness asks which component it is that waits.
 */
export function symmetryOf({ engine, properties }: Instrumented): Symmetry | undefined {
  const { symmetry } = engine.system;
  return symmetry !== undefined && symmetry.sets.length > 0 && properties.every(({ isSymmetric }) => isSymmetric === true) ? symmetry : undefined;
}

/** `nodes node-1, node-2; schedulers scheduler-a, scheduler-b` */
export function symmetryInWords({ sets }: Symmetry): string {
  return sets.map(({ of, members }) => `${of} ${members.map(([name]) => name).join(', ')}`).join('; ');
}
