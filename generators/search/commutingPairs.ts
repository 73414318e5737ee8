import { isTimer, timersWait, type Action, type Engine, type Offer } from '../../model/kernel/index.ts';
import { longer } from '../../model/kernel/longer.ts';
import { any, clash, footprintOf, type Footprint, type Ways } from './reduction/footprint.ts';

/** An action that was met: what it is one of, and what its reaction has read. */
interface Met {
  readonly action: Action;
  readonly offer: Offer;
  readonly keys: readonly number[];
}

const no = 1;
const yes = 2;

/** What actions have in common that read the same slots, and change the same slots in the same ways. */
interface Kind {
  readonly isQueued: boolean;
  readonly waitsForCalm: boolean;
  readonly footprint: Footprint;
}

/** Which actions, one after the other, could as well have been taken the other way round. Actions are told by their numbers. */
export class CommutingPairs {
  readonly #engine: Engine;
  readonly #met: (Met | undefined)[] = [];
  /** By action, the number of its kind; -1 when it is not known (any more). */
  #kindOf = new Int32Array(1 << 8).fill(-1);
  readonly #kinds: Kind[] = [];
  readonly #numbers = new Map<string, number>();
  /** By kind of the first and kind of the second: 0 where it is not known yet. */
  readonly #answers: Uint8Array[] = [];
  /** The first, its kind, and what is known of it. */
  #first = -1;
  #answersOfFirst: Uint8Array = new Uint8Array(0);
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
    if (action.number >= this.#kindOf.length) this.#kindOf = longer(this.#kindOf, action.number * 2, -1);
    this.#met[action.number] = { action, offer, keys };
    return keys;
  }

  /** What others are compared with; it has been met. */
  begin(first: number): void {
    this.#first = first;
    this.#answersOfFirst = this.#answers[this.#kind(first)] as Uint8Array;
  }

  /** Whether the second was possible where the first was taken, and both orders lead to the same; it has been met. */
  commutes(second: number): boolean {
    const answer = this.#answersOfFirst[this.#kind(second)];
    return answer === yes || (answer !== no && this.#answer(second));
  }

  #answer(second: number): boolean {
    this.catchUp();
    const one = this.#kind(this.#first);
    const other = this.#kind(second);
    const answer = this.#doCommute(this.#kinds[one] as Kind, this.#kinds[other] as Kind);
    let answers = this.#answers[one] as Uint8Array;
    if (other >= answers.length) this.#answers[one] = answers = longer(answers, Math.max(this.#kinds.length, answers.length * 2));
    answers[other] = answer ? yes : no;
    this.#answersOfFirst = answers;
    return answer;
  }

  #kind(number: number): number {
    const kind = this.#kindOf[number] as number;
    return kind < 0 ? this.#find(number) : kind;
  }

  #find(number: number): number {
    const { action, offer, keys } = this.#met[number] as Met;
    const footprint = footprintOf(offer, [action], [], [...keys, ...offer.follows()]);
    const waitsForCalm = isTimer(action) && timersWait(this.#engine.system);
    const { isQueued } = offer;
    const name = `${isQueued} ${waitsForCalm} ${nameOf(footprint)}`;
    let kind = this.#numbers.get(name);
    if (kind === undefined) {
      this.#numbers.set(name, (kind = this.#kinds.length));
      this.#kinds.push({ isQueued, waitsForCalm, footprint });
      this.#answers.push(new Uint8Array(64));
    }
    return (this.#kindOf[number] = kind);
  }

  #doCommute(first: Kind, second: Kind): boolean {
    if (first.waitsForCalm || second.waitsForCalm) return false;
    return !this.#disturbs(first.footprint, second.footprint) && !this.#disturbs(second.footprint, first.footprint) && !makesPossible(first, second);
  }

  /** Whether the one changes what the other has read, or both change something in ways that do not commute. */
  #disturbs(one: Footprint, other: Footprint): boolean {
    const { slots } = this.#engine;
    for (const [slot, ways] of one.touches) {
      if (other.reads.has(slot) || other.looksAt.has(slot) || other.queries.some((query) => slots.asksFor(query, slot))) return true;
      const its = other.touches.get(slot);
      if (its !== undefined && clash(ways, its)) return true;
    }
    return false;
  }

  /**
   * Must be called when more may be known. What an action touches, and what decides on an offer, grows with the slots, with those that offer
   * it, and with those through whom watches are read.
   */
  catchUp(): void {
    const { slots } = this.#engine;
    if (slots.knowledge === this.#knowledge) return;
    this.#knowledge = slots.knowledge;
    const mattering = slots.withPrefix('via\n').reduce((sum, via) => sum + slots.heldIn(via).length, slots.size + slots.homes);
    if (mattering === this.#mattering) return;
    this.#mattering = mattering;
    this.#answers.length = 0;
    this.#kindOf.fill(-1);
    this.#kinds.length = 0;
    this.#numbers.clear();
  }
}

/** Whether, both having been taken in turn, the first may have put there what the second needs, or have taken what stood before it. */
function makesPossible(first: Kind, second: Kind): boolean {
  for (const [slot, ways] of first.footprint.touches) {
    const its = second.footprint.touches.get(slot);
    if (its === undefined) continue;
    if (meets(ways, its)) return true;
    if ((second.isQueued || first.isQueued) && ways.takes.size > 0 && its.takes.size > 0) return true;
  }
  return false;
}

/** The same for footprints that are alike in all that tells whether actions commute: what a slot is set to does not. */
function nameOf({ reads, queries, touches, looksAt }: Footprint): string {
  const ofSlot = ([slot, { sets, append, once, puts, takes }]: readonly [number, Ways]): string => `${slot} ${sets.size > 0} ${append} ${once} ${inOrder(puts)} ${inOrder(takes)}`;
  return [inOrder(reads), inOrder(queries), inOrder(looksAt), ...[...touches].sort(([a], [b]) => a - b).map(ofSlot)].join('; ');
}

function inOrder(numbers: Iterable<number>): string {
  return [...numbers].sort((a, b) => a - b).join();
}

function meets({ puts }: Ways, { takes }: Ways): boolean {
  for (const value of puts) if (value === any ? takes.size > 0 : takes.has(value)) return true;
  return false;
}
