import type { MessagePort } from 'node:worker_threads';
import type { EngineFigures } from '../engineFigures.ts';
import type { SavedHeader } from '../savedSearch.ts';
import type { SearchStatistics } from '../search.ts';
import type { SharedMemory } from './sharedMemory.ts';
import type { SharedEnd } from './sharedSearch.ts';
import type { Task } from './task.ts';

/** What a worker is started with. */
export interface WorkerData {
  readonly task: Task;
  readonly worker: number;
  readonly workers: number;
  readonly maximumStates: number;
  readonly control: SharedArrayBuffer;
  readonly dictionary: SharedArrayBuffer;
  readonly memory: SharedMemory;
  readonly layout: SavedHeader['layout'];
  /** Of worker 0: to all others; of another: to worker 0. What goes that way is new memory. */
  readonly ports: readonly MessagePort[];
  /** Whether the one who asked wants all states in the end. */
  readonly keep: boolean;
}

export type FromWorker =
  | { readonly kind: 'progress'; readonly statistics: SearchStatistics }
  /** `stored`: worker 0 tells where all states are, if that is wanted. */
  | { readonly kind: 'end'; readonly end: SharedEnd; readonly figures: EngineFigures; readonly stored?: Stored }
  | { readonly kind: 'error'; readonly error: unknown };

/** All states that workers stored, and how to read them. */
export interface Stored {
  readonly memory: SharedMemory;
  readonly layout: SavedHeader['layout'];
}
