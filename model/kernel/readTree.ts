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
    while (node !== undefined) {
      if (node.kind === 'leaf') return node.result;
      node = node.branches.get(read(node.key));
    }
    return undefined;
  }

  add(reads: readonly (readonly [key: number, value: number])[], result: Result): void {
    this.size++;
    let attach = (node: Node<Result>): void => {
      this.#root = node;
    };
    let node = this.#root;
    for (const [key, value] of reads) {
      if (node?.kind !== 'branch') {
        node = { kind: 'branch', key, branches: new Map<number, Node<Result>>() };
        attach(node);
      }
      const { branches } = node;
      attach = (child) => branches.set(value, child);
      node = branches.get(value);
    }
    attach({ kind: 'leaf', result });
  }
}

type Node<Result> = Leaf<Result> | Branch<Result>;

interface Leaf<Result> {
  readonly kind: 'leaf';
  readonly result: Result;
}

interface Branch<Result> {
  readonly kind: 'branch';
  readonly key: number;
  readonly branches: Map<number, Node<Result>>;
}
