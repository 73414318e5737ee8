import { describe, expect, it } from 'vitest';
import { breadthFirst, Engine, instrument, type System } from '../../../index.ts';
import { paxos } from '../../models/paxos.ts';
import { counts, pingPong } from '../../models/pingPong.ts';
import { noLostUpdate, racyCounter } from '../../models/racyCounter.ts';
import { twoPhaseCommit } from '../../models/twoPhaseCommit.ts';

/** The kernel reaches exactly the states that other checkers report for the same models. */
const explore = (system: System) => breadthFirst(new Engine(system));

describe('two-phase commit (TwoPhase.tla; TLC, Stateright and Spin agree)', () => {
  it.each([
    { resourceManagers: 3, states: 288, generated: 1146, depth: 11 },
    { resourceManagers: 5, states: 8832, generated: 58146, depth: 17 },
    { resourceManagers: 7, states: 296448, generated: 2744706, depth: 23 },
  ])('has $states states with $resourceManagers resource managers', ({ resourceManagers, ...published }) => {
    expect(explore(twoPhaseCommit(resourceManagers))).toMatchObject({ ...published, exhausted: true });
  });
});

describe('the racy counter (Stateright, increment.rs)', () => {
  it.each([
    { threads: 2, states: 13, generated: 15, depth: 5 },
    { threads: 3, states: 84, generated: 112, depth: 7 },
    { threads: 4, states: 755, generated: 1157, depth: 9 },
  ])('has $states states with $threads threads', ({ threads, ...published }) => {
    expect(explore(racyCounter(threads))).toMatchObject(published);
  });

  it('loses an update by a shortest schedule of four actions', () => {
    const { engine, violation } = instrument({ system: racyCounter(2), shape: undefined }, [noLostUpdate]);
    expect(breadthFirst(engine, { find: violation }).found).toMatchObject({
      violation: { property: 'no-lost-update', explanation: '2 threads are done and the counter is 1' },
      schedule: ['memory: thread0 reads', 'memory: thread1 reads', 'memory: thread0 writes', 'memory: thread1 writes'],
    });
  });
});

describe('ping-pong (Stateright, model.rs)', () => {
  it.each([
    { network: { duplicating: true, lossy: true }, maximum: 1, states: 14 },
    { network: { duplicating: true, lossy: true }, maximum: 5, states: 4094 },
    { network: { duplicating: false, lossy: false }, maximum: 5, states: 11 },
    { network: { duplicating: true, lossy: false }, maximum: 5, states: 11 },
  ])('has $states states up to $maximum, $network', ({ network, maximum, states }) => {
    const engine = new Engine(pingPong(network));
    const within = engine.function((state) => counts(state).every((count) => count <= maximum));
    expect(breadthFirst(engine, { within })).toMatchObject({ states, exhausted: true });
  });
});

describe('single-decree Paxos with three servers (Stateright, paxos.rs)', () => {
  it.each([
    { clients: 1, states: 265, generated: 482, depth: 14 },
    { clients: 2, states: 16668, generated: 32971, depth: 21 },
  ])('has $states states with $clients clients', ({ clients, ...published }) => {
    expect(explore(paxos(clients))).toMatchObject(published);
  });

  it('chooses a value by a shortest schedule of eight deliveries', () => {
    const engine = new Engine(paxos(2));
    const chosen = engine.function((state) => ['server0', 'server1', 'server2'].some((name) => state.underway(name, 'client3').concat(state.underway(name, 'client4')).some((message) => JSON.stringify(message).includes('getOk'))));
    const find = (state: Int32Array) => (chosen(state) ? { property: 'value chosen', statement: '', explanation: '' } : undefined);
    expect(breadthFirst(engine, { find }).found?.schedule).toHaveLength(8);
  });
});
