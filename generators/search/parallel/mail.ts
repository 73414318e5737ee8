import type { Engine, Json, Vector } from '../../../model/kernel/index.ts';

/** What one worker tells another one at the end of a round. */
export interface Mail {
  /**
   * States, as changes to a base that changes too: `-1 - n, parent` and n pairs of slot and what it holds say how the base
   * differs from the last one, and which state of the sender it is; `n` and n pairs say how one of its successors differs from it.
   */
  readonly states: Int32Array;
  /** Slots and what they hold that the sender never named before: [slot, name] and [slot, held, in portable form]. */
  readonly slots: readonly (readonly [slot: number, name: string])[];
  readonly held: readonly (readonly [slot: number, held: number, portable: Json])[];
}

/** Collects the states that belong to another worker. */
export class Outbox {
  readonly #engine: Engine;
  #states = new Int32Array(1 << 12);
  #length = 0;
  #slots: (readonly [number, string])[] = [];
  #held: (readonly [number, number, Json])[] = [];
  /** By slot, what has been named; and the base as the other worker has it. */
  readonly #named: boolean[][] = [];
  #base = new Int32Array(0);

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** The state whose successors come next. */
  from(parent: number, state: Int32Array): void {
    if (this.#base.length < state.length) this.#base = longer(this.#base, state.length);
    const base = this.#base;
    const start = this.#length;
    this.#put(0);
    this.#put(parent);
    let count = 0;
    for (let slot = 0; slot < base.length; slot++) {
      const held = state[slot] ?? 0;
      if (held === base[slot]) continue;
      base[slot] = held;
      this.#pair(slot, held);
      count++;
    }
    this.#states[start] = -1 - count;
  }

  /** One of them: what differs in it. */
  add({ changed, changes, after }: Vector): void {
    this.#put(changes);
    for (let index = 0; index < changes; index++) this.#pair(changed[index] as number, after[index] as number);
  }

  /** Everything since the last time. */
  take(): Mail {
    const mail: Mail = { states: this.#states.slice(0, this.#length), slots: this.#slots, held: this.#held };
    this.#length = 0;
    this.#slots = [];
    this.#held = [];
    return mail;
  }

  #pair(slot: number, held: number): void {
    const named = this.#named[slot];
    if (named?.[held] !== true) this.#name(slot, held);
    this.#put(slot);
    this.#put(held);
  }

  #name(slot: number, held: number): void {
    let named = this.#named[slot];
    if (named === undefined) {
      this.#slots.push([slot, this.#engine.slots.name(slot)]);
      this.#named[slot] = named = [];
    }
    this.#held.push([slot, held, this.#engine.portable.of(slot, held)]);
    named[held] = true;
  }

  #put(number: number): void {
    if (this.#length === this.#states.length) this.#states = longer(this.#states, this.#length * 2);
    this.#states[this.#length++] = number;
  }
}

/** Reads what an {@link Outbox} of one other worker sent. */
export class Inbox {
  readonly #engine: Engine;
  /** By the sender's slot: the own one, and by what the sender holds there what is held here. */
  readonly #slots: number[] = [];
  readonly #names: string[] = [];
  readonly #held: number[][] = [];
  readonly #vector: Vector;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#vector = engine.vector();
  }

  read({ states, slots, held }: Mail, reader: Reader): void {
    for (const [slot, name] of slots) {
      this.#slots[slot] = this.#engine.slots.slot(name);
      this.#names[slot] = name;
      this.#held[slot] = [];
    }
    for (const [slot, number, portable] of held) (this.#held[slot] as number[])[number] = this.#engine.portable.held(this.#names[slot] ?? '', portable);
    const vector = this.#vector;
    const starts: number[] = [];
    const again = (index: number): Vector => {
      this.#apply(states, starts[index] as number);
      return vector;
    };
    for (let at = 0; at < states.length; ) {
      if ((states[at] as number) < 0) {
        if (starts.length > 0) reader.end(again);
        starts.length = 0;
        const parent = states[at + 1] as number;
        at = this.#apply(states, at);
        reader.base(vector, parent);
        vector.keep();
      } else {
        starts.push(at);
        at = this.#apply(states, at);
        reader.state(vector);
        vector.undo();
      }
    }
    if (starts.length > 0) reader.end(again);
  }

  /** Makes the changes that are written there. @returns where the next ones are */
  #apply(states: Int32Array, start: number): number {
    const kind = states[start] as number;
    const first = start + (kind < 0 ? 2 : 1);
    const end = first + 2 * (kind < 0 ? -1 - kind : kind);
    for (let at = first; at < end; at += 2) {
      const slot = states[at] as number;
      this.#vector.set(this.#slots[slot] as number, (this.#held[slot] as number[])[states[at + 1] as number] as number);
    }
    return end;
  }
}

/** What is done with mail. Vectors are lent. */
export interface Reader {
  /** The next base, as changes of a vector to the one before. */
  base(vector: Vector, parent: number): void;
  /** A successor of the base, as changes to it. */
  state(vector: Vector): void;
  /** There are no more of that base. `again` makes the changes of the successor of that index once more; they are to be undone. */
  end(again: (index: number) => Vector): void;
}

function longer(numbers: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const more = new Int32Array(length);
  more.set(numbers);
  return more;
}
