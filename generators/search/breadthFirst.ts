import type { Action, Engine, State } from '../../model/kernel/index.ts';
import type { Violation } from '../../properties/property.ts';
import { StateStore } from './stateStore.ts';

export interface SearchOptions {
  /** Where to begin; the engine's initial states when absent. */
  readonly initial?: readonly State[];
  /** A state that is not worth going on from is checked and counted as generated, but neither stored nor expanded (TLC's CONSTRAINT). */
  readonly within?: (state: State) => boolean;
  /** What to look for in every state: a violation, or a goal. */
  readonly find?: (state: State) => Violation | undefined;
  /** What to look for in states in which nothing but faults can happen. */
  readonly findAtEnd?: (state: State) => Violation | undefined;
  readonly maximumStates?: number;
  /** How long schedules may be; longer ones are not looked at. */
  readonly maximumLength?: number;
  /** Actions to do without. */
  readonly without?: (action: Action) => boolean;
  /** Called every few thousand states; answering `false` stops the search. */
  readonly progress?: (statistics: SearchStatistics) => boolean;
}

export interface SearchStatistics {
  /** Different states. */
  readonly states: number;
  /** Initial states and every successor produced, equal ones included. */
  readonly generated: number;
  /** States on the longest shortest path; an initial state alone is 1. */
  readonly depth: number;
  /** Memory that the stored states take. */
  readonly bytes: number;
}

export interface SearchResult extends SearchStatistics {
  /** Whether every reachable state was visited (of those that `within` and `without` leave). */
  readonly exhausted: boolean;
  /** What kept the search from visiting them all. */
  readonly stoppedBy?: 'find' | 'progress' | 'maximumStates' | 'maximumLength';
  /** The first state found, the shortest way to it, and why it was looked for. */
  readonly found?: { readonly violation: Violation; readonly initial: number; readonly schedule: readonly string[] };
}

const progressEvery = 4096;

/** Visits every reachable state once, nearest first: what it finds is reached by a shortest schedule. */
export function breadthFirst(engine: Engine, options: SearchOptions = {}): SearchResult {
  const search = searching(engine, options);
  for (;;) {
    const { done, value } = search.next();
    if (done) return value;
  }
}

/** As {@link breadthFirst}, with a pause after every state. */
export function searching(engine: Engine, options: SearchOptions = {}): Generator<undefined, SearchResult, undefined> {
  return new BreadthFirst(engine, options).run();
}

class BreadthFirst {
  readonly #engine: Engine;
  readonly #options: SearchOptions;
  readonly #store = new StateStore();
  readonly #parents: number[] = [];
  readonly #byAction: (Action | undefined)[] = [];
  readonly #initialOf: number[] = [];
  #generated = 0;
  #depth = 0;

  constructor(engine: Engine, options: SearchOptions) {
    this.#engine = engine;
    this.#options = options;
  }

  *run(): Generator<undefined, SearchResult, undefined> {
    for (const [index, state] of (this.#options.initial ?? this.#engine.initial()).entries()) {
      const violation = this.#visit(state, -1, undefined, index);
      if (violation) return violation;
    }
    this.#depth = this.#store.size > 0 ? 1 : 0;
    let levelEnd = this.#store.size;
    let isCut = false;
    for (let number = 0; number < this.#store.size; number++) {
      if (number === levelEnd) {
        levelEnd = this.#store.size;
        this.#depth++;
      }
      if (number % progressEvery === progressEvery - 1 && this.#options.progress?.(this.#statistics()) === false) return this.#stopped('progress');
      if (this.#store.size > (this.#options.maximumStates ?? Infinity)) return this.#stopped('maximumStates');
      const isLast = this.#depth > (this.#options.maximumLength ?? Infinity);
      const found = this.#expand(number, isLast);
      if (found === 'cut') isCut = true;
      else if (found) return found;
      yield;
    }
    return isCut ? this.#stopped('maximumLength') : { ...this.#statistics(), exhausted: true };
  }

  #expand(number: number, isLast: boolean): SearchResult | 'cut' | undefined {
    const state = this.#store.get(number);
    const actions = this.#engine.enabled(state);
    const { without } = this.#options;
    if (this.#options.findAtEnd && actions.every(({ kind }) => kind === 'fault')) {
      const violation = this.#options.findAtEnd(state);
      if (violation) return this.#found(violation, number);
    }
    if (isLast && actions.length > 0) return 'cut';
    for (const action of actions) {
      if (without?.(action)) continue;
      const found = this.#visit(this.#engine.apply(state, action), number, action, 0);
      if (found) return found;
    }
    return undefined;
  }

  #visit(state: State, parent: number, action: Action | undefined, initial: number): SearchResult | undefined {
    this.#generated++;
    const violation = this.#options.find?.(state);
    const within = this.#options.within?.(state) ?? true;
    if (!within && violation === undefined) return undefined;
    const { number, isNew } = this.#store.add(state);
    if (isNew) {
      this.#parents[number] = parent;
      this.#byAction[number] = action;
      this.#initialOf[number] = parent < 0 ? initial : (this.#initialOf[parent] ?? 0);
    }
    return violation && this.#found(violation, number);
  }

  #found(violation: Violation, number: number): SearchResult {
    const path: number[] = [];
    for (let at = number; at >= 0; at = this.#parents[at] ?? -1) path.unshift(at);
    const schedule = path.slice(1).map((at, index) => this.#label(path[index] ?? 0, this.#byAction[at]));
    return { ...this.#statistics(), exhausted: false, stoppedBy: 'find', found: { violation, initial: this.#initialOf[number] ?? 0, schedule } };
  }

  #label(before: number, action: Action | undefined): string {
    const actions = this.#engine.enabled(this.#store.get(before));
    return this.#engine.labels(actions)[action === undefined ? -1 : actions.indexOf(action)] ?? '';
  }

  #stopped(stoppedBy: 'progress' | 'maximumStates' | 'maximumLength'): SearchResult {
    return { ...this.#statistics(), exhausted: false, stoppedBy };
  }

  #statistics(): SearchStatistics {
    return { states: this.#store.size, generated: this.#generated, depth: this.#depth, bytes: this.#store.bytes };
  }
}
