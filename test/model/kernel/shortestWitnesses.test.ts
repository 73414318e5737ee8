import { describe, expect, it } from 'vitest';
import { breadthFirst, depthFirst, instrument } from '../../../index.ts';
import { allOnTheRight, hanoi } from '../../models/hanoi.ts';
import { clocksUpTo, lamportMutex, onlyOneIsCritical } from '../../models/lamportMutex.ts';
import { paxos } from '../../models/paxos.ts';
import { noLostUpdate, racyCounter } from '../../models/racyCounter.ts';
import { isChosen } from '../../models/register.ts';
import { allHaveCrossed, riverCrossing } from '../../models/riverCrossing.ts';
import { sharedRegister } from '../../models/sharedRegister.ts';
import { someoneSawAnother, teachingConcurrency } from '../../models/teachingConcurrency.ts';
import { hasFourGallons, waterJugs } from '../../models/waterJugs.ts';
import { shortestTo, strategies } from '../../support/exploring.ts';

describe('breadth-first finds a shortest way', () => {
  it('to four gallons: six steps (DieHard.tla)', () => {
    expect(shortestTo(waterJugs(), hasFourGallons)).toEqual(['fill big', 'big to small', 'empty small', 'big to small', 'fill big', 'big to small'].map((step) => `jugs: ${step}`));
  });

  it('over the river: eleven crossings', () => {
    expect(shortestTo(riverCrossing(), allHaveCrossed)).toHaveLength(11);
  });

  it.each([3, 5, 7])('to the last peg: 2^%i - 1 moves', (discs) => {
    expect(shortestTo(hanoi(discs), allOnTheRight)).toHaveLength(2 ** discs - 1);
  });

  it('to a lost update: four steps (Stateright, increment.rs)', () => {
    const { engine, violation } = instrument({ system: racyCounter(2), shape: undefined }, [noLostUpdate]);
    expect(breadthFirst(engine, { find: violation }).found).toMatchObject({
      violation: { property: 'no-lost-update', explanation: '2 threads are done and the counter is 1' },
      schedule: ['memory: thread0 reads', 'memory: thread1 reads', 'memory: thread0 writes', 'memory: thread1 writes'],
    });
  });

  it('to a value that Paxos has chosen: eight deliveries (Stateright, paxos.rs)', () => {
    expect(shortestTo(paxos(2), (state) => isChosen(state, 3, 2))).toHaveLength(8);
  });

  it('to a value that a shared register tells: eleven deliveries (Stateright, linearizable-register.rs)', () => {
    expect(shortestTo(sharedRegister({ servers: 2, clients: 2 }), (state) => isChosen(state, 2, 2))).toHaveLength(11);
  });
});

describe.each(strategies)('what is proved elsewhere is not violated, %s', (strategy) => {
  const search = strategy === 'breadth-first' ? breadthFirst : depthFirst;

  it('some process sees another (Teaching Concurrency)', () => {
    const { engine, violation } = instrument({ system: teachingConcurrency(5), shape: undefined }, [someoneSawAnother]);
    expect(search(engine, { find: violation })).toMatchObject({ exhausted: true });
  });

  it('only one process is critical (Lamport 1978), as far as clocks go', () => {
    const { engine, violation } = instrument({ system: lamportMutex(3), shape: 3 }, [onlyOneIsCritical]);
    const bounds = clocksUpTo(3, 3).map((bound) => engine.function(bound));
    expect(search(engine, { find: violation, within: (state) => bounds.every((bound) => bound(state)) })).toMatchObject({ exhausted: true });
  });
});
