import type { Action, Engine, Offer } from '../../../model/kernel/index.ts';
import { Bits } from './bits.ts';
import { orderedByFairness } from './fairness.ts';
import { conflict, footprintOf } from './footprint.ts';
import type { Interests } from './interests.ts';
import { Sources, type Known } from './sources.ts';

/** By the number of an offer: those which, gone on with first, may come to something that does not commute with it. */
export type Harmful = (offer: Offer) => Bits;

/** What is known while some faults cannot strike any more. */
interface View {
  readonly conflicts: ReadonlyMap<number, ReadonlySet<number>>;
  readonly sources: Sources;
  /** By what is closed, by offer. */
  readonly harmful: Map<string, (Bits | undefined)[]>;
}

/**
 * What is known of the offers of a system: which of them conflict, and which of them lead to others. It is learned from
 * what was explored; a search that relies on it proves something only if it learned nothing new meanwhile.
 */
export class Relations {
  readonly #engine: Engine;
  readonly #interests: Interests;
  readonly #keepsFairness: boolean;
  readonly #offers: Offer[] = [];
  readonly #views = new Map<string, View>();
  #budgets: readonly number[] = [];
  #gates: readonly number[] = [];

  /** @param keepsFairness whether runs that are fair must stay so when what commutes is taken in another order */
  constructor(engine: Engine, interests: Interests, keepsFairness = false) {
    this.#engine = engine;
    this.#interests = interests;
    this.#keepsFairness = keepsFairness;
  }

  /** Must be called with every offer that is met. */
  meet(offer: Offer): void {
    this.#offers[offer.number] ??= offer;
  }

  /**
   * What is harmful in a state: it depends on the budgets that are spent, on who is down, on which watches are open, and on
   * all that offers have been seen to wait for.
   */
  harmful(state: Int32Array): Harmful {
    const spent = this.#budgets.filter((slot) => (state[slot] ?? 0) === 0);
    const view = this.#view(spent);
    const { slots } = this.#engine;
    const closed = this.#gates.map((key) => slots.read(state, key)).join(',');
    let known = view.harmful.get(closed);
    if (known === undefined) view.harmful.set(closed, (known = []));
    const found = known;
    return (offer) => (found[offer.number] ??= this.#leadingTo(offer, view, state));
  }

  /** Grows whenever something is learned. */
  get knowledge(): number {
    let known = this.#interests.knowledge + this.#engine.slots.size;
    for (const offer of this.#offers) {
      if (offer === undefined) continue;
      known += 1 + (offer.isQueued ? offer.predecessors().size : 0) + offer.reads.size + offer.gates.size + offer.known.length + offer.follows().length;
      for (const holding of offer.homes.values()) known += 1 + holding.size;
    }
    return known;
  }

  /** Forgets what was worked out from less. */
  refresh(): void {
    const { slots } = this.#engine;
    this.#interests.refresh();
    this.#views.clear();
    this.#budgets = [...slots.withPrefix('budget\n')];
    const gates = this.#offers.flatMap((offer) => (offer === undefined ? [] : [...offer.gates]));
    this.#gates = [...new Set([...['budget\n', 'down\n', 'cursor\n', 'via\n'].flatMap((prefix) => [...slots.withPrefix(prefix)]), ...gates])];
  }

  #view(spent: readonly number[]): View {
    const key = spent.join(',');
    let view = this.#views.get(key);
    if (view === undefined) {
      const met = this.#known(new Set(spent));
      this.#views.set(key, (view = { conflicts: this.#conflicts(met), sources: new Sources(met, this.#engine.slots), harmful: new Map<string, (Bits | undefined)[]>() }));
    }
    return view;
  }

  #known(spent: ReadonlySet<number>): readonly Known[] {
    return this.#offers.flatMap((offer): Known[] => {
      if (offer === undefined) return [];
      const actions: readonly Action[] = offer.known.filter(({ costs }) => !costs.some((slot) => spent.has(slot)));
      // A fault that cannot be paid for never happens; anything else may come to something yet, when what it reads has changed.
      if (actions.length === 0 && offer.known.length > 0 && offer.reads.size === 0) return [];
      return [{ offer, footprint: footprintOf(offer, actions, this.#interests.of(actions)) }];
    });
  }

  #conflicts(met: readonly Known[]): ReadonlyMap<number, ReadonlySet<number>> {
    const touches = met.flatMap(({ offer }) => offer.known.flatMap(({ changes }) => changes.flatMap((change) => change.touches())));
    const emptied = new Set(touches.flatMap(({ slot, empties }) => (empties === true ? [slot] : [])));
    const initial = this.#engine.initial();
    const { slots } = this.#engine;
    const varies = (slot: number, query: number): boolean => slot >= 0 && slots.asksFor(query, slot) && (emptied.has(slot) || initial.some((state) => (state[slot] ?? 0) === 0));
    const all = new Map(met.map(({ offer }) => [offer.number, new Set<number>()]));
    const add = (one: number, other: number): void => {
      all.get(one)?.add(other);
      all.get(other)?.add(one);
    };
    for (const [index, a] of met.entries()) {
      for (let other = index + 1; other < met.length; other++) {
        const b = met[other] as Known;
        if (conflict(a.footprint, b.footprint, varies)) add(a.offer.number, b.offer.number);
      }
    }
    if (this.#keepsFairness) for (const [one, other] of orderedByFairness(met, this.#engine)) add(one, other);
    return all;
  }

  /** Backwards from what conflicts with the offer, but for what has to wait for it: behind it in the same queue, or for a restart. */
  #leadingTo(offer: Offer, { conflicts, sources }: View, state: Int32Array): Bits {
    const found = new Bits(this.#offers.length);
    const open = [...(conflicts.get(offer.number) ?? [])].filter((number) => !this.#waitsFor(this.#offers[number], offer));
    for (const number of open) found.add(number);
    for (let number = open.pop(); number !== undefined; number = open.pop()) {
      for (const source of sources.of(this.#offers[number] as Offer, state)) {
        if (source !== offer.number && !found.has(source) && !this.#waitsFor(this.#offers[source], offer)) {
          found.add(source);
          open.push(source);
        }
      }
    }
    return found;
  }

  #waitsFor(other: Offer | undefined, offer: Offer): boolean {
    if (other === undefined) return false;
    // Whoever is down does nothing before it is up again.
    if (offer.known[0]?.kind === 'restart' && other.component === offer.component) return true;
    const [home] = offer.homes.keys();
    return home !== undefined && offer.isQueued && other.isQueued && other.homes.has(home);
  }
}
