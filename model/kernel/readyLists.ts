import { noActions, type Action } from './action.ts';
import type { Vector } from './change.ts';
import { longer } from './longer.ts';
import type { Possibilities, Possibility } from './possibilities.ts';
import { Shortcuts } from './shortcuts.ts';
import type { SlotTable } from './slots.ts';

/** Lists to remember at a time. */
const mostJoints = 1 << 16;

/**
 * What each slot makes possible, apart from what it costs. Whoever explores looks at states that have most slots in common
 * with the one before: only what hangs on a slot that differs is worked out anew. What is answered depends on the state alone.
 */
export class ReadyLists {
  readonly #slots: SlotTable;
  readonly #possibilities: Possibilities;
  /** Where a slot comes in the canonical order; -1 where none of its values makes anything possible. */
  #ranks = new Int32Array(0);
  /** The vector that held the state looked at last, if it was looked at in one. */
  #followed: Vector | undefined;
  /** The state looked at last, and by slot what was possible in it. */
  #seen = new Int32Array(0);
  #lists: (readonly Action[])[] = [];
  /** The slots whose lists are not empty, in canonical order. */
  readonly #filled: number[] = [];
  /** By slot: the slots whose lists hang on it. */
  #hanging: number[][] = [];
  #isStale = new Uint8Array(0);
  readonly #stale: number[] = [];
  readonly #joints = new Map<readonly Action[], Map<readonly Action[], readonly Action[]>>();
  #joins = 0;
  #shortcuts: Shortcuts;
  /** Counts how often everything began anew. */
  #generation = 0;

  constructor(slots: SlotTable, possibilities: Possibilities) {
    this.#slots = slots;
    this.#possibilities = possibilities;
    this.#shortcuts = new Shortcuts(slots);
  }

  /** Looks at a state. @returns the slots that make something possible in it, in canonical order; lent until the next call */
  slotsOf(state: Int32Array): readonly number[] {
    this.#followed = undefined;
    const { size } = this.#slots;
    if (this.#seen.length !== size) this.#beginAnew(size);
    const whole = state.length < size ? longer(state, size) : state;
    for (let slot = 0; slot < size; slot++) if (whole[slot] !== this.#seen[slot]) this.#differs(slot, whole);
    this.#renew(whole);
    return this.#filled;
  }

  /** Looks at the state in a vector that has no changes: if that was looked at last, only at what has become different in it. */
  slotsIn(vector: Vector): readonly number[] {
    const { data, different, differences } = vector;
    const isKnown = this.#followed === vector && differences >= 0 && this.#seen.length === this.#slots.size && data.length >= this.#slots.size;
    if (isKnown) {
      for (let index = 0; index < differences; index++) {
        const slot = different[index] as number;
        if (data[slot] !== this.#seen[slot]) this.#differs(slot, data);
      }
      this.#renew(data);
    } else this.slotsOf(data);
    this.#followed = vector;
    vector.differences = 0;
    return this.#filled;
  }

  /** What a slot makes possible in the state looked at last. */
  of(slot: number): readonly Action[] {
    return this.#lists[slot] as readonly Action[];
  }

  #differs(slot: number, state: Int32Array): void {
    this.#seen[slot] = state[slot] as number;
    const hanging = this.#hanging[slot] as number[];
    for (let index = 0; index < hanging.length; index++) {
      const other = hanging[index] as number;
      // Nothing is there: if something was, that is a difference of its own.
      if (this.#isStale[other] === 1 || (state[other] === 0 && other !== slot)) continue;
      this.#isStale[other] = 1;
      this.#stale.push(other);
    }
  }

  #renew(state: Int32Array): void {
    const stale = this.#stale;
    for (let slot = stale.pop(); slot !== undefined; slot = stale.pop()) {
      this.#isStale[slot] = 0;
      const before = this.#lists[slot] as readonly Action[];
      const now = state[slot] === 0 ? noActions : (this.#shortcuts.find(slot, state) ?? this.#workOut(slot, state));
      this.#lists[slot] = now;
      if (before.length === 0 && now.length > 0) this.#insert(slot);
      else if (before.length > 0 && now.length === 0) this.#remove(slot);
    }
  }

  #insert(slot: number): void {
    const filled = this.#filled;
    const rank = this.#ranks[slot] as number;
    let place = filled.length;
    filled.push(slot);
    for (; place > 0; place--) {
      const before = filled[place - 1] as number;
      if ((this.#ranks[before] as number) < rank) break;
      filled[place] = before;
    }
    filled[place] = slot;
  }

  #remove(slot: number): void {
    const filled = this.#filled;
    let last = filled.pop() as number;
    for (let place = filled.length - 1; last !== slot; place--) {
      const before = filled[place] as number;
      filled[place] = last;
      last = before;
    }
  }

  #workOut(slot: number, state: Int32Array): readonly Action[] {
    const possibility = this.#possibilities.of(slot, state[slot] as number);
    const { offers } = possibility;
    if (offers.length === 0) return noActions;
    let found = noActions;
    if (state[possibility.down] === 0) {
      for (const offer of offers) {
        if (offer.isVisible !== undefined && !offer.isVisible(state)) continue;
        const actions = offer.memo?.find(this.#slots, state) ?? offer.actions(state);
        if (actions.length > 0) found = found.length === 0 ? actions : this.#joined(found, actions);
      }
      this.#shortcuts.add(slot, possibility, state, found);
    }
    this.#note(possibility, slot);
    return found;
  }

  /** Both lists, one after the other: an array that stays the same, since a search asks so often that new ones would cost. */
  #joined(one: readonly Action[], other: readonly Action[]): readonly Action[] {
    let withOne = this.#joints.get(one);
    if (withOne === undefined) this.#joints.set(one, (withOne = new Map<readonly Action[], readonly Action[]>()));
    let joined = withOne.get(other);
    if (joined === undefined) {
      withOne.set(other, (joined = [...one, ...other]));
      if (++this.#joins % mostJoints === 0) this.#joints.clear();
    }
    return joined;
  }

  /** Notes what the list of a slot hangs on, when there is something new about that. */
  #note(possibility: Possibility, slot: number): void {
    const { offers, noted } = possibility;
    const isSameTime = noted.generation === this.#generation;
    const { knowledge } = this.#slots;
    if (isSameTime && noted.knowledge === knowledge) return;
    noted.generation = this.#generation;
    noted.knowledge = knowledge;
    let ofOffers = 0;
    for (const offer of offers) ofOffers += offer.knowledge();
    if (isSameTime && noted.ofOffers === ofOffers) return;
    noted.ofOffers = ofOffers;
    for (const offer of offers) {
      for (const key of offer.decidedBy()) {
        for (const each of key >= 0 ? [key] : this.#slots.withPrefix(this.#slots.prefix(key))) {
          const hanging = this.#hanging[each];
          // A slot that has just been made: everything begins anew before it can hold anything.
          if (hanging !== undefined && !hanging.includes(slot)) hanging.push(slot);
        }
      }
    }
  }

  /** There are new slots. */
  #beginAnew(size: number): void {
    const slots = this.#slots;
    this.#generation++;
    // What its lists hang on is noted when they are worked out, not when they are found there.
    this.#shortcuts = new Shortcuts(slots);
    // No slot ever holds that: everything differs from what was seen.
    this.#seen = new Int32Array(size).fill(-1);
    this.#isStale = new Uint8Array(size);
    this.#lists = Array.from({ length: size }, () => noActions);
    this.#filled.length = 0;
    this.#ranks = new Int32Array(size).fill(-1);
    for (const [rank, slot] of slots.ordered.entries()) if (isLively(slots.name(slot))) this.#ranks[slot] = rank;
    this.#hanging = Array.from(this.#ranks, (rank, slot) => (rank < 0 ? [] : [slot]));
  }
}

/** Whether what the slot of that name holds may make something possible. */
export function isLively(name: string): boolean {
  return /^(part|channel|pending|cursor|silence)\n/.test(name);
}
