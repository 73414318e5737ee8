import { describe, expect, it } from 'vitest';
import { checkExhaustive, type ExhaustiveOptions, type Invariant, type StateView, type System } from '../../../index.ts';
import { allOnTheRight, hanoi } from '../../models/hanoi.ts';
import { paxos } from '../../models/paxos.ts';
import { noLostUpdate, racyCounter } from '../../models/racyCounter.ts';
import { isChosen } from '../../models/register.ts';
import { allHaveCrossed, riverCrossing } from '../../models/riverCrossing.ts';
import { sharedRegister } from '../../models/sharedRegister.ts';
import { hasFourGallons, waterJugs } from '../../models/waterJugs.ts';

const never = (goal: (state: StateView) => boolean): Invariant => ({ kind: 'invariant', name: 'never', statement: 'The goal is never reached.', source: 'the puzzle', violation: (state) => (goal(state) ? 'it is' : undefined) });

/** What is published counts states in some places: one more than steps. */
const published: readonly (readonly [name: string, system: System, property: Invariant, steps: number])[] = [
  ['a racy counter (Stateright, increment.rs)', racyCounter(2), noLostUpdate, 4],
  ['single-decree Paxos: a value is chosen (Stateright, paxos.rs)', paxos(2), never((state) => isChosen(state, 3, 2)), 8],
  ['a shared register: a value is told (Stateright, linearizable-register.rs)', sharedRegister({ servers: 2, clients: 2 }), never((state) => isChosen(state, 2, 2)), 11],
  ['water jugs (DieHard.tla)', waterJugs(), never(hasFourGallons), 6],
  ['missionaries and cannibals: 12 states', riverCrossing(), never(allHaveCrossed), 11],
  ['towers of Hanoi: 32 states', hanoi(5), never(allOnTheRight), 31],
];

const ways: readonly (readonly [way: string, options: ExhaustiveOptions])[] = [
  ['nearest first', { reduction: false }],
  ['reduced', {}],
  ['deepest first', { order: 'depth-first', reduction: false }],
  ['reduced, deepest first', { order: 'depth-first' }],
];

describe.each(ways)('the shortest counterexample that is published is the one that is told, %s', (_, options) => {
  it.each(published)('%s', async (_name, system, property, steps) => {
    const result = await checkExhaustive({ system, shape: undefined }, [property], options);
    expect(result).toMatchObject({ verdict: 'violated', counterexample: { isShortest: true, schedule: { length: steps } } });
  });
});
