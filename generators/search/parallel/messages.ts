import type { MessagePort } from 'node:worker_threads';
import type { Contribution } from '../contribution.ts';
import type { SavedHeader } from '../savedSearch.ts';
import type { Rebuilding } from './sharedMemory.ts';
import type { Joining, SharedEnd } from './sharedSearch.ts';
import type { Task } from './task.ts';

/** A search for a thread to share. */
export interface Job {
  readonly task: Task;
  /** The most workers there may be. */
  readonly workers: number;
  readonly maximumStates: number;
  readonly control: SharedArrayBuffer;
  readonly dictionary: SharedArrayBuffer;
  readonly arrivals: SharedArrayBuffer;
  /** From worker 0: how to join, and then new memory. */
  readonly port: MessagePort;
}

/** How the search stands that a thread is to join. */
export interface Admission extends Omit<Joining, 'layout'> {
  readonly worker: number;
  readonly layout: SavedHeader['layout'];
  /** What the layout knows of the dictionary, in bytes. */
  readonly read: number;
  /** The names in it. */
  readonly names: readonly string[];
}

export type ToWorker = { readonly kind: 'admission'; readonly admission: Admission } | { readonly kind: 'dismissal' } | { readonly kind: 'rebuilding'; readonly rebuilding: Rebuilding };

export type FromWorker = { readonly kind: 'end'; readonly end: SharedEnd; readonly contribution: Contribution } | { readonly kind: 'dismissed' } | { readonly kind: 'error'; readonly error: unknown };
