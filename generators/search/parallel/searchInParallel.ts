import { on } from 'node:events';
import { MessageChannel, type MessagePort, type Worker } from 'node:worker_threads';
import { stateKey, type Engine, type State } from '../../../model/kernel/index.ts';
import { engineFigures, figuresTogether, type EngineFigures } from '../engineFigures.ts';
import { finished } from '../finished.ts';
import { Search, type SearchedGraph, type SearchResult, type SearchStatistics } from '../search.ts';
import { wayAlong } from '../wayAlong.ts';
import { Gathering, translated } from './gathering.ts';
import type { FromWorker, PortableState, ToWorker, WorkerData } from './messages.ts';
import { ownerSlots } from './ownerSlots.ts';
import type { SharedEnd } from './sharedSearch.ts';
import { startWorker } from './startWorker.ts';
import { made, type MadeTask, type Task } from './task.ts';

export interface ParallelOptions {
  readonly maximumStates?: number;
  /** States to visit alone before threads are started, 10,000 when absent: they say how the rest is best shared, and small systems have no more. */
  readonly startAfter?: number;
  /** Whether the result of an exhausted search is to have its graph, as this engine numbers things: the engine of an equal system. */
  readonly keep?: Engine;
  /** Called now and then; answering `false` stops the search. */
  readonly progress?: (statistics: SearchStatistics) => boolean;
}

export interface ParallelResult extends SearchResult {
  /** What the engines of all threads have worked out. */
  readonly figures: EngineFigures;
}

/**
 * A breadth-first search by several threads, each of which stores its share of the states. It counts the same states, comes to the
 * same verdict, and finds a counterexample of the same length as the search by one; always the same one for that many workers.
 */
export async function searchInParallel(task: Task, workers: number, options: ParallelOptions = {}): Promise<ParallelResult> {
  const { engine, options: own } = await made(task);
  const { startAfter = 10_000, maximumStates = Infinity, keep } = options;
  const alone = new Search(engine, { ...own, maximumStates: Math.min(startAfter, maximumStates) }, 'breadth-first');
  const result = finished(alone.run());
  const figures = engineFigures(engine);
  if (result.stoppedBy !== 'maximumStates' || startAfter >= maximumStates) return { ...result, figures, ...(keep && result.exhausted && { graph: translated(engine, alone.graph, keep) }) };
  const crew = new Crew(task, workers, ownerSlots(engine, alone.graph.states, workers), options);
  try {
    return await crew.search(figures);
  } finally {
    await crew.dismiss();
  }
}

class Crew {
  readonly #task: Task;
  readonly #options: ParallelOptions;
  readonly #workers: readonly Worker[];
  /** What each of them sends, in turn. */
  readonly #messages: readonly AsyncIterator<[FromWorker]>[];
  readonly #control: Int32Array;
  readonly #figures: EngineFigures[] = [];

  constructor(task: Task, workers: number, slots: readonly string[], options: ParallelOptions) {
    this.#task = task;
    this.#options = options;
    this.#control = new Int32Array(new SharedArrayBuffer(4 * (workers + 1)));
    const ports = portsBetween(workers);
    this.#workers = ports.map((own, worker) => {
      const workerData: WorkerData = { task, worker, ports: own, control: this.#control, maximumStates: options.maximumStates ?? Infinity, ownerSlots: slots };
      return startWorker(workerData, own.flatMap((port) => port ?? []));
    });
    this.#messages = this.#workers.map((worker) => on(worker, 'message') as AsyncIterator<[FromWorker]>);
  }

  /** @param before what the engine worked out that searched first */
  async search(before: EngineFigures): Promise<ParallelResult> {
    const ends = await Promise.all(this.#workers.map((_, worker) => this.#end(worker)));
    const figures = figuresTogether(before, this.#figures);
    const states = sum(ends, 'states');
    const statistics: SearchStatistics = { states, generated: sum(ends, 'generated'), bytes: sum(ends, 'bytes'), depth: Math.max(...ends.map(({ depth }) => depth)) };
    const [stoppedBy] = ends.flatMap((end) => end.stoppedBy ?? []);
    const { keep } = this.#options;
    if (stoppedBy === undefined) return { ...statistics, figures, exhausted: true, ...(keep && { graph: await this.#gathered(keep) }) };
    const found = await this.#nearest(ends);
    return { ...statistics, figures, exhausted: false, stoppedBy, ...(found && { found }) };
  }

  async dismiss(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  async #end(worker: number): Promise<SharedEnd> {
    for (;;) {
      const message = await this.#next(worker);
      if (message.kind === 'end') {
        this.#figures[worker] = message.figures;
        return message.end;
      }
      if (message.kind === 'progress' && this.#options.progress?.(message.statistics) === false) Atomics.store(this.#control, this.#workers.length, 1);
    }
  }

  /** Of what the workers found, that with the shortest way; the first worker's, if there are several. */
  async #nearest(ends: readonly SharedEnd[]): Promise<SearchResult['found']> {
    const { engine, options } = await made(this.#task);
    let nearest: SearchResult['found'];
    for (const [worker, { found }] of ends.entries()) {
      if (found === undefined) continue;
      const { initial, states } = await this.#wayTo(worker, found.number);
      if (nearest === undefined || states.length - 1 < nearest.schedule.length) {
        nearest = { ...found, initial, schedule: scheduleOf(engine, options ?? {}, initial, states) };
      }
    }
    return nearest;
  }

  async #wayTo(worker: number, number: number): Promise<{ readonly initial: number; readonly states: readonly PortableState[] }> {
    const states: PortableState[] = [];
    let code = number * this.#workers.length + worker;
    while (code >= 0) {
      const asked = code % this.#workers.length;
      const wanted: ToWorker = { kind: 'state', number: Math.floor(code / this.#workers.length) };
      this.#workers[asked]?.postMessage(wanted);
      const answer = await this.#next(asked);
      if (answer.kind !== 'state') throw new RangeError(`a worker answered ${answer.kind} when it was asked for a state`);
      states.unshift(answer.state);
      code = answer.parent;
    }
    return { initial: -1 - code, states };
  }

  /** All shares in one. */
  async #gathered(engine: Engine): Promise<SearchedGraph> {
    const gathering = new Gathering(engine, this.#workers.length);
    for (const [worker, thread] of this.#workers.entries()) {
      const wanted: ToWorker = { kind: 'share' };
      thread.postMessage(wanted);
      for (let message = await this.#next(worker); ; message = await this.#next(worker)) {
        if (message.kind === 'states') gathering.take(worker, message.mail);
        if (message.kind !== 'share') continue;
        gathering.end(worker, message);
        break;
      }
    }
    return gathering.graph();
  }

  async #next(worker: number): Promise<FromWorker> {
    const message = (await this.#messages[worker]?.next())?.value?.[0];
    if (message === undefined) throw new RangeError('a worker ended before it was done');
    if (message.kind === 'error') throw message.error;
    return message;
  }
}

function scheduleOf(engine: Engine, { without }: NonNullable<MadeTask['options']>, initial: number, states: readonly PortableState[]): readonly string[] {
  const isNext = states.slice(1).map((wanted) => {
    const key = stateKey(stateOf(engine, wanted));
    return (state: State): boolean => stateKey(state) === key;
  });
  return wayAlong(engine, engine.initial()[initial] ?? new Int32Array(0), isNext, without);
}

function stateOf(engine: Engine, portable: PortableState): State {
  const vector = engine.vector();
  for (const [name, held] of portable) vector.set(engine.slots.slot(name), engine.portable.held(name, held));
  return vector.state();
}

/** By worker, by the other one: ports between each two. */
function portsBetween(workers: number): readonly (readonly (MessagePort | undefined)[])[] {
  const ports: (MessagePort | undefined)[][] = Array.from({ length: workers }, () => Array.from({ length: workers }));
  for (let a = 0; a < workers; a++) {
    for (let b = a + 1; b < workers; b++) {
      const { port1, port2 } = new MessageChannel();
      (ports[a] as (MessagePort | undefined)[])[b] = port1;
      (ports[b] as (MessagePort | undefined)[])[a] = port2;
    }
  }
  return ports;
}

function sum(ends: readonly SharedEnd[], figure: 'states' | 'generated' | 'bytes'): number {
  return ends.reduce((total, end) => total + end[figure], 0);
}
