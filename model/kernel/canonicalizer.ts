import type { Vector } from './change.ts';
import { ModelError } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { Members } from './members.ts';
import type { Symmetry } from './symmetry.ts';
import type { World } from './world.ts';

/** Orders of so many members that are alike are all tried; of more, one is taken. */
const mostOrders = 720;

/** From a state that differs in more slots another one is looked at as the base. */
const mostDiffering = 24;

/**
 * Makes of a state the representative of all states that differ only in which member of a set is which. Members are sorted by
 * what there is to say of each; of the orders that this leaves open, the one that gives the smallest vector is taken. Where
 * there are too many of them, several representatives of one orbit may remain, which loses reduction, never a state.
 *
 * Which state represents an orbit depends on what this engine has numbered so far, but does not change any more.
 */
export class Canonicalizer {
  readonly #world: World;
  readonly #sets: readonly Members[];
  #length = 0;
  #base = new Int32Array(0);
  #differing = new Int32Array(0);
  /** The state at hand, and what it may become. */
  #state = new Int32Array(0);
  #image = new Int32Array(0);
  #least = new Int32Array(0);

  /** @throws ModelError when exchanging two members changes the beginning */
  constructor(world: World, symmetry: Symmetry, initial: readonly Int32Array[]) {
    this.#world = world;
    this.#sets = symmetry.sets.map((set) => new Members(world, symmetry, set));
    for (const state of initial) this.#mustBegin(state, initial);
  }

  canonicalize(vector: Vector): void {
    this.#learnSlots();
    // Makes room for all known slots.
    vector.set(this.#length - 1, vector.get(this.#length - 1));
    const state = vector.data;
    const base = this.#base;
    const differing = this.#differing;
    const count = differences(state, base, differing);
    let isSettled = true;
    for (let index = 0; index < this.#sets.length; index++) {
      const set = this.#sets[index] as Members;
      set.look(state, base, differing, count);
      if (isSettled && !set.isSettled(state, base, differing, count)) isSettled = false;
    }
    if (count > mostDiffering) {
      base.set(state.subarray(0, this.#length));
      for (const set of this.#sets) set.rebase();
    }
    if (!isSettled) this.#settle(vector);
  }

  #settle(vector: Vector): void {
    this.#state.set(vector.data.subarray(0, this.#length));
    for (const set of this.#sets) set.sort((exchange) => this.#apply(exchange));
    const open = this.#sets.flatMap((set) => set.alike());
    const matters = open.some(({ set, members }) => members.slice(1).some((member) => set.neighbours[member - 1]?.changes(this.#state)));
    if (matters && open.reduce((orders, { members }) => orders * factorial(members.length), 1) <= mostOrders) {
      this.#least.set(this.#state);
      this.#tryOrders(open.flatMap(({ set, members }) => members.map((member, index) => ({ set, index: member, choices: members.slice(index) }))));
      this.#state.set(this.#least);
    }
    const count = differences(vector.data, this.#state, this.#differing);
    for (let index = 0; index < count; index++) {
      const slot = this.#differing[index] as number;
      vector.set(slot, this.#state[slot] as number);
    }
  }

  /** All states that differ from a state only in which member is which; the state itself first. */
  orbit(state: Int32Array): readonly Int32Array[] {
    const found = new Map<string, Int32Array>();
    const queue = [state];
    for (const each of queue) {
      const key = keyOf(each);
      if (found.has(key)) continue;
      found.set(key, each);
      for (const set of this.#sets) for (const exchange of set.neighbours) queue.push(this.#imageOf(each, exchange));
    }
    return [...found.values()];
  }

  #imageOf(state: Int32Array, exchange: Exchange): Int32Array {
    this.#learnSlots();
    this.#state.fill(0);
    this.#state.set(state.subarray(0, this.#length));
    exchange.apply(this.#state, this.#image);
    return this.#image.slice();
  }

  /** Each of the places of members that are alike gets each of those that are left for it. */
  #tryOrders(places: readonly Place[], at = 0): void {
    const place = places[at];
    if (place === undefined) {
      if (isLess(this.#state, this.#least)) this.#least.set(this.#state);
      return;
    }
    for (const choice of place.choices) {
      const exchange = choice === place.index ? undefined : place.set.exchange(place.index, choice);
      if (exchange !== undefined) this.#apply(exchange);
      this.#tryOrders(places, at + 1);
      if (exchange !== undefined) this.#apply(exchange);
    }
  }

  #apply(exchange: Exchange): void {
    exchange.apply(this.#state, this.#image);
    const state = this.#state;
    this.#state = this.#image;
    this.#image = state;
  }

  /** To know a slot may make another one. */
  #learnSlots(): void {
    const { slots } = this.#world;
    if (this.#length === slots.size) return;
    for (let size = -1; size !== slots.size; ) {
      size = slots.size;
      for (const set of this.#sets) set.learnSlots();
    }
    const base = this.#base;
    this.#length = slots.size;
    this.#base = new Int32Array(this.#length);
    this.#base.set(base);
    this.#differing = new Int32Array(this.#length);
    this.#state = new Int32Array(this.#length);
    this.#image = new Int32Array(this.#length);
    this.#least = new Int32Array(this.#length);
  }

  #mustBegin(state: Int32Array, initial: readonly Int32Array[]): void {
    for (const { of, neighbours } of this.#sets) {
      for (const [index, exchange] of neighbours.entries()) {
        const image = this.#imageOf(state, exchange);
        if (initial.some((other) => keyOf(other) === keyOf(image))) continue;
        const slot = image.findIndex((held, at) => held !== (state[at] ?? 0));
        throw new ModelError(
          `the ${of} are said to be interchangeable, and it matters from the beginning which is which: exchanging number ${index + 1} and number ${index + 2} changes ${this.#world.slots.name(slot).replaceAll('\n', ' ')}`,
          'leave out of the symmetry whatever begins differently, or let its rename know all places where names stand',
        );
      }
    }
  }
}

interface Place {
  readonly set: Members;
  readonly index: number;
  readonly choices: readonly number[];
}

function factorial(number: number): number {
  return number < 2 ? 1 : number * factorial(number - 1);
}

/** Writes down the slots in which two states differ, as far as the second one goes. @returns how many there are */
function differences(state: Int32Array, other: Int32Array, slots: Int32Array): number {
  let count = 0;
  for (let slot = 0; slot < other.length; slot++) if (state[slot] !== other[slot]) slots[count++] = slot;
  return count;
}

function isLess(a: Int32Array, b: Int32Array): boolean {
  for (let index = 0; index < a.length; index++) {
    const difference = (a[index] as number) - (b[index] as number);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function keyOf(state: Int32Array): string {
  const last = state.findLastIndex((held) => held !== 0);
  return state.subarray(0, last + 1).join(',');
}
