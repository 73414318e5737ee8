import type { Action, Engine, State, Vector } from '../../model/kernel/index.ts';
import type { Violation } from '../../properties/property.ts';
import { finished } from './finished.ts';
import { frontier, type Frontier, type Order } from './frontier.ts';
import { PackedStates } from './packedStates.ts';
import { Parents } from './parents.ts';
import { Successors } from './successors.ts';

export interface SearchOptions {
  /** Where to begin; the engine's initial states when absent. */
  readonly initial?: readonly State[];
  /** A state that is not worth going on from is checked and counted as generated, but neither stored nor expanded (TLC's CONSTRAINT). */
  readonly within?: (state: State) => boolean;
  /** What to look for in every state: a violation, or a goal. The state is only lent. */
  readonly find?: (state: State) => Violation | undefined;
  /** What to look for in states in which nothing but faults can happen. */
  readonly findAtEnd?: (state: State) => Violation | undefined;
  readonly maximumStates?: number;
  /** How long schedules may be; longer ones are not looked at. Breadth-first only. */
  readonly maximumLength?: number;
  /** Actions to do without. */
  readonly without?: (action: Action) => boolean;
  /** Chooses, in a state, fewer actions than all of them that will do (partial-order reduction). Somewhere on every circle all are taken nevertheless. */
  readonly reduce?: (state: State) => readonly Action[] | undefined;
  /** Whether to keep one state of all that differ only in which interchangeable component is which. No property may tell them apart. */
  readonly symmetry?: boolean;
  /** Whether the result of an exhausted search is to have its graph. */
  readonly keep?: boolean;
  /** Called every few thousand states; answering `false` stops the search. */
  readonly progress?: (statistics: SearchStatistics) => boolean;
}

export interface SearchStatistics {
  /** Different states. */
  readonly states: number;
  /** Initial states and every successor produced, equal ones included. */
  readonly generated: number;
  /** States on the longest path that was taken (breadth-first: on the longest shortest path); an initial state alone is 1. */
  readonly depth: number;
  /** Memory that the stored states take. */
  readonly bytes: number;
}

export interface SearchResult extends SearchStatistics {
  /** Whether every reachable state was visited (of those that `within` and `without` leave). */
  readonly exhausted: boolean;
  /** What kept the search from visiting them all. */
  readonly stoppedBy?: 'find' | 'progress' | 'maximumStates' | 'maximumLength';
  /** All states that can be reached, and how; of an exhausted search that was told to keep it. */
  readonly graph?: SearchedGraph;
  /** The first state found, the way to it (breadth-first: a shortest one), and why it was looked for. */
  readonly found?: { readonly violation: Violation; readonly initial: number; readonly schedule: readonly string[] };
}

export interface SearchedGraph {
  readonly states: PackedStates;
  readonly parents: Parents;
  /** Of a search that did not take all actions: those that it took. */
  readonly successors?: Successors;
}

const progressEvery = 1024;
const pauseEvery = 32;

/** Visits every reachable state once, nearest first: what it finds is reached by a shortest schedule. */
export function breadthFirst(engine: Engine, options: SearchOptions = {}): SearchResult {
  return finished(searching(engine, options));
}

/** Visits every reachable state once, deepest first. */
export function depthFirst(engine: Engine, options: SearchOptions = {}): SearchResult {
  return finished(searching(engine, options, 'depth-first'));
}

/** A search with a pause now and then. */
export function searching(engine: Engine, options: SearchOptions = {}, order: Order = 'breadth-first'): Generator<undefined, SearchResult, undefined> {
  return new Search(engine, options, order).run();
}

/** The one search loop: strategies differ in which state comes next. */
class Search {
  readonly #engine: Engine;
  readonly #options: SearchOptions;
  readonly #initial: readonly State[];
  readonly #states: PackedStates;
  readonly #vector: Vector;
  readonly #parents = new Parents();
  readonly #frontier: Frontier;
  /** By proposal, the action that leads there. */
  readonly #taken: Action[] = [];
  #generated = 0;
  #depth = 0;
  /** Of a search that takes fewer actions than there are. */
  readonly #successors: Successors | undefined;
  /** States to expand again, for what was put off there. */
  #again: number[] = [];

  constructor(engine: Engine, options: SearchOptions, order: Order) {
    this.#engine = engine;
    this.#options = options;
    this.#vector = engine.vector();
    this.#initial = options.initial ?? engine.initial();
    this.#states = new PackedStates(this.#initial[0] ?? new Int32Array(0));
    this.#frontier = frontier(order);
    this.#successors = options.reduce && new Successors();
  }

  *run(): Generator<undefined, SearchResult, undefined> {
    const { maximumStates = Infinity, maximumLength = Infinity, progress } = this.#options;
    for (const [index, state] of this.#initial.entries()) {
      const found = this.#begin(state, index);
      if (found) return found;
    }
    let isCut = false;
    for (let expanded = 1; ; expanded++) {
      const again = this.#again.pop();
      const number = again ?? this.#frontier.next();
      if (number < 0) {
        // What was put off must not be put off for ever.
        if (this.#successors !== undefined) this.#again = yield* this.#successors.headsOfCircles();
        if (this.#again.length > 0) continue;
        return isCut ? this.#stopped('maximumLength') : this.#exhausted();
      }
      if (expanded % progressEvery === 0 && progress?.(this.#statistics()) === false) return this.#stopped('progress');
      if (this.#states.size > maximumStates) return this.#stopped('maximumStates');
      const found = this.#expand(number, this.#parents.depth(number) > maximumLength, again !== undefined);
      if (found === 'cut') isCut = true;
      else if (found) return found;
      if (expanded % pauseEvery === 0) yield;
    }
  }

  #begin(state: State, index: number): SearchResult | undefined {
    this.#generated++;
    const violation = this.#options.find?.(state);
    if (violation === undefined && this.#options.within?.(state) === false) return undefined;
    const number = this.#states.addAll(this.#representative(state));
    if (this.#states.isNew) this.#store(number, -1 - index);
    return violation && this.#found(violation, number);
  }

  #expand(number: number, isLast: boolean, isWhole: boolean): SearchResult | 'cut' | undefined {
    const engine = this.#engine;
    const vector = this.#vector;
    this.#states.load(number, vector);
    const actions = engine.enabled(vector.data);
    const { findAtEnd } = this.#options;
    if (findAtEnd !== undefined && actions.every(({ kind }) => kind === 'fault')) {
      const violation = findAtEnd(vector.data);
      if (violation) return this.#found(violation, number);
    }
    if (isLast && actions.length > 0) return 'cut';
    const fewer = isWhole ? undefined : this.#options.reduce?.(vector.data);
    this.#successors?.begin(number, fewer === undefined);
    return this.#take(number, fewer ?? actions);
  }

  #take(number: number, actions: readonly Action[]): SearchResult | undefined {
    const proposed = this.#propose(actions, number);
    this.#states.fetch();
    for (let proposal = 0; proposal < proposed; proposal++) {
      const found = this.#arrive(proposal, number);
      if (found) return found;
    }
    return undefined;
  }

  /** Works out where the actions lead from the state at hand. @returns how many lead to a state to look up; which they are is in `#taken` */
  #propose(actions: readonly Action[], from: number): number {
    const engine = this.#engine;
    const vector = this.#vector;
    const states = this.#states;
    const { without, within, find, symmetry } = this.#options;
    let proposed = 0;
    states.begin();
    for (let index = 0; index < actions.length; index++) {
      const action = actions[index] as Action;
      if (without?.(action)) continue;
      this.#generated++;
      engine.advance(vector, action);
      // What changes nothing leads back here.
      if (vector.changes === 0) this.#successors?.add(action.number, from);
      else if (within === undefined || within(vector.data) || find?.(vector.data) !== undefined) {
        if (symmetry === true) engine.canonicalize(vector);
        states.propose(vector);
        this.#taken[proposed++] = action;
      }
      vector.undo();
    }
    return proposed;
  }

  #arrive(proposal: number, parent: number): SearchResult | undefined {
    const number = this.#states.lookUp(proposal);
    this.#successors?.add((this.#taken[proposal] as Action).number, number);
    if (!this.#states.isNew) return undefined;
    this.#store(number, parent);
    const { find, symmetry } = this.#options;
    if (find === undefined) return undefined;
    const vector = this.#vector;
    this.#engine.advance(vector, this.#taken[proposal] as Action);
    if (symmetry === true) this.#engine.canonicalize(vector);
    const violation = find(vector.data);
    vector.undo();
    return violation && this.#found(violation, number);
  }

  #store(number: number, parent: number): void {
    const depth = this.#parents.add(number, parent);
    if (depth > this.#depth) this.#depth = depth;
    this.#frontier.push(number);
  }

  #found(violation: Violation, number: number): SearchResult {
    return { ...this.#statistics(), exhausted: false, stoppedBy: 'find', found: { violation, ...this.#wayTo(number) } };
  }

  #wayTo(number: number): { readonly initial: number; readonly schedule: readonly string[] } {
    const { initial, numbers } = this.#parents.path(number);
    const schedule: string[] = [];
    let state = this.#initial[initial] ?? new Int32Array(0);
    for (const wanted of numbers.slice(1)) {
      const { label, next } = this.#stepTo(state, wanted);
      schedule.push(label);
      state = next;
    }
    return { initial, schedule };
  }

  /** Actions are not stored: the one that led on is found again by where it leads. */
  #stepTo(state: State, wanted: number): { readonly label: string; readonly next: State } {
    const engine = this.#engine;
    const actions = engine.enabled(state);
    for (const [index, action] of actions.entries()) {
      if (this.#options.without?.(action)) continue;
      const next = engine.apply(state, action);
      if (this.#states.addAll(this.#representative(next)) === wanted) return { label: engine.labels(actions)[index] ?? '', next };
    }
    throw new RangeError('a state cannot be reached again from the one before it');
  }

  #representative(state: State): State {
    if (this.#options.symmetry !== true) return state;
    const vector = this.#engine.vector();
    vector.load(state);
    this.#engine.canonicalize(vector);
    return vector.state();
  }

  #exhausted(): SearchResult {
    const graph = this.#options.keep === true ? { graph: { states: this.#states, parents: this.#parents, ...(this.#successors && { successors: this.#successors }) } } : {};
    return { ...this.#statistics(), exhausted: true, ...graph };
  }

  #stopped(stoppedBy: 'progress' | 'maximumStates' | 'maximumLength'): SearchResult {
    return { ...this.#statistics(), exhausted: false, stoppedBy };
  }

  #statistics(): SearchStatistics {
    return { states: this.#states.size, generated: this.#generated, depth: this.#depth, bytes: this.#states.bytes + this.#parents.bytes + (this.#successors?.bytes ?? 0) };
  }
}
