import type { MessagePort } from 'node:worker_threads';
import type { Json } from '../../../model/kernel/index.ts';
import type { SearchStatistics } from '../search.ts';
import type { SharedEnd } from './sharedSearch.ts';
import type { Task } from './task.ts';

/** What a worker is started with. */
export interface WorkerData {
  readonly task: Task;
  readonly worker: number;
  readonly maximumStates: number;
  /** By worker, the port to it; none to itself. */
  readonly ports: readonly (MessagePort | undefined)[];
  /** By worker, how many letters it was sent: what it waits for; and last, whether to stop. */
  readonly control: Int32Array;
}

export type FromWorker =
  | { readonly kind: 'progress'; readonly statistics: SearchStatistics }
  | { readonly kind: 'end'; readonly end: SharedEnd }
  | { readonly kind: 'state'; readonly state: PortableState; readonly parent: number }
  | { readonly kind: 'error'; readonly error: unknown };

/** The state of that number is wanted, and the code of the one before it. */
export interface ToWorker {
  readonly number: number;
}

/** Every slot that is not empty, by name. */
export type PortableState = readonly (readonly [slot: string, portable: Json])[];
