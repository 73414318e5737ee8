import { setImmediate } from 'node:timers/promises';
import type { Engine } from '../../../model/kernel/index.ts';
import { sharedArrivals } from '../arrivals.ts';
import { contributionsTogether, type Contribution } from '../contribution.ts';
import { Layout } from '../layout.ts';
import type { SearchResult, SearchStatistics } from '../search.ts';
import { Control } from './control.ts';
import { Crew } from './crew.ts';
import { Dictionary, dictionaryMemory } from './dictionary.ts';
import { sharedMemory, type Rebuilding } from './sharedMemory.ts';
import { isNearer } from './nearest.ts';
import { SharedSearch, type SharedEnd, type Stop } from './sharedSearch.ts';
import { storedGraph } from './storedGraph.ts';
import { contributionOf, made, type Task } from './task.ts';

export interface ParallelOptions {
  readonly maximumStates?: number;
  /** States to visit before threads are started, 1,000 when absent: small systems have no more. With 0 the search begins when they are ready. */
  readonly startAfter?: number;
  /** Whether the result of an exhausted search is to have its graph, as this engine numbers things: the engine of an equal system. */
  readonly keep?: Engine;
  /** Called now and then; answering `false` stops the search. */
  readonly progress?: (statistics: SearchStatistics) => boolean;
}

/** With what the engines of all threads have contributed together. */
export interface ParallelResult extends SearchResult, Contribution {
  /** How many threads shared it in the end. */
  readonly workers: number;
}

/** Milliseconds to search, or to wait for others, before anything else gets its turn. */
const patience = 50;
/** Room to begin with. */
const chunks = 1;
const cells = 2 ** 16;

/**
 * A breadth-first search by several workers that store states in the same memory: this thread, and others that join it when there is
 * enough to do and they are ready. It counts the same states, comes to the same verdict, and finds a counterexample of the same
 * length as the search by one; which one of that length may hang on who was faster.
 */
export async function searchInParallel(task: Task, workers: number, { startAfter = 1_000, maximumStates = Infinity, keep, progress }: ParallelOptions = {}): Promise<ParallelResult> {
  const own = await made(task);
  const { engine, options } = own;
  const control = new Control(workers);
  control.members = 1;
  const memory = dictionaryMemory();
  const dictionary = new Dictionary(memory, control, engine);
  const arrivals = sharedArrivals();
  const crew = new Crew({ task, workers, maximumStates, control: control.buffer, dictionary: memory, arrivals }, control, engine);
  let last: Rebuilding | undefined;
  const search = new SharedSearch(
    engine,
    { ...options, maximumStates },
    {
      worker: 0,
      workers,
      control,
      dictionary,
      arrivals,
      memory: sharedMemory(2, chunks, cells),
      layout: new Layout(engine.initial()[0] ?? new Int32Array(0)),
      tell: (rebuilding) => {
        last = rebuilding;
        crew.tell({ kind: 'rebuilding', rebuilding });
      },
      told: () => last as Rebuilding,
      admit: (joining) => crew.admit(joining, dictionary.names),
    },
  );
  const onPause = (): void => {
    const { states, generated } = control.totals();
    if (crew.reason !== undefined) throw crew.reason;
    if (states > startAfter && workers > 1) crew.start();
    if (progress?.({ states, generated, depth: search.depth, bytes: search.bytesOf(states) }) === false) control.stop();
  };
  try {
    if (startAfter === 0 && workers > 1) await crew.isReady();
    const end = await driven(search.run(), control, onPause);
    const others = await crew.ends();
    const together = contributionsTogether(contributionOf(own), others.map(({ contribution }) => contribution));
    const graph = keep && end.stoppedBy === undefined && { graph: storedGraph(keep, { memory: search.memory, layout: search.layout.save(engine) }, control) };
    crew.dismiss();
    return { ...resultOf([end, ...others.map((other) => other.end)]), ...graph, ...together, workers: control.members };
  } catch (error) {
    const reason = await crew.reasonOfFailure();
    await crew.end();
    throw reason ?? error;
  }
}

/** Runs worker 0 in this thread, which does other things now and then. */
async function driven(run: Generator<Stop, SharedEnd, undefined>, control: Control, onPause: () => void): Promise<SharedEnd> {
  let since = performance.now();
  const breathe = async (): Promise<void> => {
    if (performance.now() - since < patience) return;
    await setImmediate();
    since = performance.now();
  };
  for (;;) {
    const { done, value } = run.next();
    if (done === true) return value;
    if (value === 'pause') onPause();
    else for (const time = control.arrive(); !control.hasMet(time, patience); ) await breathe();
    await breathe();
  }
}

function resultOf(ends: readonly SharedEnd[]): SearchResult {
  const statistics: SearchStatistics = { states: sum(ends, 'states'), generated: sum(ends, 'generated'), bytes: sum(ends, 'bytes'), depth: Math.max(...ends.map(({ depth }) => depth)) };
  const [stoppedBy] = ends.flatMap((end) => end.stoppedBy ?? []);
  if (stoppedBy === undefined) return { ...statistics, exhausted: true };
  const found = ends.flatMap((end) => end.found ?? []).reduce<SearchResult['found']>((best, each) => (best === undefined || isNearer(nearness(each), nearness(best)) ? each : best), undefined);
  return { ...statistics, exhausted: false, stoppedBy, ...(found && { found }) };
}

function nearness({ violation, schedule }: NonNullable<SearchResult['found']>): Parameters<typeof isNearer>[0] {
  return { violation, length: schedule.length };
}

function sum(ends: readonly SharedEnd[], figure: 'states' | 'generated' | 'bytes'): number {
  return ends.reduce((total, end) => total + end[figure], 0);
}
