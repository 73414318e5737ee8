import type { Engine, State, Vector } from '../../../model/kernel/index.ts';
import type { SearchStatistics } from '../search.ts';
import { Inbox, Outbox, type Mail, type Reader } from './mail.ts';
import { Ownership } from './ownership.ts';

/** What all workers tell each other at the end of a round, besides states. */
export interface Report extends SearchStatistics {
  /** States of this level that it had at the level's beginning, and those that are still to be expanded. */
  readonly opened: number;
  readonly left: number;
  readonly hasFound: boolean;
  /** Whether it was told to stop. */
  readonly isStopped: boolean;
}

/** What a worker sends another one: the two are for the same round. */
export interface Letter {
  readonly report: Report;
  readonly mail: Mail;
}

/** By worker, what it is sent or has sent; its own left out. */
export type Letters = readonly (Letter | undefined)[];

/** One worker's share of the states: which are its own, and what becomes of the others. */
export class Share {
  readonly worker: number;
  readonly workers: number;
  readonly #ownership: Ownership;
  readonly #outboxes: (Outbox | undefined)[];
  readonly #inboxes: (Inbox | undefined)[];
  /** By state, the hash that tells whose it is. */
  #hashes = new Int32Array(1 << 10);
  /** By worker, whether it has been told of the state whose successors are being worked out. */
  readonly #isToldOf: boolean[] = [];

  constructor(engine: Engine, worker: number, workers: number, ownerSlots?: readonly string[]) {
    this.worker = worker;
    this.workers = workers;
    this.#ownership = new Ownership(engine, workers, ownerSlots);
    const others = Array.from({ length: workers }, (_, other) => other !== worker);
    this.#outboxes = others.map((isOther) => (isOther ? new Outbox(engine) : undefined));
    this.#inboxes = others.map((isOther) => (isOther ? new Inbox(engine) : undefined));
  }

  get bytes(): number {
    return this.#hashes.byteLength;
  }

  hashOf(state: State): number {
    return this.#ownership.hashOf(state);
  }

  /** The hash of a state as the vector has been changed since. */
  hashAfter(hash: number, vector: Vector): number {
    return this.#ownership.hashAfter(hash, vector);
  }

  isMine(hash: number): boolean {
    return this.#ownership.ownerOf(hash) === this.worker;
  }

  hash(number: number): number {
    return this.#hashes[number] as number;
  }

  note(number: number, hash: number): void {
    if (number >= this.#hashes.length) {
      const more = new Int32Array(this.#hashes.length * 2);
      more.set(this.#hashes);
      this.#hashes = more;
    }
    this.#hashes[number] = hash;
  }

  /** A state's successors are being worked out from now on. */
  begin(): void {
    this.#isToldOf.fill(false);
  }

  /** Whether the owner of that hash still has to be told of the state that they are successors of. */
  mustTell(hash: number): boolean {
    return this.#isToldOf[this.#ownership.ownerOf(hash)] !== true;
  }

  tell(hash: number, parent: number, state: State): void {
    const owner = this.#ownership.ownerOf(hash);
    this.#isToldOf[owner] = true;
    this.#outboxes[owner]?.from(parent, state);
  }

  send(hash: number, vector: Vector): void {
    this.#outboxes[this.#ownership.ownerOf(hash)]?.add(vector);
  }

  /** What goes out at the end of a round. */
  letters(report: Report): Letters {
    return this.#outboxes.map((outbox) => outbox && { report, mail: outbox.take() });
  }

  /** Reads the states that another worker sent. */
  read(sender: number, { mail }: Letter, reader: Reader): void {
    this.#inboxes[sender]?.read(mail, reader);
  }

  /** How a state of some worker is named where only one number has room. */
  codeOf(worker: number, number: number): number {
    return number * this.workers + worker;
  }
}
