import { longer } from '../../../model/kernel/longer.ts';

const nobody = -1;

/**
 * What needs what, in one state: each node needs, of several sets of nodes, one whole set (and there being none, nothing can
 * do). Told that some nodes are out, it finds all others that have to go with them. Of the sets of a node only as many are looked at as
 * it takes to find a whole one. Used over and over, so that nothing is allocated for a state.
 */
export class Needs {
  readonly #more: (node: number) => boolean;
  /** Nodes that are used, and have no set yet. */
  readonly #open: number[] = [];
  readonly #restored: number[] = [];
  #epoch = 0;
  /** By node: when it was made and when it was used, how many of its sets are whole, the first of its uses, and whether it is out. */
  #made = new Int32Array(1 << 10);
  #used = new Int32Array(1 << 10);
  #whole = new Int32Array(1 << 10);
  #uses = new Int32Array(1 << 10);
  #first = new Int32Array(1 << 10);
  #out = new Uint8Array(1 << 10);
  /** Whether it is out and has been taken out of its sets. */
  #isSpread = new Uint8Array(1 << 10);
  /** By set: the node that may do with it, and how many of its members are out. */
  #owner = new Int32Array(1 << 12);
  #missing = new Int32Array(1 << 12);
  #following = new Int32Array(1 << 12);
  #sets = 0;
  #firstEdge = new Int32Array(1 << 12);
  /** Members of sets: lists of the members of a set, and of the sets that a node is a member of. */
  #set = new Int32Array(1 << 14);
  #member = new Int32Array(1 << 14);
  #next = new Int32Array(1 << 14);
  #nextInSet = new Int32Array(1 << 14);
  #edges = 0;
  /** What was done, to be taken back. */
  #outs = new Int32Array(1 << 10);
  #outCount = 0;
  /** How many of them have been taken out of their sets. */
  #spread = 0;

  /** @param more makes one more set for a node ({@link set}, {@link add}), and answers false when there is none left */
  constructor(more: (node: number) => boolean) {
    this.#more = more;
  }

  /** Forgets everything. */
  begin(): void {
    this.#epoch++;
    this.#sets = 0;
    this.#edges = 0;
    this.#outCount = 0;
    this.#spread = 0;
  }

  /** Has a node whose sets are not looked at before it is used. */
  make(node: number): void {
    if (node >= this.#made.length) this.#lengthen(node + 1);
    if (this.#made[node] === this.#epoch) return;
    this.#made[node] = this.#epoch;
    this.#whole[node] = 0;
    this.#uses[node] = -1;
    this.#first[node] = -1;
    this.#out[node] = 0;
    this.#isSpread[node] = 0;
  }

  /** Uses a node, and all that it needs in turn. */
  use(node: number): void {
    this.#open.push(node);
    this.#settle();
  }

  isOut(node: number): boolean {
    return this.#out[node] === 1;
  }

  /** One more set of nodes that would do for the node. @returns its number, to {@link add} members */
  set(owner: number): number {
    if (this.#sets === this.#owner.length) {
      this.#owner = longer(this.#owner, this.#owner.length * 2);
      this.#missing = longer(this.#missing, this.#missing.length * 2);
      this.#following = longer(this.#following, this.#following.length * 2);
      this.#firstEdge = longer(this.#firstEdge, this.#firstEdge.length * 2);
    }
    const set = this.#sets++;
    this.#owner[set] = owner;
    this.#missing[set] = 0;
    this.#firstEdge[set] = -1;
    this.#following[set] = this.#first[owner] as number;
    this.#first[owner] = set;
    this.#whole[owner] = (this.#whole[owner] as number) + 1;
    return set;
  }

  /** Makes a node a member of a set, and uses it. */
  add(set: number, member: number): void {
    this.make(member);
    if (this.#used[member] !== this.#epoch) this.#open.push(member);
    if (this.#edges === this.#set.length) {
      this.#set = longer(this.#set, this.#set.length * 2);
      this.#next = longer(this.#next, this.#next.length * 2);
      this.#member = longer(this.#member, this.#member.length * 2);
      this.#nextInSet = longer(this.#nextInSet, this.#nextInSet.length * 2);
    }
    const edge = this.#edges++;
    this.#set[edge] = set;
    this.#member[edge] = member;
    this.#nextInSet[edge] = this.#firstEdge[set] as number;
    this.#firstEdge[set] = edge;
    this.#next[edge] = this.#uses[member] as number;
    this.#uses[member] = edge;
    if (this.#isSpread[member] === 1) this.#lack(set);
  }

  members(set: number, take: (member: number) => void): void {
    for (let edge = this.#firstEdge[set] as number; edge >= 0; edge = this.#nextInSet[edge] as number) take(this.#member[edge] as number);
  }

  /** One more member of a set is missing. */
  #lack(set: number): void {
    const missing = this.#missing[set] as number;
    this.#missing[set] = missing + 1;
    if (missing > 0) return;
    const owner = this.#owner[set] as number;
    this.#whole[owner] = (this.#whole[owner] as number) - 1;
  }

  /** Finds a whole set for all that is used. */
  #settle(): void {
    for (let node = this.#open.pop(); node !== undefined; node = this.#open.pop()) {
      if (this.#used[node] === this.#epoch) continue;
      this.#used[node] = this.#epoch;
      this.#hold(node);
    }
  }

  /** Finds a whole set for a node that has none any more; takes it out when there is none. */
  #hold(node: number): void {
    while (this.#whole[node] === 0) {
      if (this.#more(node)) continue;
      if (this.#out[node] === 0) this.#push(node);
      return;
    }
  }

  /** The first set that has all its members and that would do for the node. */
  wholeSet(node: number): number {
    for (let set = this.#first[node] as number; set >= 0; set = this.#following[set] as number) if (this.#missing[set] === 0) return set;
    return -1;
  }

  /**
   * Takes a node out, and all that cannot do without it; or as much of that as is needed to see that one that is wanted must go.
   * @returns where to go {@link back} to
   */
  takeOut(node: number, wanted: number): number {
    const before = this.#outCount;
    if (this.#out[node] === 1) return before;
    this.#push(node);
    this.#spreadUntil(wanted);
    return before;
  }

  #spreadUntil(wanted: number): void {
    while (this.#spread < this.#outCount && this.#out[wanted] !== 1) {
      const gone = this.#outs[this.#spread++] as number;
      this.#isSpread[gone] = 1;
      for (let edge = this.#uses[gone] as number; edge >= 0; edge = this.#next[edge] as number) {
        const set = this.#set[edge] as number;
        this.#lack(set);
        const owner = this.#owner[set] as number;
        if (this.#whole[owner] === 0 && this.#out[owner] === 0) this.#hold(owner);
        this.#settle();
      }
    }
  }

  /** Puts back what was taken out since. */
  back(to: number): void {
    const restored = this.#restored;
    while (this.#outCount > to) {
      const node = this.#outs[--this.#outCount] as number;
      this.#out[node] = 0;
      restored.push(node);
      if (this.#outCount >= this.#spread) continue;
      this.#spread--;
      this.#isSpread[node] = 0;
      for (let edge = this.#uses[node] as number; edge >= 0; edge = this.#next[edge] as number) {
        const set = this.#set[edge] as number;
        const missing = (this.#missing[set] as number) - 1;
        this.#missing[set] = missing;
        if (missing > 0) continue;
        const owner = this.#owner[set] as number;
        this.#whole[owner] = (this.#whole[owner] as number) + 1;
      }
    }
    // What was first used since then may be out because of what was out before.
    for (let node = restored.pop(); node !== undefined; node = restored.pop()) if (this.#used[node] === this.#epoch && this.#out[node] === 0) this.#hold(node);
    this.#settle();
    this.#spreadUntil(nobody);
  }

  #lengthen(nodes: number): void {
    while (nodes > this.#made.length) {
      this.#made = longer(this.#made, this.#made.length * 2);
      this.#used = longer(this.#used, this.#used.length * 2);
      this.#isSpread = longer(this.#isSpread, this.#isSpread.length * 2);
      this.#whole = longer(this.#whole, this.#whole.length * 2);
      this.#uses = longer(this.#uses, this.#uses.length * 2);
      this.#first = longer(this.#first, this.#first.length * 2);
      this.#outs = longer(this.#outs, this.#outs.length * 2);
      this.#out = longer(this.#out, this.#out.length * 2);
    }
  }

  #push(node: number): void {
    this.#out[node] = 1;
    this.#outs[this.#outCount++] = node;
  }
}
