import type { Action, Engine, State } from '../../model/kernel/index.ts';
import type { Violation } from '../../properties/property.ts';
import { StateStore } from './stateStore.ts';

export interface SearchOptions {
  /** A state that is not worth going on from is checked and counted as generated, but neither stored nor expanded (TLC's CONSTRAINT). */
  readonly within?: (state: State) => boolean;
  /** What to look for in every state: a violation, or a goal. */
  readonly find?: (state: State) => Violation | undefined;
  /** What to look for in states in which nothing but faults can happen. */
  readonly findAtEnd?: (state: State) => Violation | undefined;
  readonly maximumStates?: number;
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
  /** Whether every reachable state was visited. */
  readonly exhausted: boolean;
  /** The first state found, the shortest way to it, and why it was looked for. */
  readonly found?: { readonly violation: Violation; readonly initial: number; readonly schedule: readonly string[] };
}

const progressEvery = 4096;

/** Visits every reachable state once, nearest first: what it finds is reached by a shortest schedule. */
export function breadthFirst(engine: Engine, options: SearchOptions = {}): SearchResult {
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

  run(): SearchResult {
    for (const [index, state] of this.#engine.initial().entries()) {
      const violation = this.#visit(state, -1, undefined, index);
      if (violation) return violation;
    }
    this.#depth = this.#store.size > 0 ? 1 : 0;
    let levelEnd = this.#store.size;
    for (let number = 0; number < this.#store.size; number++) {
      if (number === levelEnd) {
        levelEnd = this.#store.size;
        this.#depth++;
      }
      if (number % progressEvery === progressEvery - 1 && this.#options.progress?.(this.#statistics()) === false) return this.#stopped();
      if (this.#store.size > (this.#options.maximumStates ?? Infinity)) return this.#stopped();
      const found = this.#expand(number);
      if (found) return found;
    }
    return { ...this.#statistics(), exhausted: true };
  }

  #expand(number: number): SearchResult | undefined {
    const state = this.#store.get(number);
    const actions = this.#engine.enabled(state);
    if (this.#options.findAtEnd && actions.every(({ kind }) => kind === 'fault')) {
      const violation = this.#options.findAtEnd(state);
      if (violation) return this.#found(violation, number);
    }
    for (const action of actions) {
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
    return { ...this.#statistics(), exhausted: false, found: { violation, initial: this.#initialOf[number] ?? 0, schedule } };
  }

  #label(before: number, action: Action | undefined): string {
    const actions = this.#engine.enabled(this.#store.get(before));
    return this.#engine.labels(actions)[action === undefined ? -1 : actions.indexOf(action)] ?? '';
  }

  #stopped(): SearchResult {
    return { ...this.#statistics(), exhausted: false };
  }

  #statistics(): SearchStatistics {
    return { states: this.#store.size, generated: this.#generated, depth: this.#depth, bytes: this.#store.bytes };
  }
}
