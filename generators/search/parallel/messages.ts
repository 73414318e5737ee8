import type { MessagePort } from 'node:worker_threads';
import type { Json } from '../../../model/kernel/index.ts';
import type { SearchStatistics } from '../search.ts';
import type { EngineFigures } from '../engineFigures.ts';
import type { Mail } from './mail.ts';
import type { SharedEnd } from './sharedSearch.ts';
import type { Task } from './task.ts';

/** What a worker is started with. */
export interface WorkerData {
  readonly task: Task;
  readonly worker: number;
  readonly maximumStates: number;
  /** The names of the slots that decide whose a state is. */
  readonly ownerSlots: readonly string[];
  /** By worker, the port to it; none to itself. */
  readonly ports: readonly (MessagePort | undefined)[];
  /** By worker, how many letters it was sent: what it waits for; and last, whether to stop. */
  readonly control: Int32Array;
}

export type FromWorker =
  | { readonly kind: 'progress'; readonly statistics: SearchStatistics }
  | { readonly kind: 'end'; readonly end: SharedEnd; readonly figures: EngineFigures }
  | { readonly kind: 'state'; readonly state: PortableState; readonly parent: number }
  /** States of its share, in the order of their numbers; and when all have been told, the codes of those before them, and their depths. */
  | { readonly kind: 'states'; readonly mail: Mail }
  | { readonly kind: 'share'; readonly parents: Int32Array; readonly depths: Int32Array }
  | { readonly kind: 'error'; readonly error: unknown };

/** The state of that number is wanted, and the code of the one before it; or its whole share. */
export type ToWorker = { readonly kind: 'state'; readonly number: number } | { readonly kind: 'share' };

/** Every slot that is not empty, by name. */
export type PortableState = readonly (readonly [slot: string, portable: Json])[];
