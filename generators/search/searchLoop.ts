import type { Action, Engine, State, Vector } from '../../model/kernel/index.ts';
import { Diamonds } from './diamonds.ts';
import { mustFit } from './fitting.ts';
import { frontier, Queue, type Frontier, type Order } from './frontier.ts';
import type { Finding, SearchedGraph, SearchOptions, SearchResult, SearchStatistics, Store } from './options.ts';
import { Fingerprints } from './fingerprints.ts';
import { PackedStates } from './packedStates.ts';
import type { SavedSearch } from './savedSearch.ts';
import { deepest, Parents } from './parents.ts';
import { Rows } from './rows.ts';
import { OwnTable } from './stateTable.ts';
import { Successors } from './successors.ts';
import { wayAlong } from './wayAlong.ts';

const progressEvery = 1024;
const pauseEvery = 32;
/** States to expand before what they lead to is looked up: places in memory that the processor waits for, and it waits for many at once. */
const mostTogether = 16;

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
  /** By proposal, the state that it is a successor of. */
  readonly #from: number[] = [];
  #proposed = 0;
  /** States that are expanded and whose successors are not yet looked up: the first so many of these. */
  readonly #expanded: number[] = [];
  #open = 0;
  /** How many successors had been produced before those. */
  #settled = 0;
  /** How many may be; one where something is looked for, so that only {@link expand} finds it. */
  readonly #together: number;
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
    // Whoever looks for something looks at a successor in the vector that it was worked out in.
    const isPlain = isWhole && options.find === undefined && options.findAtEnd === undefined && (options.maximumStates ?? Infinity) === Infinity;
    this.#together = isPlain && order === 'breadth-first' ? mostTogether : 1;
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
      if (expanded % progressEvery === 0) {
        // Between two states: what is saved now is whole.
        this.settle();
        if (progress?.(this.statistics(), this.#save) === false) return this.#stopped('progress');
      }
      if (this.#states.size > maximumStates) return this.#stopped('maximumStates');
      const again = this.#again.pop();
      const number = again ?? this.#frontier.next();
      if (number < 0) {
        if (this.#open > 0) {
          this.settle();
          continue;
        }
        // What was put off must not be put off for ever.
        if (this.#successors !== undefined) this.#again = yield* this.#successors.headsOfCircles();
        if (this.#again.length > 0) continue;
        return isCut ? this.#stopped('maximumLength') : this.#exhausted();
      }
      const depth = this.#parents.depth(number);
      if (depth !== level) {
        this.settle();
        this.#diamonds?.beginLevel(depth < deepest ? this.#states.size : Infinity);
        level = depth;
      }
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
    this.#settled = this.#generated++;
    const violation = this.#options.find?.(state);
    if (violation === undefined && this.#options.within?.(state) === false) return undefined;
    const number = this.#states.addAll(this.#representative(state));
    if (this.#states.isNew) this.#store(number, -1 - index);
    return violation && { violation, number };
  }

  /** Works out where a state leads. It may be looked up only later, together with where the next ones lead ({@link settle}). */
  expand(number: number, isLast: boolean, isWhole: boolean): Finding | 'cut' | undefined {
    const engine = this.#engine;
    const vector = this.#vector;
    if (this.#open === 0) {
      this.#states.begin();
      this.#settled = this.#generated;
    }
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
    this.#expanded[this.#open++] = number;
    this.#propose(fewer ?? actions, number);
    return this.#open < this.#together ? undefined : this.settle();
  }

  /** Looks up where the states lead that were expanded since the last time. */
  settle(): Finding | undefined {
    let found: Finding | undefined;
    this.#states.fetch();
    for (let proposal = 0; proposal < this.#proposed && found === undefined; proposal++) found = this.#arrive(proposal, this.#from[proposal] as number);
    this.#open = 0;
    this.#proposed = 0;
    return found;
  }

  /** Whether there are states to {@link settle}. */
  get isOpen(): boolean {
    return this.#open > 0;
  }

  /** Leaves what could not be stored, as if it had not been begun. @returns the states to expand once more */
  forget(): readonly number[] {
    const states = this.#expanded.slice(0, this.#open);
    this.#generated = this.#settled;
    this.#open = 0;
    this.#proposed = 0;
    return states;
  }

  /** Works out where the actions lead from the state at hand. Which of them lead to a state to look up is in `#taken`. */
  #propose(actions: readonly Action[], from: number): void {
    const engine = this.#engine;
    const vector = this.#vector;
    const states = this.#states;
    const { without, within, find, symmetry } = this.#options;
    const diamonds = this.#diamonds;
    let proposed = this.#proposed;
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
        this.#from[proposed] = from;
        this.#taken[proposed++] = action;
      }
      vector.undo();
    }
    this.#proposed = proposed;
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
