import { noActions, type Action } from './action.ts';
import type { Offer } from './offer.ts';
import type { Possibility } from './possibilities.ts';
import type { SlotTable } from './slots.ts';

/** Instead of another slot: nothing is known yet, and not just one other slot decides. */
const unknown = -1;
const several = -2;

/**
 * What slots make possible that hang on one other slot only, besides their component being up: tables by what both hold. A message to a
 * component whose state is one part is such a slot, and in small systems nearly all are.
 */
export class Shortcuts {
  readonly #slots: SlotTable;
  /** By slot: the other one, itself when there is none. */
  readonly #other: Int32Array;
  /** By slot: the one that tells whether its component is down. */
  readonly #down: Int32Array;
  /** By slot, by what it holds, by what the other one holds. */
  readonly #lists: (readonly Action[] | undefined)[][][] = [];

  constructor(slots: SlotTable) {
    this.#slots = slots;
    this.#other = new Int32Array(slots.size).fill(unknown);
    this.#down = new Int32Array(slots.size);
  }

  find(slot: number, state: Int32Array): readonly Action[] | undefined {
    const other = this.#other[slot] as number;
    if (other < 0) return undefined;
    const found = this.#lists[slot]?.[state[slot] as number]?.[state[other] as number];
    return found === undefined || state[this.#down[slot] as number] === 0 ? found : noActions;
  }

  /**
   * Remembers what a slot made possible, its component being up, if it hangs on no more. A reaction that read one slot only, and found this
   * there, will always read that one first, find this there, and read no more: so the entry is right wherever it is found.
   */
  add(slot: number, { offers, down }: Possibility, state: Int32Array, found: readonly Action[]): void {
    const before = this.#other[slot] ?? several;
    if (before === several) return;
    let other = this.#otherOf(slot, offers, down, state);
    if (other === slot && before !== unknown) other = before;
    else if (before !== unknown && before !== slot && before !== other) other = several;
    this.#other[slot] = other;
    this.#down[slot] = down;
    const lists = other === before ? (this.#lists[slot] ?? []) : [];
    this.#lists[slot] = lists;
    if (other !== several) (lists[state[slot] as number] ??= [])[state[other] as number] = found;
  }

  /** The one slot that offers have looked at in a state besides these two; the first of these when there was none. */
  #otherOf(slot: number, offers: readonly Offer[], down: number, state: Int32Array): number {
    let other = slot;
    for (const { memo, isVisible } of offers) {
      if (isVisible !== undefined) return several;
      for (const key of memo?.path(this.#slots, state) ?? []) {
        if (key === slot || key === down || key === other) continue;
        if (other !== slot || key < 0) return several;
        other = key;
      }
    }
    return other;
  }
}
