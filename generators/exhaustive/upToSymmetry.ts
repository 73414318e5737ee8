import type { Symmetry } from '../../model/kernel/index.ts';
import type { Instrumented } from '../../properties/instrument.ts';
import type { Interchangeable } from './result.ts';

/**
 * What may be taken for interchangeable while these properties are watched; undefined when nothing may, since a property
 * might tell apart what is exchanged. Ends of runs may be judged on orbits, circles may not: a circle of orbits need not be
 * one of states, and fairness asks which component it is that waits.
 */
export function symmetryOf({ engine, properties }: Instrumented): Symmetry | undefined {
  const { symmetry, isAtOnce } = engine.system;
  // What is taken at once is taken in the order of names.
  return isAtOnce === undefined && symmetry !== undefined && symmetry.sets.length > 0 && properties.every(({ isSymmetric }) => isSymmetric === true) ? symmetry : undefined;
}

/** What it leaves open which is which. */
export function interchangeable({ sets }: Symmetry): readonly Interchangeable[] {
  return sets.map(({ of, members }) => ({ of, members: members.flatMap(([name]) => name ?? []) }));
}
