import type { Action } from './action.ts';
import { Actions } from './actions.ts';
import { Compiler } from './compiler.ts';
import { Canonicalizer } from './canonicalizer.ts';
import { initialParts, type Component, type Parts } from './component.ts';
import { Enabled } from './enabled.ts';
import { Observers } from './observers.ts';
import { Reactor } from './reactor.ts';
import type { GuardCoverage } from './guards.ts';
import type { Offer } from './offer.ts';
import type { SlotTable } from './slots.ts';
import type { StateView, System } from './system.ts';
import { Portable } from './portable.ts';
import { stateFunction, type StateFunction } from './stateFunction.ts';
import { stateView, Tracer } from './tracer.ts';
import { cursor, slotName, World, type Snapshot } from './world.ts';
import { Nemesis } from './faults.ts';
import { Vector, type Change } from './change.ts';

/** A global state: a vector of integers, exact. Only the engine that made it can read it. */
export type State = Int32Array;

/** Equal for equal states, however many empty slots their vectors end with. */
export function stateKey(state: State): string {
  let length = state.length;
  while (length > 0 && state[length - 1] === 0) length--;
  return state.subarray(0, length).join(',');
}

/**
 * Runs a system. Every local reaction is computed once and remembered, so that exploring is integer work
 * whatever a reducer costs.
 */
export class Engine {
  readonly system: System;
  readonly #world: World;
  readonly #reactor: Reactor;
  readonly #enabled: Enabled;
  readonly #observers: Observers;
  readonly #isObserved: boolean;
  readonly #compiler: Compiler;
  readonly #initial: readonly State[];
  /** What slots hold, in a form that engines of equal systems share. */
  readonly portable: Portable;
  #canonicalizer: Canonicalizer | undefined;
  readonly #actions = new Actions();

  constructor(system: System) {
    this.system = system;
    this.#world = new World(system);
    this.portable = new Portable(this.#world);
    this.#compiler = new Compiler(this.#world);
    this.#reactor = new Reactor(this.#world, this.#compiler, this.#actions);
    this.#enabled = new Enabled(this.#world, this.#compiler, this.#reactor, new Nemesis(this.#world, this.#compiler, this.#actions));
    this.#observers = new Observers(this.#world);
    this.#isObserved = (system.observers ?? []).length > 0;
    this.#initial = this.#beginnings();
  }

  /** The states in which a run may begin, in a fixed order. */
  initial(): readonly State[] {
    return this.#initial;
  }

  #beginnings(): readonly State[] {
    let beginnings: (readonly (readonly [Component, Parts])[])[] = [[]];
    for (const component of this.system.components) {
      beginnings = beginnings.flatMap((chosen) => initialParts(component).map((parts) => [...chosen, [component, parts] as const]));
    }
    return beginnings.map((chosen) => this.#begin(chosen));
  }

  #begin(chosen: readonly (readonly [Component, Parts])[]): State {
    const { slots, values } = this.#world;
    const entries: (readonly [slot: number, value: number])[] = [];
    const put = (name: string, value: number): void => void entries.push([slots.slot(name), value]);
    for (const [component, parts] of chosen) {
      for (const [part, value] of Object.entries(parts)) put(slotName.part(component.name, part), values.intern(value, `${component.name}, part ${part}`));
      put(slotName.down(component.name), 0);
    }
    for (const log of this.system.logs ?? []) {
      for (const { reader, via } of log.openReaders ?? []) {
        this.#world.component(reader, `log ${log.name}`);
        put(slotName.cursor(log.name, reader), cursor.open);
        put(slotName.pending(log.name, reader), 0);
        put(slotName.via(log.name, reader), via === undefined ? 0 : values.intern(via, `cursor of ${reader}`));
      }
    }
    for (const [fault, budget] of Object.entries(this.system.faults ?? {})) if (budget !== 'unlimited') put(slotName.budget(fault), budget);
    for (const observer of this.system.observers ?? []) put(slotName.observer(observer.name), values.intern(observer.initial, `memory of ${observer.name}`));
    const sends = (this.system.underway ?? []).map(({ from, ...send }) => this.#compiler.send(from, send));
    const vector = this.vector();
    for (const [slot, value] of entries) vector.put(slot, value);
    for (const send of sends) send.apply(vector);
    this.#observers.begin(vector);
    return vector.state();
  }

  /** What may happen next, in a fixed order. Empty: the system is quiescent. */
  enabled(state: State): readonly Action[] {
    return this.#enabled.actions(state);
  }

  /** The same of the state in a vector that has no changes: sooner, for whoever goes from state to state in one vector. */
  enabledIn(vector: Vector): readonly Action[] {
    return this.#enabled.actionsIn(vector);
  }

  /** The labels of the enabled actions, in the same order: a namesake of an earlier one gets a number that makes it unique. */
  labels(actions: readonly Action[]): readonly string[] {
    const seen = new Map<string, number>();
    const plain = new Set(actions.map(({ label }) => label));
    return actions.map(({ label }) => {
      let count = (seen.get(label) ?? 0) + 1;
      // Some action may be called by nature as the namesake of another one would be.
      while (count > 1 && plain.has(`${label} #${count}`)) count++;
      seen.set(label, count);
      return count === 1 ? label : `${label} #${count}`;
    });
  }

  /** The enabled action of that label. */
  find(state: State, label: string): Action | undefined {
    const actions = this.enabled(state);
    return actions[this.labels(actions).indexOf(label)];
  }

  /** What a state offers, in canonical order; an offer may come to nothing ({@link possible}). */
  offers(state: State, take: (offer: Offer) => void): void {
    this.#enabled.offers(state, take);
  }

  /** Makes of the state in a vector the one that stands for all those that differ only in which interchangeable component is which. */
  canonicalize(vector: Vector): void {
    this.#symmetry?.canonicalize(vector);
  }

  /** All states that differ from this one only in which interchangeable component is which, itself among them. */
  orbit(state: State): readonly State[] {
    return this.#symmetry?.orbit(state) ?? [state];
  }

  get #symmetry(): Canonicalizer | undefined {
    const { symmetry } = this.system;
    return symmetry && (this.#canonicalizer ??= new Canonicalizer(this.#world, symmetry, this.#initial));
  }

  /** How much is known of observers: how many memories they have had, and what they have looked at. */
  get memories(): number {
    return this.#observers.memories;
  }

  /** The slots of the observers' memories that an action would change, whatever they are of those there have been. */
  noticedBy(action: Action): readonly number[] {
    return this.#observers.noticedBy(action);
  }

  /** Whether some observer's memory would change if the action were taken in the state that the vector holds. */
  isNoticed(vector: Vector, action: Action): boolean {
    return this.#isObserved && this.#observers.isNoticed(vector, action);
  }

  /** Where a state holds how often a fault may still strike; of one that may do so for ever, it holds nothing. */
  budgetSlot(fault: string): number {
    return this.#world.slotOf.budget(fault);
  }

  /** How slots are called, and what they are. */
  get slots(): SlotTable {
    return this.#world.slots;
  }

  apply(state: State, action: Action): State {
    const vector = this.vector();
    vector.load(state);
    this.advance(vector, action);
    return vector.state();
  }

  /** Whether it changes nothing wherever it is enabled, so that it need not be taken to see where it leads. */
  isIdle({ changes, costs }: Action): boolean {
    return changes.length === 0 && costs.length === 0 && !this.#isObserved;
  }

  /** Takes the action on a vector that holds a state in which it is enabled. @returns whether some observer's memory has changed */
  advance(vector: Vector, action: Action): boolean {
    const { costs, changes } = action;
    if (this.#isObserved) this.#observers.learn(vector);
    for (let index = 0; index < costs.length; index++) vector.set(costs[index] as number, vector.get(costs[index] as number) - 1);
    for (let index = 0; index < changes.length; index++) (changes[index] as Change).apply(vector);
    return this.#isObserved && this.#observers.observe(vector, action);
  }

  /** Room for a state, to take actions on one after the other. */
  vector(): Vector {
    return new Vector(this.#world.slots);
  }

  /** A pure function of the state, remembered by what it reads. */
  function<Result>(compute: (state: StateView) => Result): StateFunction<Result> {
    return stateFunction(this.#world, compute);
  }

  /** A view of one state that remembers nothing, for reports. */
  view(state: State): StateView {
    return stateView(new Tracer(this.#world, state), this.#world);
  }

  /** Every non-empty slot as readable JSON, for reports and for comparing runs. */
  snapshot(state: State): Snapshot {
    return this.#world.snapshot(state);
  }

  guardCoverage(): readonly GuardCoverage[] {
    return this.#world.guards.coverage();
  }

  /** How many different values the parts of a component have had, in all. */
  localStates(component: string): number {
    const { slots } = this.#world;
    return slots.withPrefix(slotName.part(component, '')).reduce((sum, slot) => sum + slots.heldIn(slot).length - 1, 0);
  }

  /** How often a component was asked for its reactions to something: once for each input and for all that it read. */
  computedReactions(component: string): number {
    return this.#reactor.computed(component);
  }

  statistics(): EngineStatistics {
    return { slots: this.#world.slots.size, values: this.#world.values.size, actions: this.#actions.count };
  }
}

export interface EngineStatistics {
  readonly slots: number;
  /** Different local values (parts, messages, entries) ever seen. */
  readonly values: number;
  /** Different actions ever enabled: each local reaction, computed once. */
  readonly actions: number;
}

