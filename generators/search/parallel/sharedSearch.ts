import type { Engine } from '../../../model/kernel/index.ts';
import { Arrivals } from '../arrivals.ts';
import { Diamonds } from '../diamonds.ts';
import type { Layout } from '../layout.ts';
import { PackedStates } from '../packedStates.ts';
import type { Finding, SearchOptions, SearchResult, SearchStatistics } from '../options.ts';
import { Search } from '../searchLoop.ts';
import { needs, type Control, type Decision } from './control.ts';
import type { Dictionary } from './dictionary.ts';
import { isNearer } from './nearest.ts';
import { rebuilt, type Rebuilding, type SharedMemory } from './sharedMemory.ts';
import { SharedActions } from './sharedActions.ts';
import { SharedParents } from './sharedParents.ts';
import { blockSize, NoRoom, SharedTable } from './sharedTable.ts';

/** How one worker's share of a search ended. */
export interface SharedEnd extends SearchStatistics {
  readonly stoppedBy?: NonNullable<SearchResult['stoppedBy']>;
  readonly found?: NonNullable<SearchResult['found']>;
}

/** What the workers of a search have in common. */
export interface Shared {
  readonly worker: number;
  /** The most there may be. */
  readonly workers: number;
  readonly control: Control;
  readonly dictionary: Dictionary;
  readonly arrivals: SharedArrayBuffer;
  readonly memory: SharedMemory;
  /** How rows are laid out at first; the same for all. */
  readonly layout: Layout;
  /** Worker 0 tells the others of new memory. */
  readonly tell: (rebuilding: Rebuilding) => void;
  /** What worker 0 has told. */
  readonly told: () => Rebuilding;
  /** Worker 0 has those begin that are ready. They have to come to where all meet. */
  readonly admit?: (joining: Joining) => void;
  /** Of a worker that began later: how things stood. */
  readonly joining?: Joining;
}

/** How a search stands while all its members meet, for those who join it there. */
export interface Joining {
  readonly memory: SharedMemory;
  readonly layout: Layout;
  readonly level: number;
  readonly levelEnd: number;
  /** How often memory had been replaced: once more, perhaps, before those who join come to it. */
  readonly rebuilds: number;
}

/** All must come to where they meet before any of them goes on; a pause is a good time to do something else. */
export type Stop = 'meet' | 'pause';

/**
 * One worker's part of a breadth-first search whose workers store states in the same memory. They expand one level together, each
 * taking the next few states that nobody has taken, and meet at its end; or earlier, where more memory is needed. Which
 * states there are, and how deep they are, does not hang on who is faster; from which state one was reached first may.
 */
export class SharedSearch {
  readonly #engine: Engine;
  readonly #options: SearchOptions;
  readonly #shared: Shared;
  readonly #table: SharedTable;
  readonly #states: PackedStates;
  readonly #parents: SharedParents;
  readonly #search: Search;
  readonly #diamonds: Diamonds;
  #layout: Layout;
  /** Of the level at hand. */
  #finding: (Finding & { readonly length: number }) | undefined;
  /** States that it took to expand: those from `#at` to `#end`, and those that there was no room to expand. */
  #at = 0;
  #end = 0;
  /** How many it takes at a time. */
  #batch = blockSize;
  #levelEnd = 0;
  readonly #again: number[] = [];
  #rebuilds = 0;

  constructor(engine: Engine, options: SearchOptions, shared: Shared) {
    this.#engine = engine;
    this.#options = options;
    this.#shared = shared;
    this.#layout = shared.layout;
    shared.dictionary.keepAlike(shared.layout);
    this.#table = new SharedTable(shared.memory, shared.control);
    const first = engine.initial()[0] ?? new Int32Array(0);
    this.#states = new PackedStates(first, this.#table, shared.layout);
    this.#parents = new SharedParents(this.#table);
    this.#diamonds = new Diamonds(engine, new Arrivals(shared.arrivals), new SharedActions(engine, shared.dictionary));
    this.#search = new Search(engine, options, 'breadth-first', { states: this.#states, parents: this.#parents, diamonds: this.#diamonds });
    const { joining } = shared;
    if (joining === undefined) return;
    this.#parents.level = joining.level;
    this.#levelEnd = joining.levelEnd;
    this.#diamonds.beginLevel(joining.levelEnd);
    this.#rebuilds = joining.rebuilds;
  }

  get memory(): SharedMemory {
    return this.#table.memory;
  }

  get layout(): Layout {
    return this.#layout;
  }

  /** What that many states take. */
  bytesOf(states: number): number {
    return states * 4 * (this.memory.words + 1) + this.memory.cells.byteLength;
  }

  get depth(): number {
    return this.#parents.level;
  }

  *run(): Generator<Stop, SharedEnd, undefined> {
    const { control, worker, joining } = this.#shared;
    if (worker === 0) yield* this.#begin();
    for (let isJoining = joining !== undefined; ; isJoining = false) {
      if (!isJoining) {
        this.#table.abandonBlock();
        this.#tellFigures();
        yield 'meet';
        if (worker === 0) this.#decide();
      }
      yield 'meet';
      const { decision } = control;
      if (decision !== 'go on' && decision !== 'next level') return this.#ended(decision);
      if (decision === 'next level') this.#beginLevel();
      this.#shared.dictionary.catchUp();
      if (this.#rebuilds < control.rebuilds) yield* this.#rebuild(this.#shared.told());
      yield* this.#expandLevel();
    }
  }

  /** Stores the initial states, alone. */
  *#begin(): Generator<Stop, undefined, undefined> {
    for (const [index, state] of this.#engine.initial().entries()) {
      for (;;) {
        try {
          this.#note(this.#search.begin(state, index), 1);
          break;
        } catch (error) {
          if (!(error instanceof NoRoom)) throw error;
          this.#search.forget();
          this.#makeRoom(this.#shared.control.takeNeeds());
          yield* this.#rebuild(this.#shared.told());
        }
      }
    }
    return undefined;
  }

  #beginLevel(): void {
    const { control } = this.#shared;
    this.#parents.level++;
    // Of a small level, all take several times, so that none waits long for another.
    const share = Math.floor((control.end - this.#levelEnd) / (8 * this.#shared.workers));
    this.#batch = Math.min(blockSize, Math.max(8, share));
    this.#levelEnd = control.end;
    this.#diamonds.beginLevel(control.end);
  }

  /** Does its part of writing all states anew. */
  *#rebuild(rebuilding: Rebuilding): Generator<Stop, undefined, undefined> {
    const { memory, isLaidOutAnew, hasOtherRows, hasOtherCells } = rebuilding;
    const { control, dictionary, worker } = this.#shared;
    this.#rebuilds++;
    const before = this.#layout;
    const after = isLaidOutAnew ? before.compacted() : before;
    const first = Math.floor((control.numbers * worker) / control.members);
    const end = Math.floor((control.numbers * (worker + 1)) / control.members);
    const convert = isLaidOutAnew ? after.packerFrom(before) : undefined;
    if (hasOtherRows || hasOtherCells) this.#table.moveTo(rebuilding, first, Math.min(end, this.#table.capacity), convert);
    yield 'meet';
    this.#table.use(memory);
    if (!hasOtherRows) return undefined;
    this.#layout = after;
    dictionary.keepAlike(after);
    this.#states.use(after);
    return undefined;
  }

  *#expandLevel(): Generator<Stop, undefined, undefined> {
    const { control } = this.#shared;
    for (let isOver = control.isRoundOver; !isOver; ) {
      const again = this.#again.pop();
      if (again !== undefined) isOver = !this.#expand(again);
      else if (this.#at < this.#end) isOver = !this.#expand(this.#at++);
      else if (this.#search.isOpen) isOver = !this.#try(() => this.#search.settle());
      else {
        isOver = control.isRoundOver;
        this.#tellFigures();
        yield 'pause';
        if (control.totals().states > (this.#options.maximumStates ?? Infinity)) control.need(needs.states);
        const { end } = control;
        this.#at = Math.min(control.takeWork(this.#batch), end);
        this.#end = Math.min(this.#at + this.#batch, end);
        if (this.#at === this.#end) return undefined;
      }
    }
    return undefined;
  }

  /** @returns whether there was room for what comes of it */
  #expand(number: number): boolean {
    if (this.#table.parentCode(number) === 0) return true;
    return this.#try(() => {
      const finding = this.#search.expand(number, false, false);
      if (finding !== undefined && finding !== 'cut') this.#note(finding, this.#parents.level + (finding.number === number ? 0 : 1));
    });
  }

  /** Something that stores states: all that are open once more if there is no room. @returns whether there was */
  #try(store: () => void): boolean {
    try {
      store();
      return true;
    } catch (error) {
      if (!(error instanceof NoRoom)) throw error;
      this.#again.push(...this.#search.forget());
      return false;
    }
  }

  /** Keeps the nearest, and of those as near the one whose property comes first in the alphabet. */
  #note(finding: Finding | undefined, length: number): void {
    if (finding === undefined) return;
    const found = { ...finding, length };
    if (this.#finding === undefined || isNearer(found, this.#finding)) this.#finding = found;
  }

  #tellFigures(): void {
    const { control, worker } = this.#shared;
    control.note(worker, { states: this.#table.size, generated: this.#search.generated, left: this.#again.length + this.#end - this.#at, found: this.#finding === undefined ? 0 : 1 });
  }

  /** What all do next; and the memory for it. */
  #decide(): void {
    const { control, dictionary, admit } = this.#shared;
    const needed = control.takeNeeds();
    control.decision = this.#decision();
    dictionary.catchUp();
    admit?.({ memory: this.memory, layout: this.#layout, level: this.#parents.level, levelEnd: this.#levelEnd, rebuilds: control.rebuilds });
    if ((needed & (needs.words | needs.room)) !== 0) this.#makeRoom(needed);
  }

  #makeRoom(needed: number): void {
    const { control, tell } = this.#shared;
    const layout = this.#layout;
    const { memory } = this.#table;
    // Laying many states out anew takes longer than their being shorter gains.
    const isLaidOutAnew = control.numbers < 2 ** 18 && ((needed & needs.words) !== 0 || layout.scattered * 8 > layout.active);
    tell(rebuilt(memory, control.numbers, isLaidOutAnew ? Math.max(2, layout.compacted().words) : Math.max(memory.words, layout.words), isLaidOutAnew));
    control.rebuilds++;
  }

  #decision(): Decision {
    const { control } = this.#shared;
    const { left, states, found } = control.totals();
    const isLevelDone = control.isLevelTaken && left === 0;
    const ended = control.isStopped ? 'progress' : states > (this.#options.maximumStates ?? Infinity) ? 'maximumStates' : undefined;
    if (found > 0 && (isLevelDone || ended !== undefined)) return 'find';
    if (ended !== undefined) return ended;
    if (!isLevelDone) return 'go on';
    control.beginLevel();
    return control.isLevelTaken ? 'exhausted' : 'next level';
  }

  #ended(why: Exclude<Decision, 'go on' | 'next level'>): SharedEnd {
    const { worker } = this.#shared;
    const { states, depth, generated, bytes } = this.#search.statistics();
    const statistics = { states, depth, generated, bytes: bytes + (worker === 0 ? this.memory.cells.byteLength : 0) };
    if (why === 'exhausted') return statistics;
    const { found } = this.#finding === undefined || why !== 'find' ? {} : this.#search.found(this.#finding);
    return { ...statistics, stoppedBy: why, ...(found && { found }) };
  }
}
