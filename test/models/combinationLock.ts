import { atomic, type Invariant, type StateView, type System } from '../../index.ts';

/** Which of the four digits opens each place; any other one closes the lock again. Chance opens it once in 65,536 tries. */
const combination = [2, 0, 3, 1, 1, 2, 0, 3] as const;

export function combinationLock(): System {
  const turns = [0, 1, 2, 3].map((digit) => [`turn to ${digit}`, (open: number) => (open < combination.length ? [{ state: combination[open] === digit ? open + 1 : 0 }] : [])] as const);
  return { components: [atomic<number>({ name: 'lock', initial: 0, internal: Object.fromEntries(turns) })] };
}

const openPlaces = (state: StateView): number => Number(state.get('lock', 'state'));

export const placesToGo = (state: StateView): number => combination.length - openPlaces(state);

export const staysClosed: Invariant = {
  kind: 'invariant',
  name: 'stays-closed',
  statement: 'The lock stays closed.',
  source: 'made up',
  violation: (state) => (placesToGo(state) === 0 ? 'it is open' : undefined),
};
