import type { Action, Engine, Offer } from '../../../model/kernel/index.ts';
import { Bits } from './bits.ts';
import { any, conflict, footprintOf, type Footprint, type Ways } from './footprint.ts';
import type { Interests } from './interests.ts';

/** An offer, with what is known of it while some faults cannot strike any more. */
interface Known {
  readonly offer: Offer;
  readonly footprint: Footprint;
}

/**
 * What is known of the offers of a system: which of them conflict, and which of them lead to others. It is learned from
 * what was explored; a search that relies on it proves something only if it learned nothing new meanwhile.
 */
export class Relations {
  readonly #engine: Engine;
  readonly #interests: Interests;
  readonly #offers: Offer[] = [];
  /** By the budgets that are spent, by offer: those that are, or may lead to, something that conflicts with it. */
  readonly #harmful = new Map<string, Bits[]>();

  constructor(engine: Engine, interests: Interests) {
    this.#engine = engine;
    this.#interests = interests;
  }

  /** Must be called with every offer that is met. */
  meet(offer: Offer): void {
    this.#offers[offer.number] ??= offer;
  }

  /** By offer, the numbers of those which, gone on with first, may come to something that does not commute with it. */
  harmful(spent: readonly number[]): readonly Bits[] {
    const key = spent.join(',');
    let harmful = this.#harmful.get(key);
    if (harmful === undefined) this.#harmful.set(key, (harmful = this.#workOut(new Set(spent))));
    return harmful;
  }

  /** Grows whenever something is learned. */
  get knowledge(): number {
    let known = this.#interests.knowledge + this.#engine.slots.size;
    for (const offer of this.#offers) if (offer !== undefined) known += 1 + (offer.isQueued ? offer.predecessors().size : 0) + offer.reads.size + offer.known.length + [...offer.homes.values()].reduce((sum, { size }) => sum + 1 + size, 0) + offer.follows().length;
    return known;
  }

  /** Forgets what was worked out from less. */
  refresh(): void {
    this.#interests.refresh();
    this.#harmful.clear();
  }

  #workOut(spent: ReadonlySet<number>): Bits[] {
    const possible = (offer: Offer): readonly Action[] => offer.known.filter(({ costs }) => !costs.some((slot) => spent.has(slot)));
    const met = this.#offers.flatMap((offer): Known[] => {
      if (offer === undefined) return [];
      const actions = possible(offer);
      // A fault that cannot be paid for never happens; anything else may come to something yet.
      if (actions.length === 0 && offer.known.length > 0) return [];
      return [{ offer, footprint: footprintOf(offer, actions, this.#interests.of(actions)) }];
    });
    const conflicts = this.#conflicts(met);
    const sources = sourcesOf(met);
    const harmful: Bits[] = [];
    for (const { offer } of met) harmful[offer.number] = this.#leadingTo(offer, conflicts.get(offer.number) ?? [], sources);
    return harmful;
  }

  #conflicts(met: readonly Known[]): ReadonlyMap<number, number[]> {
    const touches = met.flatMap(({ offer }) => offer.known.flatMap(({ changes }) => changes.flatMap((change) => change.touches())));
    const emptied = new Set(touches.flatMap(({ slot, empties }) => (empties === true ? [slot] : [])));
    const initial = this.#engine.initial();
    const { slots } = this.#engine;
    const varies = (slot: number, query: number): boolean => slot >= 0 && slots.asksFor(query, slot) && (emptied.has(slot) || initial.some((state) => (state[slot] ?? 0) === 0));
    const all = new Map<number, number[]>(met.map(({ offer }) => [offer.number, []]));
    for (const [index, a] of met.entries()) {
      for (let other = index + 1; other < met.length; other++) {
        const b = met[other] as Known;
        if (!conflict(a.footprint, b.footprint, varies)) continue;
        all.get(a.offer.number)?.push(b.offer.number);
        all.get(b.offer.number)?.push(a.offer.number);
      }
    }
    return all;
  }

  /** Backwards from what conflicts with the offer, but for what waits behind it in the same queue. */
  #leadingTo(offer: Offer, conflicting: readonly number[], sources: ReadonlyMap<number, readonly number[]>): Bits {
    const found = new Bits(this.#offers.length);
    const open = conflicting.filter((number) => !this.#isBehind(this.#offers[number], offer));
    for (const number of open) found.add(number);
    for (let number = open.pop(); number !== undefined; number = open.pop()) {
      for (const source of sources.get(number) ?? []) if (source !== offer.number && found.add(source)) open.push(source);
    }
    return found;
  }

  #isBehind(other: Offer | undefined, offer: Offer): boolean {
    const [home] = offer.homes.keys();
    return other !== undefined && home !== undefined && offer.isQueued && other.isQueued && other.homes.has(home);
  }
}

/** By offer, those that may lead to it in one step. */
function sourcesOf(met: readonly Known[]): ReadonlyMap<number, readonly number[]> {
  const touching = new Map<number, Known[]>();
  for (const known of met) {
    for (const slot of known.footprint.touches.keys()) {
      const all = touching.get(slot);
      if (all === undefined) touching.set(slot, [known]);
      else all.push(known);
    }
  }
  return new Map(
    met.map(({ offer }) => {
      const sources = new Set<number>();
      const from = (slot: number, leads: (ways: Ways) => boolean): void => {
        for (const other of touching.get(slot) ?? []) {
          const ways = other.footprint.touches.get(slot);
          if (ways !== undefined && other.offer !== offer && leads(ways)) sources.add(other.offer.number);
        }
      };
      const { value } = offer;
      const before = offer.isQueued ? offer.predecessors() : new Set<number>();
      // Where a message or entry waits, only what puts that one there leads to it; in a queue also what takes away those before it.
      for (const [slot, holding] of offer.homes) {
        from(slot, ({ sets, puts, takes }) => {
          if (sets.has(any) || [...takes].some((taken) => before.has(taken))) return true;
          return value === undefined ? [...sets].some((held) => holding.size === 0 || holding.has(held)) : sets.size > 0 || puts.has(value) || puts.has(any);
        });
      }
      for (const slot of offer.conditions()) if (!offer.homes.has(slot)) from(slot, () => true);
      // An entry reaches the one it is read through first.
      for (const slot of offer.follows()) from(slot, ({ sets, takes }) => sets.size > 0 || takes.has(value ?? any));
      return [offer.number, [...sources]];
    }),
  );
}
