import { setTimeout } from 'node:timers/promises';
import { MessageChannel, type MessagePort, type Worker } from 'node:worker_threads';
import type { Engine } from '../../../model/kernel/index.ts';
import type { EngineFigures } from '../engineFigures.ts';
import type { Control } from './control.ts';
import type { FromWorker, ToWorker, WorkerData } from './messages.ts';
import type { Joining, SharedEnd } from './sharedSearch.ts';
import { startWorker } from './startWorker.ts';

/** How a worker ended. */
interface WorkerEnd {
  readonly end: SharedEnd;
  readonly figures: EngineFigures;
}

/** The threads that share a search with this one. */
export class Crew {
  readonly #data: Omit<WorkerData, 'port'>;
  readonly #control: Control;
  readonly #engine: Engine;
  #threads: readonly Worker[] = [];
  #ports: readonly MessagePort[] = [];
  /** What each of them says in the end. */
  #ends: readonly Promise<WorkerEnd | undefined>[] = [];
  /** Why one of them failed. */
  reason: unknown;

  constructor(data: Omit<WorkerData, 'port'>, control: Control, engine: Engine) {
    this.#data = data;
    this.#control = control;
    this.#engine = engine;
  }

  /** Starts all threads, if they are not yet started; each says when it is ready. */
  start(): void {
    if (this.#threads.length > 0) return;
    const channels = Array.from({ length: this.#data.workers - 1 }, () => new MessageChannel());
    this.#ports = channels.map(({ port1 }) => port1);
    this.#threads = channels.map(({ port2 }) => startWorker({ ...this.#data, port: port2 }, [port2]));
    this.#ends = this.#threads.map((thread) => this.#endOf(thread));
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

  /** Undefined if it failed. */
  #endOf(thread: Worker): Promise<WorkerEnd | undefined> {
    return new Promise((resolve) => {
      const fail = (reason: unknown): void => {
        this.reason ??= reason;
        this.#control.fail();
        resolve(undefined);
      };
      thread.on('message', (message: FromWorker) => (message.kind === 'end' ? resolve(message) : fail(message.error)));
      thread.on('error', fail);
      thread.on('exit', () => fail(new RangeError('a worker ended before it was done')));
    });
  }

  async dismiss(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }
}
