import { longer } from './longer.ts';
import type { SlotTable } from './slots.ts';

/** A change of the global state, compiled: what an action does to the state that it is taken in. */
export interface Change {
  apply(next: Vector): void;
  /** The slots that it may change, and how: what tells which actions commute. Slots may still be made, so it is asked for anew. */
  touches(): readonly Touch[];
  /** A slot that it looks at and does not change. */
  readonly looksAt?: number;
}

/**
 * `set`: replaces what is there. `add`: puts a message into a bag. `include`: puts it there unless it is there (a duplicating
 * channel). `append`: puts something at the end of a sequence.
 * `take`: takes this message or entry out.
 */
export interface Touch {
  readonly slot: number;
  readonly how: 'set' | 'add' | 'include' | 'append' | 'take';
  /** The message or entry, where it is about one; of `set`, what the slot then holds, if that is known. */
  readonly value?: number;
  /** Whether the slot may be empty afterwards. */
  readonly empties?: boolean;
}

/**
 * A global state that is being changed. It remembers what it held before, so that a search can try one action after
 * the other on it and take each back, without copying hundreds of slots for every successor.
 */
export class Vector {
  /** What it holds, slot by slot; may be longer than the table of slots, and the rest is 0. */
  data: Int32Array;
  /** The slots changed since it was loaded, in order, one perhaps several times; only the first `changes` entries count. */
  changed = new Int32Array(64);
  changes = 0;
  /** What each of those changes found there. */
  before = new Int32Array(64);
  /**
   * The slots in which it may differ from what it held when somebody last took note of it, apart from the changes; only the first
   * `differences` entries count, and none when they are -1: then it may differ anywhere.
   */
  different = new Int32Array(64);
  differences = -1;
  readonly #slots: SlotTable;

  constructor(slots: SlotTable) {
    this.#slots = slots;
    this.data = new Int32Array(slots.size + 64);
  }

  /** What it holds in a slot. */
  get(slot: number): number {
    return this.data[slot] ?? 0;
  }

  set(slot: number, held: number): void {
    if (slot >= this.data.length) this.#lengthen(slot + 1);
    const before = this.data[slot] as number;
    if (before === held) return;
    if (this.changes === this.changed.length) this.#rememberMore();
    this.changed[this.changes] = slot;
    this.before[this.changes++] = before;
    this.data[slot] = held;
  }

  /** The value or content in a slot. */
  value(slot: number): number {
    return this.#slots.decode(slot, this.get(slot));
  }

  put(slot: number, value: number): void {
    this.set(slot, this.#slots.encode(slot, value));
  }

  /** Takes all changes back. */
  undo(): void {
    while (this.changes > 0) {
      this.changes--;
      this.data[this.changed[this.changes] as number] = this.before[this.changes] as number;
    }
  }

  /** Sets a slot for good: not a change that can be taken back. There must be none. */
  place(slot: number, held: number): void {
    if (slot >= this.data.length) this.#lengthen(slot + 1);
    this.data[slot] = held;
    if (this.differences < 0) return;
    if (this.differences === this.different.length) this.different = longer(this.different, this.different.length * 2);
    this.different[this.differences++] = slot;
  }

  /** Becomes that state. @param room for so many slots, at least */
  load(state: Int32Array, room = 0): void {
    const length = Math.max(state.length, room);
    if (this.data.length < length) this.data = new Int32Array(length + 64);
    this.data.set(state);
    this.data.fill(0, state.length);
    this.changes = 0;
    this.differences = -1;
  }

  /** A copy of the state as it now is. */
  state(): Int32Array {
    const state = new Int32Array(this.#slots.size);
    state.set(this.data.subarray(0, state.length));
    return state;
  }

  #lengthen(length: number): void {
    this.data = longer(this.data, Math.max(length, this.data.length * 2));
  }

  #rememberMore(): void {
    this.changed = longer(this.changed, this.changed.length * 2);
    this.before = longer(this.before, this.before.length * 2);
  }
}

/** A change of one slot that depends on what is in it; worked out once for everything that the slot is seen to hold. */
export function mapping(slots: SlotTable, touch: Touch, map: (value: number) => number): Change {
  return new Mapping(slots, touch, map);
}

/** A change of one slot to what it is to hold. */
export function setting(slot: number, held: number): Change {
  return new Setting(slot, held);
}

/** Any other change, which replaces what is in these slots. */
export function replacing(slots: readonly number[], apply: (next: Vector) => void): Change {
  const touches = slots.map((slot) => ({ slot, how: 'set' }) as const);
  return { apply, touches: () => touches };
}

// Classes, not closures: a search applies changes all the time, and these few methods become part of its loop.

class Mapping implements Change {
  readonly #slot: number;
  readonly #known: number[] = [];
  readonly #slots: SlotTable;
  readonly #touches: readonly Touch[];
  readonly #map: (value: number) => number;

  constructor(slots: SlotTable, touch: Touch, map: (value: number) => number) {
    this.#slot = touch.slot;
    this.#slots = slots;
    this.#touches = [touch];
    this.#map = map;
  }

  apply(next: Vector): void {
    const slot = this.#slot;
    const held = next.get(slot);
    next.set(slot, this.#known[held] ?? this.#find(held));
  }

  #find(held: number): number {
    const slots = this.#slots;
    return (this.#known[held] = slots.encode(this.#slot, this.#map(slots.decode(this.#slot, held))));
  }

  touches(): readonly Touch[] {
    return this.#touches;
  }
}

class Setting implements Change {
  readonly #slot: number;
  readonly #held: number;
  readonly #touches: readonly Touch[];

  constructor(slot: number, held: number) {
    this.#slot = slot;
    this.#held = held;
    this.#touches = [{ slot, how: 'set', value: held, empties: held === 0 }];
  }

  apply(next: Vector): void {
    next.set(this.#slot, this.#held);
  }

  touches(): readonly Touch[] {
    return this.#touches;
  }
}
