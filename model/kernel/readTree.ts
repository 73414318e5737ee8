/**
 * Remembers the results of a pure function by what it read. The function is deterministic, so its first read
 * is always of the same key, its second depends on the first one's value only, and so on: a tree.
 * Keys and values are integers; see {@link SlotTable.read}.
 */
export class ReadTree<Result> {
  #root: Node<Result> | undefined;
  size = 0;

  find(read: (key: number) => number): Result | undefined {
    let node = this.#root;
    while (node instanceof Branch) node = node.child(read(node.key));
    return node?.result;
  }

  /** `reads`: keys and values in turn, in the order in which they were read first. */
  add(reads: readonly number[], result: Result): void {
    this.size++;
    const leaf = new Leaf(result);
    if (reads.length === 0) {
      this.#root = leaf;
      return;
    }
    if (!(this.#root instanceof Branch)) this.#root = new Branch<Result>(reads[0] ?? 0);
    let branch = this.#root;
    for (let index = 0; index < reads.length; index += 2) {
      const value = reads[index + 1] ?? 0;
      if (index + 2 === reads.length) {
        branch.grow(value, leaf);
        return;
      }
      const next = branch.child(value);
      if (next instanceof Branch) branch = next;
      else {
        const grown = new Branch<Result>(reads[index + 2] ?? 0);
        branch.grow(value, grown);
        branch = grown;
      }
    }
  }
}

type Node<Result> = Leaf<Result> | Branch<Result>;

class Leaf<Result> {
  readonly result: Result;

  constructor(result: Result) {
    this.result = result;
  }
}

/** Most branches only ever see one value, so that one is kept apart from the map for all others. */
class Branch<Result> {
  readonly key: number;
  #first: number | undefined;
  #firstChild: Node<Result> | undefined;
  #others: Map<number, Node<Result>> | undefined;

  constructor(key: number) {
    this.key = key;
  }

  child(value: number): Node<Result> | undefined {
    return value === this.#first ? this.#firstChild : this.#others?.get(value);
  }

  grow(value: number, child: Node<Result>): void {
    if (this.#first === undefined || this.#first === value) {
      this.#first = value;
      this.#firstChild = child;
    } else (this.#others ??= new Map<number, Node<Result>>()).set(value, child);
  }
}
