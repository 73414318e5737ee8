import { argv, exit } from 'node:process';
import { clocksUpTo, lamportMutex } from '../models/lamportMutex.ts';
import { paxos } from '../models/paxos.ts';
import { racyCounter } from '../models/racyCounter.ts';
import { sharedRegister } from '../models/sharedRegister.ts';
import { twoPhaseCommit } from '../models/twoPhaseCommit.ts';
import { perSecond, print, table, timed, type Row } from '../bench/support.ts';
import { explored, figures, strategies, type Published, type Strategy } from '../support/exploring.ts';

/**
 * State spaces that are too big for `npm test`: counts that TLC, Stateright or Spin report for the same models, by both
 * strategies. `npm run test:heavy`, with a word of the names wanted after `--`; the biggest is left out unless named.
 */
const published: readonly Published[] = [
  { name: 'racy counter, 5 threads', system: () => racyCounter(5), states: 8_638, generated: 15_206, depth: 11 },
  { name: 'racy counter, 6 threads', system: () => racyCounter(6), states: 118_509, generated: 237_943, depth: 13 },
  { name: 'two-phase commit, 8 resource managers', system: () => twoPhaseCommit(8), states: 1_745_408, generated: 18_507_778, depth: 26 },
  { name: 'two-phase commit, 9 resource managers', system: () => twoPhaseCommit(9), states: 10_340_352, generated: 123_558_402, depth: 29 },
  { name: 'Paxos, 3 clients', system: () => paxos(3), states: 1_194_428, generated: 2_420_477, depth: 28 },
  { name: 'Paxos, 4 clients', system: () => paxos(4), states: 2_372_188, generated: 4_807_983, depth: 28 },
  { name: 'Lamport mutex, 3 processes, clocks to 6', system: () => lamportMutex(3), within: clocksUpTo(6, 3), states: 724_274, generated: 2_729_079, depth: 61 },
];

const onlyWhenNamed: readonly Published[] = [
  { name: 'shared register, 3 servers, 2 clients', system: () => sharedRegister({ servers: 3, clients: 2 }), states: 41_138_199 },
];

function rowOf(model: Published, strategy: Strategy): Row {
  const { milliseconds, result } = timed(() => explored(model, strategy));
  const wanted = figures(model, strategy);
  const wrong = (['exhausted', 'states', 'generated', 'depth'] as const).filter((figure) => wanted[figure] !== undefined && result[figure] !== wanted[figure]);
  return {
    model: model.name,
    strategy,
    states: result.states,
    generated: result.generated,
    depth: result.depth,
    's': milliseconds / 1000,
    'states/s': perSecond(result.states, milliseconds),
    'bytes/state': result.bytes / result.states,
    verdict: wrong.length === 0 ? 'as published' : wrong.map((figure) => `${figure} should be ${String(wanted[figure])}`).join(', '),
  };
}

const words = argv.slice(2);
const chosen = words.length === 0 ? published : [...published, ...onlyWhenNamed].filter(({ name }) => words.some((word) => name.toLowerCase().includes(word.toLowerCase())));
if (chosen.length === 0) {
  print(`No model has ${words.join(' or ')} in its name: ${[...published, ...onlyWhenNamed].map(({ name }) => name).join('; ')}`);
  exit(2);
}
const rows = chosen.flatMap((model) => strategies.map((strategy) => rowOf(model, strategy)));
table('Whole state spaces, with the counts that other checkers report', rows);
if (rows.some(({ verdict }) => verdict !== 'as published')) exit(1);
