import type { Action, Offer, SlotTable } from '../../../model/kernel/index.ts';
import type { Obstacle, View } from './view.ts';

/** An offer, and what it comes to. */
export interface Member {
  readonly offer: Offer;
  readonly all: readonly Action[];
}

/**
 * Why some offers are a stubborn set in a state: all that conflicts with them has something in its way, and so has whatever might
 * remove that, unless they themselves do. They are one wherever they come to the same and all of that is in the way.
 */
export class Certificate {
  readonly members: readonly Member[];
  /** How many actions they are. */
  readonly size: number;
  /** Slots and what they must not hold, in turn; and queries. */
  readonly #differing: number[] = [];
  readonly #asking: number[] = [];
  /** Keys and what they must hold. */
  readonly #same: number[] = [];
  readonly #others: { readonly because: Obstacle; readonly key: number; readonly value: number }[] = [];

  constructor(members: readonly Member[], size: number) {
    this.members = members;
    this.size = size;
  }

  /** @returns whether it is of a kind that can be looked up again */
  add(because: Obstacle, key: number, value: number): boolean {
    if (because === 'idle') return false;
    // A member is possible that timers wait for.
    if (because === 'busy') return true;
    if (because === 'known') this.#same.push(key, value);
    else if (because !== 'differs') this.#others.push({ because, key, value });
    else if (key >= 0) this.#differing.push(key, value);
    else this.#asking.push(key, value);
    return true;
  }

  /** @param isPossible whether something may happen of an offer in the state */
  holds(state: Int32Array, view: View, slots: SlotTable, isPossible: (offer: Offer) => boolean): boolean {
    const differing = this.#differing;
    for (let index = 0; index < differing.length; index += 2) if (state[differing[index] as number] === differing[index + 1]) return false;
    const asking = this.#asking;
    for (let index = 0; index < asking.length; index += 2) if (slots.read(state, asking[index] as number) === asking[index + 1]) return false;
    const same = this.#same;
    for (let index = 0; index < same.length; index += 2) if (slots.read(state, same[index] as number) !== same[index + 1]) return false;
    for (let index = 0; index < this.#others.length; index++) {
      const { because, key, value } = this.#others[index] as { because: Obstacle; key: number; value: number };
      const offer = view.offer(because === 'closed' ? value : key);
      if (isPossible(offer) || !view.isInTheWay(because, key, offer, state)) return false;
    }
    return true;
  }
}
