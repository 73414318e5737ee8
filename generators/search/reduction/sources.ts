import type { Offer, SlotTable } from '../../../model/kernel/index.ts';
import { any, type Footprint, type Ways } from './footprint.ts';

/** An offer, with what is known of it while some faults cannot strike any more. */
export interface Known {
  readonly offer: Offer;
  readonly footprint: Footprint;
}

const none: readonly number[] = [];

/** Which offers may lead to which, in one step. */
export class Sources {
  readonly #touching = new Map<number, Known[]>();
  readonly #known: (readonly number[])[] = [];
  readonly #slots: SlotTable;

  constructor(met: readonly Known[], slots: SlotTable) {
    this.#slots = slots;
    for (const known of met) {
      for (const slot of known.footprint.touches.keys()) {
        const all = this.#touching.get(slot);
        if (all === undefined) this.#touching.set(slot, [known]);
        else all.push(known);
      }
    }
    for (const { offer } of met) this.#known[offer.number] = this.#comesBy(offer);
  }

  /** Of an offer that something stands in the way of, or that waits for something: whoever may change that, which has to happen first, whatever else. */
  of(offer: Offer, state: Int32Array): readonly number[] {
    const closed = offer.closedBy(state);
    if (closed !== undefined) return this.#touchersOf(closed);
    const looked = offer.waitsFor(state);
    if (looked === undefined) return this.#known[offer.number] ?? none;
    return looked.flatMap((key) => (key >= 0 ? [key] : this.#slots.withPrefix(this.#slots.prefix(key)))).flatMap((slot) => this.#touchersOf(slot));
  }

  #touchersOf(slot: number): readonly number[] {
    return (this.#touching.get(slot) ?? []).map(({ offer }) => offer.number);
  }

  /** Whoever puts there what it is offered by. */
  #comesBy(offer: Offer): readonly number[] {
    const sources = new Set<number>();
    const { value } = offer;
    const before = offer.isQueued ? offer.predecessors() : new Set<number>();
    for (const [slot, holding] of offer.homes) {
      this.#from(offer, slot, sources, ({ sets, puts, takes }) => {
        if (sets.has(any) || [...takes].some((taken) => before.has(taken))) return true;
        return value === undefined ? [...sets].some((held) => holding.size === 0 || holding.has(held)) : sets.size > 0 || puts.has(value) || puts.has(any);
      });
    }
    // An entry reaches the one it is read through first.
    for (const slot of offer.follows()) this.#from(offer, slot, sources, ({ sets, takes }) => sets.size > 0 || takes.has(value ?? any));
    return [...sources];
  }

  #from(offer: Offer, slot: number, sources: Set<number>, leads: (ways: Ways) => boolean): void {
    for (const other of this.#touching.get(slot) ?? []) {
      const ways = other.footprint.touches.get(slot);
      if (ways !== undefined && other.offer !== offer && leads(ways)) sources.add(other.offer.number);
    }
  }
}
