import { describe, expect, it } from 'vitest';
import { buffered, innerFifo } from '../../models/innerFifo.ts';
import { hanoi } from '../../models/hanoi.ts';
import { paxos } from '../../models/paxos.ts';
import { counts, pingPong } from '../../models/pingPong.ts';
import { racyCounter } from '../../models/racyCounter.ts';
import { riverCrossing } from '../../models/riverCrossing.ts';
import { sharedRegister } from '../../models/sharedRegister.ts';
import { synod } from '../../models/synod.ts';
import { teachingConcurrency } from '../../models/teachingConcurrency.ts';
import { pendingUpTo, terminationDetection } from '../../models/terminationDetection.ts';
import { transactionCommit } from '../../models/transactionCommit.ts';
import { twoPhaseCommit } from '../../models/twoPhaseCommit.ts';
import { waterJugs } from '../../models/waterJugs.ts';
import { explored, figures, strategies, type Published } from '../../support/exploring.ts';

/** The kernel reaches exactly the states that other checkers report for the same models. `npm run test:heavy` has the bigger ones. */
function hasItsStates(...published: readonly Published[]): void {
  describe.each(published)('$name', (model) => {
    it.each(strategies)(`has its ${model.states} states, %s`, (strategy) => {
      expect(explored(model, strategy)).toMatchObject(figures(model, strategy));
    });
  });
}

describe('two-phase commit (TwoPhase.tla; TLC, Stateright and Spin agree)', () => {
  hasItsStates(
    { name: '3 resource managers', system: () => twoPhaseCommit(3), states: 288, generated: 1146, depth: 11 },
    { name: '4 resource managers', system: () => twoPhaseCommit(4), states: 1568, generated: 8258, depth: 14 },
    { name: '5 resource managers', system: () => twoPhaseCommit(5), states: 8832, generated: 58146, depth: 17 },
    { name: '6 resource managers', system: () => twoPhaseCommit(6), states: 50816, generated: 402306, depth: 20 },
    { name: '7 resource managers', system: () => twoPhaseCommit(7), states: 296448, generated: 2744706, depth: 23 },
  );
});

describe('atomic commit (TCommit.tla)', () => {
  hasItsStates({ name: '3 resource managers', system: () => transactionCommit(3), states: 34, generated: 94, depth: 7 });
});

describe('Paxos with a set of messages (MCPaxosTiny.tla)', () => {
  hasItsStates({ name: '3 acceptors, 2 values, 2 ballots', system: synod, states: 3921, generated: 23563, depth: 17 });
});

describe('termination detection (AsyncTerminationDetection.tla), with at most three messages for a node', () => {
  hasItsStates(
    { name: '2 nodes', system: () => terminationDetection(2), within: pendingUpTo(3, 2), states: 65, generated: 297, depth: 8 },
    { name: '3 nodes', system: () => terminationDetection(3), within: pendingUpTo(3, 3), states: 513, generated: 4238, depth: 11 },
    { name: '4 nodes', system: () => terminationDetection(4), within: pendingUpTo(3, 4), states: 4097, generated: 53271, depth: 14 },
  );
});

describe('Teaching Concurrency (Simple.tla)', () => {
  hasItsStates(
    { name: '3 processes', system: () => teachingConcurrency(3), states: 51, generated: 86, depth: 7 },
    { name: '4 processes', system: () => teachingConcurrency(4), states: 193, generated: 404, depth: 9 },
    { name: '5 processes', system: () => teachingConcurrency(5), states: 723, generated: 1842, depth: 11 },
    { name: '6 processes', system: () => teachingConcurrency(6), states: 2701, generated: 8170, depth: 13 },
  );
});

describe('the buffer of "Specifying Systems" (MCInnerFIFO.tla), whose length the search bounds', () => {
  hasItsStates(
    { name: '2 messages, length 3', system: () => innerFifo(['a', 'b']), within: [(state) => buffered(state) <= 3], states: 728, generated: 1688, depth: 11 },
    { name: '2 messages, length 5', system: () => innerFifo(['a', 'b']), within: [(state) => buffered(state) <= 5], states: 3032, generated: 7064, depth: 15 },
    { name: '3 messages, length 3', system: () => innerFifo(['a', 'b', 'c']), within: [(state) => buffered(state) <= 3], states: 3864, generated: 9660, depth: 11 },
  );
});

describe('the racy counter (Stateright, increment.rs)', () => {
  hasItsStates(
    { name: '2 threads', system: () => racyCounter(2), states: 13, generated: 15, depth: 5 },
    { name: '3 threads', system: () => racyCounter(3), states: 84, generated: 112, depth: 7 },
    { name: '4 threads', system: () => racyCounter(4), states: 755, generated: 1157, depth: 9 },
  );
});

describe('ping-pong (Stateright, model.rs, which does not count what lies beyond the bound)', () => {
  const pingPongTo = (maximum: number, duplicating: boolean, lossy: boolean): Pick<Published, 'name' | 'system' | 'within'> => ({
    name: `to ${maximum}, ${duplicating ? 'duplicating' : 'plain'}, ${lossy ? 'lossy' : 'without loss'}`,
    system: () => pingPong({ duplicating, lossy }),
    within: [(state) => counts(state).every((count) => count <= maximum)],
  });
  hasItsStates(
    { ...pingPongTo(1, true, true), states: 14, depth: 6 },
    { ...pingPongTo(5, true, true), states: 4094, depth: 22 },
    { ...pingPongTo(5, false, false), states: 11, depth: 11 },
    { ...pingPongTo(5, true, false), states: 11, depth: 11 },
  );
});

describe('single-decree Paxos with three servers (Stateright, paxos.rs)', () => {
  hasItsStates(
    { name: '1 client', system: () => paxos(1), states: 265, generated: 482, depth: 14 },
    { name: '2 clients', system: () => paxos(2), states: 16668, generated: 32971, depth: 21 },
  );
});

describe('a shared register (Stateright, linearizable-register.rs)', () => {
  hasItsStates({ name: '2 servers, 2 clients', system: () => sharedRegister({ servers: 2, clients: 2 }), states: 544 });
});

describe('puzzles', () => {
  hasItsStates(
    { name: 'water jugs (DieHard.tla)', system: waterJugs, states: 16, generated: 97, depth: 8 },
    { name: 'missionaries and cannibals: 16 of the 20 safe states can be reached', system: riverCrossing, states: 16 },
    // Each disc is on one of three pegs; of the moves 3 are possible, 2 where one peg holds all.
    { name: 'towers of Hanoi', system: () => hanoi(5), states: 3 ** 5, generated: 1 + 3 * 3 ** 5 - 3, depth: 2 ** 5 },
  );
});
