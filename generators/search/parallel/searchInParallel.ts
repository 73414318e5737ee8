import { on } from 'node:events';
import { MessageChannel, type Worker } from 'node:worker_threads';
import type { Engine } from '../../../model/kernel/index.ts';
import { engineFigures, figuresTogether, type EngineFigures } from '../engineFigures.ts';
import { finished } from '../finished.ts';
import type { SavedHeader } from '../savedSearch.ts';
import { Search, type SearchResult, type SearchStatistics } from '../search.ts';
import { Control } from './control.ts';
import { dictionaryMemory } from './dictionary.ts';
import type { FromWorker, Stored, WorkerData } from './messages.ts';
import { sharedMemory } from './sharedMemory.ts';
import type { SharedEnd } from './sharedSearch.ts';
import { startWorker } from './startWorker.ts';
import { storedGraph } from './storedGraph.ts';
import { made, type Task } from './task.ts';

export interface ParallelOptions {
  readonly maximumStates?: number;
  /** States to visit alone before threads are started, 10,000 when absent: they say how states are best laid out, and small systems have no more. */
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
 * A breadth-first search by several threads that store states in the same memory. It counts the same states, comes to the
 * same verdict, and finds a counterexample of the same length as the search by one; which one of that length may hang on who was faster.
 */
export async function searchInParallel(task: Task, workers: number, options: ParallelOptions = {}): Promise<ParallelResult> {
  const { engine, options: own } = await made(task);
  const { startAfter = 10_000, maximumStates = Infinity, keep } = options;
  const alone = new Search(engine, { ...own, maximumStates: Math.min(startAfter, maximumStates) }, 'breadth-first');
  const result = finished(alone.run());
  const figures = engineFigures(engine);
  if (result.stoppedBy !== 'maximumStates' || startAfter >= maximumStates) return { ...result, figures, ...(keep && result.exhausted && finished(new Search(keep, { ...own, find: undefined, findAtEnd: undefined, keep: true }, 'breadth-first').run())) };
  const crew = new Crew(task, workers, alone.graph.states.save(engine), options);
  try {
    return await crew.search(figures);
  } finally {
    await crew.dismiss();
  }
}

/** Room to begin with. */
const chunks = 16;
const cells = 2 ** 21;

class Crew {
  readonly #options: ParallelOptions;
  readonly #workers: readonly Worker[];
  /** What each of them sends, in turn. */
  readonly #messages: readonly AsyncIterator<[FromWorker]>[];
  readonly #control: Control;
  readonly #figures: EngineFigures[] = [];
  #stored: Stored | undefined;

  constructor(task: Task, workers: number, { layout, words }: Pick<SavedHeader, 'layout' | 'words'>, options: ParallelOptions) {
    this.#options = options;
    this.#control = new Control(workers);
    const channels = Array.from({ length: workers - 1 }, () => new MessageChannel());
    const data = { task, workers, maximumStates: options.maximumStates ?? Infinity, control: this.#control.buffer, dictionary: dictionaryMemory(), memory: sharedMemory(words, chunks, cells), layout, keep: options.keep !== undefined };
    this.#workers = Array.from({ length: workers }, (_, worker) => {
      const ports = worker === 0 ? channels.map(({ port1 }) => port1) : channels.slice(worker - 1, worker).map(({ port2 }) => port2);
      const workerData: WorkerData = { ...data, worker, ports };
      return startWorker(workerData, ports);
    });
    this.#messages = this.#workers.map((worker) => on(worker, 'message') as AsyncIterator<[FromWorker]>);
  }

  /** @param before what the engine worked out that searched first */
  async search(before: EngineFigures): Promise<ParallelResult> {
    const ends = await Promise.all(this.#workers.map((_, worker) => this.#end(worker)));
    const figures = figuresTogether(before, this.#figures);
    const statistics: SearchStatistics = { states: sum(ends, 'states'), generated: sum(ends, 'generated'), bytes: sum(ends, 'bytes'), depth: Math.max(...ends.map(({ depth }) => depth)) };
    const [stoppedBy] = ends.flatMap((end) => end.stoppedBy ?? []);
    const { keep } = this.#options;
    if (stoppedBy === undefined) return { ...statistics, figures, exhausted: true, ...(keep && this.#stored && { graph: storedGraph(keep, this.#stored, this.#control) }) };
    const found = nearest(ends.flatMap((end) => end.found ?? []));
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
        this.#stored ??= message.stored;
        return message.end;
      }
      if (message.kind === 'progress' && this.#options.progress?.(message.statistics) === false) this.#control.stop();
    }
  }

  async #next(worker: number): Promise<FromWorker> {
    const message = (await this.#messages[worker]?.next())?.value?.[0];
    if (message === undefined) throw new RangeError('a worker ended before it was done');
    if (message.kind === 'error') throw message.error;
    return message;
  }
}

/** With the shortest way; of those, the one whose property comes first in the alphabet. */
function nearest(all: readonly NonNullable<SearchResult['found']>[]): SearchResult['found'] {
  const [first, ...others] = all;
  return others.reduce((a, b) => (b && a && (b.schedule.length < a.schedule.length || (b.schedule.length === a.schedule.length && b.violation.property < a.violation.property)) ? b : a), first);
}

function sum(ends: readonly SharedEnd[], figure: 'states' | 'generated' | 'bytes'): number {
  return ends.reduce((total, end) => total + end[figure], 0);
}
