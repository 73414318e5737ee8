import { setTimeout } from 'node:timers/promises';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { Engine } from '../../../model/kernel/index.ts';
import type { Contribution } from '../contribution.ts';
import type { Control } from './control.ts';
import type { FromWorker, Job, ToWorker } from './messages.ts';
import type { Joining, SharedEnd } from './sharedSearch.ts';
import { Thread } from './thread.ts';

/** How a worker ended. */
interface WorkerEnd {
  readonly end: SharedEnd;
  readonly contribution: Contribution;
}

/** The threads that share a search with this one. */
export class Crew {
  readonly #job: Omit<Job, 'port'>;
  readonly #control: Control;
  readonly #engine: Engine;
  #threads: readonly Thread[] = [];
  #ports: readonly MessagePort[] = [];
  /** What each of them says in the end. */
  #ends: readonly Promise<WorkerEnd | undefined>[] = [];
  /** Why one of them failed. */
  reason: unknown;

  constructor(job: Omit<Job, 'port'>, control: Control, engine: Engine) {
    this.#job = job;
    this.#control = control;
    this.#engine = engine;
  }

  /** Starts all threads, if they are not yet started; each says when it is ready. */
  start(): void {
    if (this.#threads.length > 0) return;
    const channels = Array.from({ length: this.#job.workers - 1 }, () => new MessageChannel());
    this.#ports = channels.map(({ port1 }) => port1);
    this.#threads = channels.map(() => Thread.take());
    this.#ends = channels.map(({ port2 }, index) => this.#endOf(this.#threads[index] as Thread, { ...this.#job, port: port2 }));
  }

  /** Starts them and waits until they could begin. */
  async isReady(): Promise<void> {
    this.start();
    while (this.#control.ready < this.#threads.length && this.reason === undefined) await setTimeout(1);
    if (this.reason !== undefined) throw this.reason;
  }

  /** Lets all of them begin when they are ready. */
  admit({ layout, ...joining }: Joining, names: readonly string[]): void {
    const control = this.#control;
    const { length } = this.#threads;
    if (length === 0 || control.members > 1 || control.ready < length) return;
    const saved = layout.save(this.#engine);
    for (const [index, port] of this.#ports.entries()) port.postMessage({ kind: 'admission', admission: { ...joining, worker: index + 1, layout: saved, read: control.written, names } } satisfies ToWorker);
    control.members = length + 1;
    control.announceAdmission();
  }

  /** Tells those who were admitted. */
  tell(message: ToWorker): void {
    for (const port of this.#ports.slice(0, this.#control.members - 1)) port.postMessage(message);
  }

  /** How those ended that were admitted. */
  async ends(): Promise<readonly WorkerEnd[]> {
    const ends = await Promise.all(this.#ends.slice(0, this.#control.members - 1));
    return ends.map((end) => {
      if (end === undefined) throw this.reason;
      return end;
    });
  }

  /** Why a thread failed, if one did: its message may still be on its way. */
  async reasonOfFailure(): Promise<unknown> {
    for (let waited = 0; this.#control.hasFailed && this.reason === undefined && waited < 1000; waited++) await setTimeout(1);
    return this.reason;
  }

  /** Undefined if it failed, or was not needed. */
  #endOf(thread: Thread, job: Job): Promise<WorkerEnd | undefined> {
    return new Promise((resolve) => {
      const fail = (reason: unknown): void => {
        this.reason ??= reason;
        this.#control.fail();
        resolve(undefined);
      };
      thread.give(job, [job.port], {
        done: (message: FromWorker) => {
          if (message.kind === 'end') resolve(message);
          else if (message.kind === 'error') fail(message.error);
          else resolve(undefined);
          return message.kind !== 'error';
        },
        failed: fail,
      });
    });
  }

  /** Those who did not join need not any more. */
  dismiss(): void {
    for (const port of this.#ports.slice(this.#control.members - 1)) port.postMessage({ kind: 'dismissal' } satisfies ToWorker);
    this.#control.announceAdmission();
    for (const thread of this.#threads) thread.release();
  }

  /** The search is not gone on with: nobody knows where they are. */
  async end(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.end()));
  }
}
