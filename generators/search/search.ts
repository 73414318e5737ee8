import type { Action, Engine, State, Vector } from '../../model/kernel/index.ts';
import type { Violation } from '../../properties/property.ts';
import { Diamonds } from './diamonds.ts';
import { finished } from './finished.ts';
import { mustFit } from './fitting.ts';
import { frontier, Queue, type Frontier, type Order } from './frontier.ts';
import type { SearchedGraph, SearchOptions, SearchResult, SearchStatistics } from './options.ts';
import { Fingerprints } from './fingerprints.ts';
import { PackedStates } from './packedStates.ts';
import type { SavedSearch } from './savedSearch.ts';
import { deepest, Parents } from './parents.ts';
import { Rows } from './rows.ts';
import { OwnTable } from './stateTable.ts';
import { Successors } from './successors.ts';
import { wayAlong } from './wayAlong.ts';

export type { SearchedGraph, SearchOptions, SearchResult, SearchStatistics } from './options.ts';

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

/** Where states are stored, if several searches share that. */
export interface Store extends SearchedGraph {
  readonly diamonds: Diamonds;
}

/** What was looked for, and in which state it was found. */
export interface Finding {
  readonly violation: Violation;
  readonly number: number;
}

/** The one search loop: strategies differ in which state comes next. */
export class Search {
  readonly #engine: Engine;
  readonly #options: SearchOptions;
  readonly #initial: readonly State[];
  readonly #states: PackedStates;
  readonly #vector: Vector;
  readonly #parents: Parents;
  readonly #frontier: Frontier;
  /** By proposal, the action that leads there. */
  readonly #taken: Action[] = [];
  readonly #isNoticed: boolean[] = [];
  #generated = 0;
  #depth = 0;
  /** Of a search that takes fewer actions than there are. */
  readonly #successors: Successors | undefined;
  /** Of a search that looks at all states, nearest first. */
  #diamonds: Diamonds | undefined;
  /** States to expand again, for what was put off there. */
  #again: number[] = [];

  constructor(engine: Engine, options: SearchOptions, order: Order, store?: Store) {
    this.#engine = engine;
    this.#options = options;
    this.#vector = engine.vector();
    this.#initial = options.initial ?? engine.initial();
    const first = this.#initial[0] ?? new Int32Array(0);
    const { resume } = options;
    this.#states = store?.states ?? (resume ? PackedStates.restored(first, resume.header, resume.read, engine) : new PackedStates(first, new OwnTable(options.fingerprints === true ? new Fingerprints() : new Rows(2))));
    this.#parents = store?.parents ?? (resume ? Parents.restored(resume.header.states, resume.read) : new Parents());
    this.#frontier = resume ? new Queue(resume.header.states, resume.header.next) : frontier(order);
    this.#generated = resume?.header.generated ?? 0;
    this.#depth = resume?.header.depth ?? 0;
    if (resume !== undefined) mustFit(engine, this.#states, this.#parents, this.#initial);
    this.#successors = options.reduce && new Successors();
    const isWhole = options.reduce === undefined && options.within === undefined && options.symmetry !== true;
    if (isWhole && order === 'breadth-first') this.#diamonds = store === undefined ? new Diamonds(engine) : store.diamonds;
  }

  *run(): Generator<undefined, SearchResult, undefined> {
    const { maximumStates = Infinity, maximumLength = Infinity, progress } = this.#options;
    for (const [index, state] of this.#options.resume === undefined ? this.#initial.entries() : []) {
      const finding = this.begin(state, index);
      if (finding) return this.found(finding);
    }
    let isCut = false;
    let level = 0;
    for (let expanded = 1; ; expanded++) {
      // Between two states: what is saved now is whole.
      if (expanded % progressEvery === 0 && progress?.(this.statistics(), this.#save) === false) return this.#stopped('progress');
      if (this.#states.size > maximumStates) return this.#stopped('maximumStates');
      const again = this.#again.pop();
      const number = again ?? this.#frontier.next();
      if (number < 0) {
        // What was put off must not be put off for ever.
        if (this.#successors !== undefined) this.#again = yield* this.#successors.headsOfCircles();
        if (this.#again.length > 0) continue;
        return isCut ? this.#stopped('maximumLength') : this.#exhausted();
      }
      const depth = this.#parents.depth(number);
      if (depth !== level) this.#diamonds?.beginLevel(depth < deepest ? this.#states.size : Infinity);
      level = depth;
      const finding = this.expand(number, depth > maximumLength, again !== undefined);
      if (finding === 'cut') isCut = true;
      else if (finding) return this.found(this.#nearest(finding, number));
      if (expanded % pauseEvery === 0) yield;
    }
  }

  get graph(): SearchedGraph {
    return { states: this.#states, parents: this.#parents, ...(this.#successors && { successors: this.#successors }) };
  }

  /** Stores an initial state. */
  begin(state: State, index: number): Finding | undefined {
    this.#generated++;
    const violation = this.#options.find?.(state);
    if (violation === undefined && this.#options.within?.(state) === false) return undefined;
    const number = this.#states.addAll(this.#representative(state));
    if (this.#states.isNew) this.#store(number, -1 - index);
    return violation && { violation, number };
  }

  expand(number: number, isLast: boolean, isWhole: boolean): Finding | 'cut' | undefined {
    const engine = this.#engine;
    const vector = this.#vector;
    this.#states.load(number, vector);
    const actions = engine.enabledIn(vector);
    const { findAtEnd } = this.#options;
    if (findAtEnd !== undefined && actions.every(({ kind }) => kind === 'fault')) {
      const violation = findAtEnd(vector.data);
      if (violation) return { violation, number };
    }
    if (isLast && actions.length > 0) return 'cut';
    const fewer = isWhole ? undefined : this.#options.reduce?.(vector.data);
    this.#successors?.begin(number, fewer === undefined);
    if (this.#diamonds?.isUseless === true) this.#diamonds = undefined;
    this.#diamonds?.begin(number);
    return this.#take(number, fewer ?? actions);
  }

  #take(number: number, actions: readonly Action[]): Finding | undefined {
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
    const diamonds = this.#diamonds;
    let proposed = 0;
    states.begin();
    for (let index = 0; index < actions.length; index++) {
      const action = actions[index] as Action;
      if (without?.(action)) continue;
      this.#generated++;
      if (engine.isIdle(action)) {
        this.#successors?.add(action.number, from);
        continue;
      }
      if (diamonds?.spares(action, vector) === true) continue;
      diamonds?.meet(action, vector.data);
      this.#isNoticed[proposed] = engine.advance(vector, action);
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

  #arrive(proposal: number, parent: number): Finding | undefined {
    const number = this.#states.lookUp(proposal);
    if (this.#diamonds !== undefined && this.#isNoticed[proposal] === false) this.#diamonds.arrive(number, this.#taken[proposal] as Action);
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
    return violation && { violation, number };
  }

  #store(number: number, parent: number): void {
    const depth = this.#parents.add(number, parent);
    if (depth > this.#depth) this.#depth = depth;
    this.#frontier.push(number);
  }

  /** What was found one step after a state, or an end of runs that is as near as that state; breadth-first. */
  #nearest(finding: Finding, from: number): Finding {
    const { findAtEnd } = this.#options;
    if (findAtEnd === undefined || finding.number === from || !(this.#frontier instanceof Queue)) return finding;
    const depth = this.#parents.depth(from);
    for (let number = this.#frontier.next(); number >= 0 && this.#parents.depth(number) === depth; number = this.#frontier.next()) {
      this.#states.load(number, this.#vector);
      const violation = this.#engine.enabledIn(this.#vector).every(({ kind }) => kind === 'fault') ? findAtEnd(this.#vector.data) : undefined;
      if (violation !== undefined) return { violation, number };
    }
    return finding;
  }

  /** The result of a search that found this. */
  found({ violation, number }: Finding): SearchResult {
    return { ...this.statistics(), exhausted: false, stoppedBy: 'find', found: { violation, number, ...this.#wayTo(number) } };
  }

  #wayTo(number: number): { readonly initial: number; readonly schedule: readonly string[] } {
    const { initial, numbers } = this.#parents.path(number);
    const isNext = numbers.slice(1).map((wanted) => (state: State): boolean => this.#states.addAll(this.#representative(state)) === wanted);
    return { initial, schedule: wayAlong(this.#engine, this.#initial[initial] ?? new Int32Array(0), isNext, this.#options.without) };
  }

  #representative(state: State): State {
    if (this.#options.symmetry !== true) return state;
    const vector = this.#engine.vector();
    vector.load(state);
    this.#engine.canonicalize(vector);
    return vector.state();
  }

  #exhausted(): SearchResult {
    return { ...this.statistics(), exhausted: true, ...(this.#options.keep === true && { graph: this.graph, ...(this.#save && { save: this.#save }) }) };
  }

  #stopped(stoppedBy: 'progress' | 'maximumStates' | 'maximumLength'): SearchResult {
    return { ...this.statistics(), exhausted: false, stoppedBy, ...(this.#save && stoppedBy !== 'maximumLength' && { save: this.#save }) };
  }

  /** A search that is reduced has learned more than is in its states, and one that is deepest first has a stack: they are not saved. */
  get #save(): (() => SavedSearch) | undefined {
    const queue = this.#frontier;
    if (!(queue instanceof Queue) || this.#successors !== undefined || this.#options.fingerprints === true) return undefined;
    return () => {
      const { data, ...states } = this.#states.save(this.#engine);
      const parents = this.#parents;
      const header = { ...states, generated: this.#generated, depth: this.#depth, next: queue.upcoming };
      return {
        header,
        *data() {
          yield* data();
          yield* parents.save();
        },
      };
    };
  }

  /** Initial states and successors produced so far. */
  get generated(): number {
    return this.#generated;
  }

  statistics(): SearchStatistics {
    return { states: this.#states.size, generated: this.#generated, depth: this.#depth, bytes: this.#states.bytes + this.#parents.bytes + (this.#successors?.bytes ?? 0) };
  }
}
