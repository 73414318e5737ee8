import { describe, expect, it } from 'vitest';
import { breadthFirst, depthFirst, instrument, type Engine, type Property, type System } from '../../../index.ts';
import { allOnTheRight, hanoi } from '../../models/hanoi.ts';
import { latestClock, lamportMutex, onlyOneIsCritical } from '../../models/lamportMutex.ts';
import { paxos } from '../../models/paxos.ts';
import { noLostUpdate, racyCounter } from '../../models/racyCounter.ts';
import { isChosen } from '../../models/register.ts';
import { allHaveCrossed, riverCrossing } from '../../models/riverCrossing.ts';
import { sharedRegister } from '../../models/sharedRegister.ts';
import { someoneSawAnother, teachingConcurrency } from '../../models/teachingConcurrency.ts';
import { hasFourGallons, waterJugs } from '../../models/waterJugs.ts';
import { shortestTo } from '../../support/exploring.ts';

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

describe('what is proved elsewhere is not violated', () => {
  const bothWays = <Shape>(system: System, shape: Shape, property: Property<Shape>, within?: (engine: Engine) => (state: Int32Array) => boolean) =>
    [breadthFirst, depthFirst].map((strategy) => {
      const { engine, violation } = instrument({ system, shape }, [property]);
      return strategy(engine, { find: violation, ...(within && { within: within(engine) }) });
    });

  it('some process sees another (Teaching Concurrency)', () => {
    expect(bothWays(teachingConcurrency(5), undefined, someoneSawAnother)).toMatchObject([{ exhausted: true }, { exhausted: true }]);
  });

  it('only one process is critical (Lamport 1978), as far as clocks go', () => {
    const within = (engine: Engine) => engine.function((state) => latestClock(state, 3) <= 3);
    expect(bothWays(lamportMutex(3), 3, onlyOneIsCritical, within)).toMatchObject([{ exhausted: true }, { exhausted: true }]);
  });
});
