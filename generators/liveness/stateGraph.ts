import type { Action, Engine, State, Vector } from '../../model/kernel/index.ts';
import type { Successors } from '../search/successors.ts';
import type { Classes } from './classes.ts';

/** The states that an exhausted search has stored; its `PackedStates` is one. */
export interface StoredStates {
  readonly size: number;
  readonly isNew: boolean;
  load(number: number, vector: Vector): void;
  add(vector: Vector): number;
}

/** Edges that the search did without or did not follow, if so. An action that is not taken is still owed: nothing is claimed of runs that were not looked at. */
export interface Cuts {
  readonly within?: (state: State) => boolean;
  readonly without?: (action: Action) => boolean;
  /** Of a search that did not take all actions: where those lead that it took. */
  readonly successors?: Pick<Successors, 'target'>;
}

/** Where an edge leads that the search did not follow. */
export const outside = -1;

/**
 * The graph of an exhausted search. Edges are not stored, which would take more memory than the states: they are worked
 * out anew for the state that is looked at.
 */
export class StateGraph {
  readonly size: number;
  readonly classes: Classes;
  readonly #engine: Engine;
  readonly #states: StoredStates;
  readonly #cuts: Cuts;
  readonly #vector: Vector;
  /** Of the state looked at last: its actions in canonical order, where each leads, and its class (-1: owed to nobody). */
  actions: readonly Action[] = [];
  targets = new Int32Array(64);
  owed = new Int32Array(64);

  constructor(engine: Engine, states: StoredStates, classes: Classes, cuts: Cuts = {}) {
    this.#engine = engine;
    this.#states = states;
    this.#cuts = cuts;
    this.#vector = engine.vector();
    this.size = states.size;
    this.classes = classes;
  }

  /** The state of that number, lent until the next call. */
  state(number: number): State {
    this.#states.load(number, this.#vector);
    return this.#vector.data;
  }

  /** Works out what can happen in a state: `actions` and `owed`. */
  look(number: number): void {
    this.#states.load(number, this.#vector);
    const actions = this.#engine.enabledIn(this.#vector);
    this.actions = actions;
    if (this.targets.length < actions.length) this.#lengthen(actions.length);
    for (let index = 0; index < actions.length; index++) this.owed[index] = this.classes.of(actions[index] as Action);
  }

  /** And where it leads: `targets`. */
  expand(number: number): void {
    const { within, without, successors } = this.#cuts;
    const vector = this.#vector;
    this.look(number);
    const { actions } = this;
    for (let index = 0; index < actions.length; index++) {
      const action = actions[index] as Action;
      this.targets[index] = successors?.target(number, action.number) ?? outside;
      if (successors !== undefined || without?.(action)) continue;
      this.#engine.advance(vector, action);
      if (within === undefined || within(vector.data)) this.targets[index] = this.#known(number, action);
      vector.undo();
    }
  }

  /** The classes that are owed something in the state looked at last. */
  debts(): Set<number> {
    const debts = new Set(this.owed.subarray(0, this.actions.length));
    debts.delete(-1);
    return debts;
  }

  /** Whether a run may end in the state looked at last: nothing is owed. */
  get isEnd(): boolean {
    for (let index = 0; index < this.actions.length; index++) if (this.owed[index] !== -1) return false;
    return true;
  }

  /** What the action at that place is called. */
  label(index: number): string {
    return this.#engine.labels(this.actions)[index] ?? '';
  }

  #known(from: number, action: Action): number {
    const target = this.#states.add(this.#vector);
    if (this.#states.isNew || target >= this.size) throw new RangeError(`"${action.label}" leads from state ${from} to one that the search has not stored: liveness can be decided only when the search is exhausted, and with the same cuts`);
    return target;
  }

  #lengthen(length: number): void {
    this.targets = new Int32Array(length * 2);
    this.owed = new Int32Array(length * 2);
  }
}
