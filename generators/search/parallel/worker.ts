import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import type { Engine } from '../../../model/kernel/index.ts';
import { engineFigures } from '../engineFigures.ts';
import type { PackedStates } from '../packedStates.ts';
import type { Parents } from '../parents.ts';
import { mailsOf, waysOf } from './gathering.ts';
import type { FromWorker, PortableState, ToWorker, WorkerData } from './messages.ts';
import { Share, type Letter, type Letters, type Report } from './share.ts';
import { SharedSearch } from './sharedSearch.ts';
import { made } from './task.ts';

const { task, worker, ports, control, maximumStates, ownerSlots } = workerData as WorkerData;
const progressMilliseconds = 200;

/** Sends letters and sleeps until those of the same round are there. */
function exchanged(letters: Letters): Letters {
  for (const [other, letter] of letters.entries()) {
    if (letter === undefined) continue;
    ports[other]?.postMessage(letter, [letter.mail.states.buffer as ArrayBuffer]);
    Atomics.add(control, other, 1);
    Atomics.notify(control, other);
  }
  return ports.map((port) => port && awaited(port));
}

function awaited(port: MessagePort): Letter {
  for (;;) {
    const arrived = Atomics.load(control, worker);
    const message = receiveMessageOnPort(port);
    if (message !== undefined) return message.message as Letter;
    Atomics.wait(control, worker, arrived, 1000);
  }
}

let told = 0;

function isStopped(reports: readonly Report[]): boolean {
  if (worker === 0 && performance.now() - told > progressMilliseconds) {
    told = performance.now();
    tell({ kind: 'progress', statistics: total(reports) });
  }
  return Atomics.load(control, control.length - 1) !== 0;
}

function total(reports: readonly Report[]): Report {
  return reports.reduce((a, b) => ({ ...a, states: a.states + b.states, generated: a.generated + b.generated, bytes: a.bytes + b.bytes, depth: Math.max(a.depth, b.depth) }));
}

function tell(message: FromWorker): void {
  parentPort?.postMessage(message);
}

function portableOf(engine: Engine, state: Int32Array): PortableState {
  return [...state.entries()].flatMap(([slot, held]) => (held === 0 ? [] : [[engine.slots.name(slot), engine.portable.of(slot, held)] as const]));
}

function tellState(engine: Engine, states: PackedStates, parents: Parents, number: number): void {
  const vector = engine.vector();
  states.load(number, vector);
  tell({ kind: 'state', state: portableOf(engine, vector.state()), parent: parents.of(number) });
}

function tellShare(engine: Engine, states: PackedStates, parents: Parents): void {
  for (const mail of mailsOf(engine, states)) tell({ kind: 'states', mail });
  tell({ kind: 'share', ...waysOf(parents, states.size) });
}

try {
  const { engine, options } = await made(task);
  const shared = new SharedSearch(engine, { ...options, maximumStates }, new Share(engine, worker, ports.length, ownerSlots));
  const run = shared.run(isStopped);
  let now = run.next();
  while (now.done !== true) now = run.next(exchanged(now.value));
  const end = now.value;
  const { states, parents } = shared.search.graph;
  parentPort?.on('message', (wanted: ToWorker) => {
    if (wanted.kind === 'share') tellShare(engine, states, parents);
    else tellState(engine, states, parents, wanted.number);
  });
  tell({ kind: 'end', end, figures: engineFigures(engine) });
} catch (error) {
  tell({ kind: 'error', error });
}
