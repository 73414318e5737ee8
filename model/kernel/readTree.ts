import type { SlotTable } from './slots.ts';

/**
 * Remembers the results of a pure function by what it read. The function is deterministic, so its first read
 * is always of the same key, its second depends on the first one's value only, and so on: a tree.
 * Keys and values are integers; see {@link SlotTable.read}.
 */
export class ReadTree<Result> {
  #root: Node<Result> | undefined;
  size = 0;

  find(slots: SlotTable, state: Int32Array): Result | undefined {
    let node = this.#root;
    while (node !== undefined && !node.isLeaf) node = node.child(node.key >= 0 ? (state[node.key] ?? 0) : slots.read(state, node.key));
    return node?.result;
  }

  /** The keys on the way to what {@link find} gives. */
  path(slots: SlotTable, state: Int32Array): readonly number[] {
    const reads: number[] = [];
    let node = this.#root;
    while (node !== undefined && !node.isLeaf) {
      const value = slots.read(state, node.key);
      reads.push(node.key);
      node = node.child(value);
    }
    return reads;
  }

  /** `reads`: keys and values in turn, in the order in which they were read first. */
  add(reads: readonly number[], result: Result): void {
    this.size++;
    const leaf = new Node<Result>(0, true, result);
    if (reads.length === 0) {
      this.#root = leaf;
      return;
    }
    if (this.#root === undefined || this.#root.isLeaf) this.#root = new Node<Result>(reads[0] ?? 0, false, undefined);
    let node = this.#root;
    for (let index = 0; index < reads.length; index += 2) {
      const value = reads[index + 1] ?? 0;
      if (index + 2 === reads.length) {
        node.grow(value, leaf);
        return;
      }
      let next = node.child(value);
      if (next === undefined || next.isLeaf) node.grow(value, (next = new Node<Result>(reads[index + 2] ?? 0, false, undefined)));
      node = next;
    }
  }
}

/** A leaf has a result; a branch a key to read, and children by what was read: small integers. */
class Node<Result> {
  readonly key: number;
  readonly isLeaf: boolean;
  readonly result: Result | undefined;
  readonly #children: Node<Result>[] = [];

  constructor(key: number, isLeaf: boolean, result: Result | undefined) {
    this.key = key;
    this.isLeaf = isLeaf;
    this.result = result;
  }

  child(value: number): Node<Result> | undefined {
    return this.#children[value];
  }

  grow(value: number, child: Node<Result>): void {
    this.#children[value] = child;
  }
}
