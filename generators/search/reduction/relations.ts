import { isTimer, timersWait, type Action, type Engine, type Offer } from '../../../model/kernel/index.ts';
import { orderedByFairness } from './fairness.ts';
import { footprintOf, type Footprint } from './footprint.ts';
import type { Interests } from './interests.ts';
import { View } from './view.ts';

/** An offer, with what is known of it while some faults cannot strike any more. */
export interface Known {
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
  readonly #keepsFairness: boolean;
  readonly #offers: Offer[] = [];
  readonly #views = new Map<number, View>();
  #budgets: readonly number[] = [];

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

  /** What is known while the faults whose budget a state has spent cannot strike any more. */
  view(state: Int32Array): View {
    let spent = 0;
    for (const slot of this.#budgets) spent = spent * 2 + ((state[slot] ?? 0) === 0 ? 1 : 0);
    let view = this.#views.get(spent);
    if (view === undefined) this.#views.set(spent, (view = this.#viewWithout(new Set(this.#budgets.filter((slot) => (state[slot] ?? 0) === 0)))));
    return view;
  }

  #viewWithout(spent: ReadonlySet<number>): View {
    // Where sets are chosen, timers that wait for the calm wait.
    const doWait = timersWait(this.#engine.system);
    const canHappen = (action: Action): boolean => !(doWait && isTimer(action)) && !action.costs.some((slot) => spent.has(slot));
    const footprint = (offer: Offer, actions: readonly Action[], reads: Iterable<number> = offer.reads): Footprint => footprintOf(offer, actions, this.#interests.of(actions), reads);
    const fair = this.#keepsFairness ? orderedByFairness(this.#known(canHappen, footprint), this.#engine) : [];
    return new View(this.#engine, this.#offers, canHappen, footprint, (action) => this.#interests.of([action]).size > 0, fair, this.#mayFail(spent));
  }

  #mayFail(spent: ReadonlySet<number>): boolean {
    return Object.values(this.#engine.system.faults ?? {}).includes('unlimited') || this.#budgets.some((slot) => !spent.has(slot));
  }

  #known(canHappen: (action: Action) => boolean, footprint: (offer: Offer, actions: readonly Action[]) => Footprint): readonly Known[] {
    return this.#offers.flatMap((offer): Known[] => {
      if (offer === undefined) return [];
      const actions = offer.known.filter(canHappen);
      // A fault that cannot be paid for never happens; anything else may come to something yet, when what it reads has changed.
      if (actions.length === 0 && offer.known.length > 0 && offer.reads.size === 0) return [];
      return [{ offer, footprint: footprint(offer, actions) }];
    });
  }

  /** Grows whenever something is learned. */
  get knowledge(): number {
    let known = this.#interests.knowledge + this.#engine.slots.size;
    for (const offer of this.#offers) {
      if (offer === undefined) continue;
      known += 1 + (offer.isQueued ? offer.predecessors().size : 0) + (offer.memo?.size ?? 0) + offer.gates.size + offer.known.length + offer.follows().length;
      for (const holding of offer.homes.values()) known += 1 + holding.size;
    }
    return known;
  }

  /** Forgets what was worked out from less. */
  refresh(): void {
    this.#interests.refresh();
    this.#views.clear();
    this.#budgets = [...this.#engine.slots.withPrefix('budget\n')];
  }
}
