import type { SlotTable } from './slots.ts';

/**
 * Remembers the results of a pure function by what it read. The function is deterministic, so its first read
 * is always of the same key, its second depends on the first one's value only, and so on: a tree.
 * Keys and values are integers; see {@link SlotTable.read}.
 */
export class ReadTree<Result> {
  /** What does not hang on any key. */
  #constant: Result | undefined;
  #root: Branch<Result> | undefined;
  size = 0;

  find(slots: SlotTable, state: Int32Array): Result | undefined {
    let branch = this.#root;
    if (branch === undefined) return this.#constant;
    while (branch !== undefined) {
      // Most have none, and this is asked all the time.
      if (branch.path !== noPath && !isOnWay(branch.path, slots, state)) return undefined;
      const value: number = branch.key >= 0 ? (state[branch.key] ?? 0) : slots.read(state, branch.key);
      const result: Result | undefined = branch.results[value];
      if (result !== undefined) return result;
      branch = branch.branches[value];
    }
    return undefined;
  }

  /** The keys on the way to what {@link find} gives. */
  path(slots: SlotTable, state: Int32Array): readonly number[] {
    const reads: number[] = [];
    let branch = this.#root;
    while (branch !== undefined) {
      for (let index = 0; index < branch.path.length; index += 2) reads.push(branch.path[index] as number);
      reads.push(branch.key);
      branch = branch.branches[slots.read(state, branch.key)];
    }
    return reads;
  }

  /** What {@link find} would give if the keys held that; undefined when it is not known, or not known what a key holds (-1). */
  follow(held: (key: number) => number): Result | undefined {
    let branch = this.#root;
    if (branch === undefined) return this.#constant;
    while (branch !== undefined) {
      for (let index = 0; index < branch.path.length; index += 2) if (held(branch.path[index] as number) !== branch.path[index + 1]) return undefined;
      const value: number = held(branch.key);
      if (value < 0) return undefined;
      const result: Result | undefined = branch.results[value];
      if (result !== undefined) return result;
      branch = branch.branches[value];
    }
    return undefined;
  }

  /**
   * Every key that it asks for, with the keys and values (in turn) that it has read before, and whether it goes on when the key holds
   * a value; and every result, with all that it has read.
   */
  walk(visitKey: VisitKey, visitResult: (result: Result, reads: readonly number[]) => void): void {
    if (this.#constant !== undefined) visitResult(this.#constant, []);
    if (this.#root !== undefined) walkBranch(this.#root, [], visitKey, visitResult);
  }

  /** `reads`: keys and values in turn, in the order in which they were read first. */
  add(reads: readonly number[], result: Result): void {
    this.size++;
    if (reads.length === 0) {
      this.#constant = result;
      return;
    }
    if (this.#root === undefined) this.#root = leaf(reads, 0, result);
    else insert(this.#root, reads, result);
  }
}

type VisitKey = (key: number, before: readonly number[], isKnown: (value: number) => boolean) => void;

/** A key to read, and what to do by what was read (small integers): it is known then, or there is more to read. */
class Branch<Result> {
  /** Keys that are read before it and have held but one thing each so far, in turn with that. */
  path: readonly number[];
  key: number;
  results: (Result | undefined)[] = [];
  branches: (Branch<Result> | undefined)[] = [];

  constructor(path: readonly number[], key: number) {
    this.path = path;
    this.key = key;
  }
}

const noPath: readonly number[] = [];
/** Keys and values up to which each key decides from the beginning: to follow few branches is quicker than to compare a path. */
const shortReads = 32;

function isOnWay(path: readonly number[], slots: SlotTable, state: Int32Array): boolean {
  for (let index = 0; index < path.length; index += 2) {
    const key = path[index] as number;
    if ((key >= 0 ? (state[key] ?? 0) : slots.read(state, key)) !== path[index + 1]) return false;
  }
  return true;
}

/** What was read from a place on, and the result. */
function leaf<Result>(reads: readonly number[], from: number, result: Result): Branch<Result> {
  if (from + 2 < reads.length && reads.length <= shortReads) {
    const first = new Branch<Result>(noPath, reads[from] ?? 0);
    first.branches[reads[from + 1] ?? 0] = leaf(reads, from + 2, result);
    return first;
  }
  const branch = new Branch<Result>(from + 2 === reads.length ? noPath : reads.slice(from, -2), reads[reads.length - 2] ?? 0);
  branch.results[reads[reads.length - 1] ?? 0] = result;
  return branch;
}

function insert<Result>(root: Branch<Result>, reads: readonly number[], result: Result): void {
  let branch = root;
  for (let at = 0; ; at += 2) {
    const shared = agreeing(branch.path, reads, at);
    if (shared < branch.path.length) divide(branch, shared);
    at += shared;
    const value = reads[at + 1] ?? 0;
    if (at + 2 >= reads.length) {
      branch.results[value] = result;
      return;
    }
    const next = branch.branches[value];
    if (next === undefined) {
      branch.branches[value] = leaf(reads, at + 2, result);
      return;
    }
    branch = next;
  }
}

/** How far a path agrees with what was read from a place on. */
function agreeing(path: readonly number[], reads: readonly number[], from: number): number {
  let shared = 0;
  while (shared < path.length && path[shared + 1] === reads[from + shared + 1]) shared += 2;
  return shared;
}

/** A key of its path has held another thing now: it decides, too. */
function divide<Result>(branch: Branch<Result>, at: number): void {
  const below = new Branch<Result>(at + 2 === branch.path.length ? noPath : branch.path.slice(at + 2), branch.key);
  below.results = branch.results;
  below.branches = branch.branches;
  branch.key = branch.path[at] ?? 0;
  branch.results = [];
  branch.branches = [];
  branch.branches[branch.path[at + 1] ?? 0] = below;
  branch.path = at === 0 ? noPath : branch.path.slice(0, at);
}

function walkBranch<Result>(branch: Branch<Result>, before: readonly number[], visitKey: VisitKey, visitResult: (result: Result, reads: readonly number[]) => void): void {
  let reads = before;
  for (let index = 0; index < branch.path.length; index += 2) {
    const [key, held] = [branch.path[index] ?? 0, branch.path[index + 1]];
    visitKey(key, reads, (value) => value === held);
    reads = [...reads, key, held ?? 0];
  }
  visitKey(branch.key, reads, (value) => branch.results[value] !== undefined || branch.branches[value] !== undefined);
  branch.results.forEach((result, value) => {
    if (result !== undefined) visitResult(result, [...reads, branch.key, value]);
  });
  branch.branches.forEach((next, value) => {
    if (next !== undefined) walkBranch(next, [...reads, branch.key, value], visitKey, visitResult);
  });
}
