import * as fc from 'fast-check';
import { faultNames, type FaultName } from '../../model/scenario.ts';
import { list } from './build.ts';

export type FaultBudgets = Partial<Record<FaultName, number>>;

/** So many faults in all, of these kinds: one for every time that a name is drawn. Shrinks to none. */
export function faultBudgetArbitrary(maximum = 3, names: readonly FaultName[] = faultNames): fc.Arbitrary<FaultBudgets> {
  if (names.length === 0 || maximum === 0) return fc.constant({});
  return list(fc.constantFrom(...names), 0, maximum).map((drawn) => Object.fromEntries(names.flatMap((name) => (drawn.includes(name) ? [[name, drawn.filter((other) => other === name).length]] : []))));
}
