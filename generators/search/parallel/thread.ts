import type { TransferListItem, Worker } from 'node:worker_threads';
import type { FromWorker, Job } from './messages.ts';
import { startWorker } from './startWorker.ts';

interface Outcome {
  /** @returns whether the thread may be given another job */
  readonly done: (message: FromWorker) => boolean;
  readonly failed: (reason: unknown) => void;
}

/** Those that have nothing to do. What they have loaded and compiled the next search need not wait for; none keeps the process alive. */
const idle: Thread[] = [];

/** A thread that is given one job after the other. */
export class Thread {
  readonly #worker: Worker;
  #outcome: Outcome | undefined;
  #isDone = false;
  #isReleased = false;

  private constructor() {
    this.#worker = startWorker();
    this.#worker.on('message', (message: FromWorker) => this.#end(message));
    this.#worker.on('error', (reason) => this.#fail(reason));
    this.#worker.on('exit', () => this.#fail(new RangeError('a worker ended before it was done')));
  }

  /** One that is idle, or a new one. */
  static take(): Thread {
    const thread = idle.pop() ?? new Thread();
    thread.#isDone = false;
    thread.#isReleased = false;
    thread.#worker.ref();
    return thread;
  }

  give(job: Job, transferred: readonly TransferListItem[], outcome: Outcome): void {
    this.#outcome = outcome;
    this.#worker.postMessage(job, transferred);
  }

  /** Whoever took it goes on without it. It is idle when it is done, now or soon. */
  release(): void {
    this.#isReleased = true;
    this.#worker.unref();
    this.#rest();
  }

  /** Whoever took it cannot tell what it does. */
  async end(): Promise<void> {
    this.#outcome = undefined;
    await this.#worker.terminate();
  }

  #rest(): void {
    if (this.#isReleased && this.#isDone) idle.push(this);
  }

  #end(message: FromWorker): void {
    this.#isDone = this.#outcome?.done(message) ?? false;
    this.#outcome = undefined;
    if (this.#isDone) this.#rest();
    else void this.#worker.terminate();
  }

  #fail(reason: unknown): void {
    this.#outcome?.failed(reason);
    this.#outcome = undefined;
    const place = idle.indexOf(this);
    if (place >= 0) idle.splice(place, 1);
  }
}
