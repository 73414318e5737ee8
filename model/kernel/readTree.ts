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
    let branch = (this.#root ??= new Branch<Result>(reads[0] ?? 0));
    for (let index = 0; index + 2 < reads.length; index += 2) branch = branch.branches[reads[index + 1] ?? 0] ??= new Branch<Result>(reads[index + 2] ?? 0);
    branch.results[reads[reads.length - 1] ?? 0] = result;
  }
}

type VisitKey = (key: number, before: readonly number[], isKnown: (value: number) => boolean) => void;

/** A key to read, and what to do by what was read (small integers): it is known then, or there is more to read. */
class Branch<Result> {
  readonly key: number;
  readonly results: (Result | undefined)[] = [];
  readonly branches: (Branch<Result> | undefined)[] = [];

  constructor(key: number) {
    this.key = key;
  }
}

function walkBranch<Result>(branch: Branch<Result>, before: readonly number[], visitKey: VisitKey, visitResult: (result: Result, reads: readonly number[]) => void): void {
  visitKey(branch.key, before, (value) => branch.results[value] !== undefined || branch.branches[value] !== undefined);
  branch.results.forEach((result, value) => {
    if (result !== undefined) visitResult(result, [...before, branch.key, value]);
  });
  branch.branches.forEach((next, value) => {
    if (next !== undefined) walkBranch(next, [...before, branch.key, value], visitKey, visitResult);
  });
}
