import { possible, type Action, type Engine, type Offer } from '../../../model/kernel/index.ts';
import type { Harmful, Relations } from './relations.ts';

/** What may happen of one offer in the state at hand. */
interface Present {
  readonly offer: Offer;
  readonly actions: readonly Action[];
}

/**
 * Chooses, in a state, a stubborn set of what may happen: whatever else could happen first commutes with it, so that
 * the rest may as well come later (Valmari, "Stubborn sets for reduced state space generation", 1989: weak sets with a
 * key, here something that is no fault).
 */
export class StubbornSets {
  readonly #engine: Engine;
  readonly #relations: Relations;

  constructor(engine: Engine, relations: Relations) {
    this.#engine = engine;
    this.#relations = relations;
  }

  /** Learns from a state; @returns what may happen there. */
  meet(state: Int32Array): readonly Present[] {
    const present: Present[] = [];
    this.#engine.offers(state, (offer) => {
      this.#relations.meet(offer);
      const actions: Action[] = [];
      possible(offer, state, actions);
      // What comes to nothing now is accounted for by what it waits for; what cannot be paid for never can be.
      if (actions.length > 0) present.push({ offer, actions });
    });
    return present;
  }

  /** @returns fewer actions than all of them, or undefined when all are needed */
  choose(state: Int32Array): readonly Action[] | undefined {
    const present = this.meet(state);
    const enabled = present.reduce((sum, { actions }) => sum + actions.length, 0);
    const harmful = this.#relations.harmful(state);
    let best: readonly Action[] | undefined;
    for (const start of present) {
      if (!start.actions.some(isKey)) continue;
      const limit = best?.length ?? enabled;
      const set = closure(start, present, harmful, limit);
      if (set !== undefined) best = set;
      if (best?.length === 1) break;
    }
    return best;
  }
}

/** Stays enabled whatever else happens, short of a fault. */
function isKey({ kind }: Action): boolean {
  return kind !== 'fault';
}

/** The smallest set around an offer; undefined when it is not smaller than the limit. */
function closure(start: Present, present: readonly Present[], harmful: Harmful, limit: number): readonly Action[] | undefined {
  const inside = new Set([start]);
  let size = start.actions.length;
  for (const member of inside) {
    const harms = harmful(member.offer);
    for (const other of present) {
      if (inside.has(other) || !harms.has(other.offer.number)) continue;
      inside.add(other);
      size += other.actions.length;
    }
    if (size >= limit) return undefined;
  }
  return size < limit ? present.flatMap((each) => (inside.has(each) ? each.actions : [])) : undefined;
}
