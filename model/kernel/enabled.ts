import { affordable, free, isBusy, isTimer, type Action } from './action.ts';
import type { Vector } from './change.ts';
import type { Compiler } from './compiler.ts';
import type { Nemesis } from './faults.ts';
import type { Offer } from './offer.ts';
import { nothing, Possibilities, type Possibility } from './possibilities.ts';
import { isLively, ReadyLists } from './readyLists.ts';
import type { Reactor } from './reactor.ts';
import { timersWait } from './system.ts';
import type { World } from './world.ts';

/** Finds the enabled actions of a state, slot by slot. */
export class Enabled {
  readonly #world: World;
  readonly #possibilities: Possibilities;
  readonly #lists: ReadyLists;
  /** Arrays to lend what was found in, by their length: a search asks so often that new ones would cost. */
  readonly #lent: Action[][] = [];
  #ordered: readonly number[] = [];
  #lively: readonly number[] = [];
  readonly #lifecycles: readonly { readonly down: number; readonly crash: Offer | undefined; readonly budget: number; readonly restart: Offer }[];

  constructor(world: World, compiler: Compiler, reactor: Reactor, nemesis: Nemesis) {
    this.#world = world;
    const possibilities = new Possibilities(world, compiler, reactor, nemesis);
    this.#possibilities = possibilities;
    this.#lists = new ReadyLists(world.slots, possibilities);
    this.#lifecycles = world.system.components
      .filter((component) => component.crash !== undefined)
      .map((component) => {
        const { faults = {} } = world.system;
        const fault = component.crash?.fault ?? '';
        const budget = typeof faults[fault] === 'number' ? world.slotOf.budget(fault) : -1;
        return { down: world.slotOf.down(component.name), crash: possibilities.crashOf(component), budget, restart: possibilities.restartOf(component) };
      });
  }

  /** What may happen in a state, in canonical order. */
  actions(state: Int32Array): readonly Action[] {
    return this.#collected(this.#lists.slotsOf(state), state, (length) => Array.from<Action>({ length }));
  }

  /** The same of the state in a vector that has no changes; sooner, when that was asked last. Lent until the next call. */
  actionsIn(vector: Vector): readonly Action[] {
    return this.#collected(this.#lists.slotsIn(vector), vector.data, this.#lend);
  }

  readonly #lend = (length: number): Action[] => (this.#lent[length] ??= Array.from<Action>({ length }));

  #collected(filled: readonly number[], state: Int32Array, room: (length: number) => Action[]): readonly Action[] {
    const lists = this.#lists;
    let length = 0;
    for (let index = 0; index < filled.length; index++) length += lists.of(filled[index] as number).length;
    const found = room(length);
    let count = 0;
    for (let index = 0; index < filled.length; index++) {
      const actions = lists.of(filled[index] as number);
      for (let place = 0; place < actions.length; place++) {
        const action = actions[place] as Action;
        if (action.costs === free || affordable(state, action)) found[count++] = action;
      }
    }
    if (count === length && this.#lifecycles.length === 0) return this.#calm(found);
    const all = found.slice(0, count);
    this.#lives(state, (offer) => possible(offer, state, all));
    return this.#calm(all);
  }

  /** Calm timing: a timer fires only when nothing but faults could happen instead. */
  #calm(actions: readonly Action[]): readonly Action[] {
    if (!timersWait(this.#world.system) || !this.#possibilities.hasTimers || !actions.some(isTimer) || !actions.some(isBusy)) return actions;
    return actions.filter((action) => !isTimer(action));
  }

  /** What a state offers, in canonical order: inputs that wait and have come far enough, and faults. */
  offers(state: Int32Array, take: (offer: Offer) => void): void {
    for (const slot of this.#livelySlots()) {
      for (const offer of this.#at(state, slot).offers) if (offer.isVisible === undefined || offer.isVisible(state)) take(offer);
    }
    this.#lives(state, take);
  }

  /** What the slot makes possible, if there is anything in it and its component is not down. */
  #at(state: Int32Array, slot: number): Possibility {
    const held = state[slot];
    if (held === undefined || held === 0) return nothing;
    const possibility = this.#possibilities.of(slot, held);
    return possibility === nothing || (state[possibility.down] ?? 0) !== 0 ? nothing : possibility;
  }

  #lives(state: Int32Array, take: (offer: Offer) => void): void {
    for (const { down, crash, budget, restart } of this.#lifecycles) {
      // A vector that was made before the slot, or stored without its last zeros, lacks it.
      const isUp = (state[down] ?? 0) === 0;
      // What a crash would come to need not be known where none can happen any more.
      if (isUp && budget >= 0 && (state[budget] ?? 0) === 0) continue;
      const offer = isUp ? crash : restart;
      if (offer !== undefined) take(offer);
    }
  }

  /** The slots whose values may make something possible, in canonical order. */
  #livelySlots(): readonly number[] {
    const { slots } = this.#world;
    if (this.#ordered !== slots.ordered) {
      this.#ordered = slots.ordered;
      this.#lively = slots.ordered.filter((slot) => isLively(slots.name(slot)));
    }
    return this.#lively;
  }
}

/** What may happen of an offer: what there is budget for. */
export function possible(offer: Offer, state: Int32Array, found: Action[]): void {
  pay(offer.actions(state), state, found);
}

function pay(actions: readonly Action[], state: Int32Array, found: Action[]): void {
  for (let index = 0; index < actions.length; index++) {
    const action = actions[index] as Action;
    if (action.costs === free || affordable(state, action)) found.push(action);
  }
}
