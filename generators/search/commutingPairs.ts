import type { Action, Engine, Offer } from '../../model/kernel/index.ts';
import { Pairs } from './pairs.ts';
import { any, clash, footprintOf, type Footprint, type Ways } from './reduction/footprint.ts';

/** An action that was met: what it is one of, and what its reaction has read. */
interface Met {
  readonly action: Action;
  readonly offer: Offer;
  readonly keys: readonly number[];
  footprint: Footprint | undefined;
}

/** Which actions, one after the other, could as well have been taken the other way round. Actions are told by their numbers. */
export class CommutingPairs {
  readonly #engine: Engine;
  readonly #met: (Met | undefined)[] = [];
  readonly #answers = new Pairs();
  #knowledge = -1;
  #mattering = -1;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  has(action: Action): boolean {
    return this.#met[action.number] !== undefined;
  }

  /** Must be called in a state in which the action is enabled. @returns the keys that its reaction has read */
  meet(action: Action, state: Int32Array): readonly number[] {
    let offer: Offer | undefined;
    this.#engine.offers(state, (each) => {
      if (offer === undefined && each.actions(state).includes(action)) offer = each;
    });
    if (offer === undefined) throw new RangeError(`nothing offers ${action.label}`);
    const keys = offer.memo?.path(this.#engine.slots, state) ?? [];
    this.#met[action.number] = { action, offer, keys, footprint: undefined };
    return keys;
  }

  /** Whether the second was possible where the first was taken, and both orders lead to the same; both have been met. */
  commute(first: number, second: number): boolean {
    let answer = this.#answers.get(first, second);
    if (answer === undefined) {
      const one = this.#met[first];
      const other = this.#met[second];
      answer = one !== undefined && other !== undefined && this.#doCommute(one, other);
      this.#answers.set(first, second, answer);
    }
    return answer;
  }

  #doCommute(first: Met, second: Met): boolean {
    if (this.#waitsForCalm(first) || this.#waitsForCalm(second)) return false;
    const one = this.#footprint(first);
    const other = this.#footprint(second);
    return !this.#disturbs(one, other) && !this.#disturbs(other, one) && !makesPossible(first.offer, one, second.offer, other);
  }

  #waitsForCalm({ action }: Met): boolean {
    return action.kind === 'timer' && this.#engine.system.timing !== 'adversarial';
  }

  #footprint(met: Met): Footprint {
    const { action, offer, keys } = met;
    return (met.footprint ??= footprintOf(offer, [action], [], [...keys, ...offer.follows()]));
  }

  /** Whether the one changes what the other has read, or both change something in ways that do not commute. */
  #disturbs(one: Footprint, other: Footprint): boolean {
    const { slots } = this.#engine;
    for (const [slot, ways] of one.touches) {
      if (other.reads.has(slot) || other.queries.some((query) => slots.asksFor(query, slot))) return true;
      const its = other.touches.get(slot);
      if (its !== undefined && clash(ways, its)) return true;
    }
    return false;
  }

  /**
   * Must be called when more may be known. What an action touches, and what decides on an offer, grows with the slots and with those
   * through whom watches are read.
   */
  catchUp(): void {
    const { slots } = this.#engine;
    if (slots.knowledge === this.#knowledge) return;
    this.#knowledge = slots.knowledge;
    const mattering = slots.withPrefix('via\n').reduce((sum, via) => sum + slots.heldIn(via).length, slots.size);
    if (mattering === this.#mattering) return;
    this.#mattering = mattering;
    this.#answers.clear();
    for (const met of this.#met) if (met !== undefined) met.footprint = undefined;
  }
}

/** Whether, both having been taken in turn, the first may have put there what the second needs, or have taken what stood before it. */
function makesPossible(first: Offer, one: Footprint, second: Offer, other: Footprint): boolean {
  for (const [slot, ways] of one.touches) {
    const its = other.touches.get(slot);
    if (its === undefined) continue;
    if (meets(ways, its)) return true;
    if ((second.isQueued || first.isQueued) && ways.takes.size > 0 && its.takes.size > 0) return true;
  }
  return false;
}

function meets({ puts }: Ways, { takes }: Ways): boolean {
  for (const value of puts) if (value === any ? takes.size > 0 : takes.has(value)) return true;
  return false;
}
