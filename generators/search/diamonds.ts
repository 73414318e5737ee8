import type { Action, Engine, Vector } from '../../model/kernel/index.ts';
import { fnv1a } from '../../model/kernel/fnv.ts';
import { longer } from '../../model/kernel/longer.ts';
import { Arrivals } from './arrivals.ts';
import { CommutingPairs } from './commutingPairs.ts';

/** How those who share a search number actions. */
export interface ActionNumbers {
  /** @param keys what the action's reaction has read, in this state */
  meet(action: Action, keys: readonly number[], state: Int32Array): void;
  shared(own: number): number;
  /** -1 when it was not met here. */
  own(shared: number): number;
}

/** Places before and after all others. */
const first = -1;
const last = 2 ** 31 - 1;

/** Actions to ask for before it is judged whether that pays. */
const trial = 1 << 14;

const alone: ActionNumbers = { meet: () => undefined, shared: (own) => own, own: (shared) => shared };

/**
 * Two actions that commute lead to the same state in either order, round a diamond. A breadth-first search that looks at every state
 * need not go round both sides: this says which actions lead from a state only to where the other side of a diamond leads, too.
 *
 * Actions have a fixed order. A state that was reached, from the level before, by an action `c` spares each action `a` that comes before `c`
 * and commutes with it: where `c` was taken, `a` could be taken, and `c` after it leads to the same state in as many steps. If that is
 * spared, too, then because of an action after `c`, and so on: each of these sides begins at a state of the same level and ends with a
 * later action than the one before, so the last of them is gone along. So every state is reached, in as few steps as ever. (Sleep sets,
 * Godefroid 1996, are told apart by more than the last action; this needs no more memory than four bytes for each state not yet expanded.)
 */
export class Diamonds {
  readonly #engine: Engine;
  readonly #arrivals: Arrivals;
  readonly #numbers: ActionNumbers;
  readonly #pairs: CommutingPairs;
  /** In the order of all actions, by number; last of all while it is not known. */
  #places = new Int32Array(1 << 8).fill(last);
  /** The number after the last state of the level that is being expanded. */
  #levelEnd = 0;
  /** By what the state at hand was reached; -1 when that is not known. */
  #arrivedBy = -1;
  #place = first;
  #asked = 0;
  #spared = 0;

  constructor(engine: Engine, arrivals = new Arrivals(), numbers = alone) {
    this.#engine = engine;
    this.#arrivals = arrivals;
    this.#numbers = numbers;
    this.#pairs = new CommutingPairs(engine);
  }

  /** The states of the next level are expanded. @param end the number after the last of them */
  beginLevel(end: number): void {
    this.#levelEnd = end;
  }

  /** A state is expanded. */
  begin(number: number): void {
    this.#pairs.catchUp();
    const arrival = this.#arrivals.of(number);
    this.#arrivedBy = arrival < 0 ? -1 : this.#numbers.own(arrival);
    this.#place = this.#placeOf(this.#arrivedBy);
    if (this.#arrivedBy >= 0) this.#pairs.begin(this.#arrivedBy);
  }

  /** Whether where the action leads need not be worked out: in the state at hand, which the vector holds. */
  spares(action: Action, vector: Vector): boolean {
    this.#asked++;
    if (!this.#isSpared(action, vector)) return false;
    this.#spared++;
    return true;
  }

  /** Whether it has turned out that asking takes longer than going round both sides. */
  get isUseless(): boolean {
    return this.#asked > trial && this.#spared * 2 < this.#asked;
  }

  #isSpared(action: Action, vector: Vector): boolean {
    const { number } = action;
    return number < this.#places.length && (this.#places[number] as number) < this.#place && this.#pairs.commutes(number) && !this.#engine.isNoticed(vector, action);
  }

  /** Must be called where an action is enabled before {@link arrive} with it. */
  meet(action: Action, state: Int32Array): void {
    if (this.#pairs.has(action)) return;
    this.#numbers.meet(action, this.#pairs.meet(action, state), state);
    if (action.number >= this.#places.length) this.#places = longer(this.#places, action.number * 2, last);
    this.#places[action.number] = placeOf(action.label);
  }

  /** The action leads to that state, and no property with memory noticed it. */
  arrive(number: number, action: Action): void {
    if (number < this.#levelEnd) return;
    const before = this.#arrivals.of(number);
    const place = before < 0 ? first : this.#placeOf(this.#numbers.own(before));
    if (place < (this.#places[action.number] as number)) this.#arrivals.set(number, this.#numbers.shared(action.number));
  }

  #placeOf(action: number): number {
    return action < 0 ? first : (this.#places[action] as number);
  }
}

/** Whatever an engine has numbered, a label has the same place. Where two share one neither comes first. */
function placeOf(label: string): number {
  const hash = fnv1a(label);
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) >>> 1;
}
