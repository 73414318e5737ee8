import { longer } from '../../../model/kernel/longer.ts';

/**
 * What needs what, in one state: each node needs, of several sets of nodes, one whole set (and there being none, nothing can
 * do). Told that some nodes are out, it finds all others that have to go with them. Used over and over, so that
 * nothing is allocated for a state.
 */
export class Needs {
  #epoch = 0;
  /** By node: when it was made, how many of its sets are whole, the first of its uses, and whether it is out. */
  #made = new Int32Array(1 << 10);
  #whole = new Int32Array(1 << 10);
  #uses = new Int32Array(1 << 10);
  #first = new Int32Array(1 << 10);
  #out = new Uint8Array(1 << 10);
  /** By set: the node that may do with it, and how many of its members are out. */
  #owner = new Int32Array(1 << 12);
  #missing = new Int32Array(1 << 12);
  #following = new Int32Array(1 << 12);
  #sets = 0;
  /** Uses: lists of the sets that a node is a member of. */
  #set = new Int32Array(1 << 14);
  #next = new Int32Array(1 << 14);
  #edges = 0;
  /** What was done, to be taken back. */
  #outs = new Int32Array(1 << 10);
  #outCount = 0;
  /** How many of them have been taken out of their sets. */
  #spread = 0;

  /** Forgets everything. */
  begin(): void {
    this.#epoch++;
    this.#sets = 0;
    this.#edges = 0;
    this.#outCount = 0;
    this.#spread = 0;
  }

  /** @returns whether the node is new */
  make(node: number): boolean {
    if (node >= this.#made.length) this.#lengthen(node + 1);
    if (this.#made[node] === this.#epoch) return false;
    this.#made[node] = this.#epoch;
    this.#whole[node] = 0;
    this.#uses[node] = -1;
    this.#first[node] = -1;
    this.#out[node] = 0;
    return true;
  }

  has(node: number): boolean {
    return this.#made[node] === this.#epoch;
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
    }
    const set = this.#sets++;
    this.#owner[set] = owner;
    this.#missing[set] = 0;
    this.#following[set] = this.#first[owner] as number;
    this.#first[owner] = set;
    this.#whole[owner] = (this.#whole[owner] as number) + 1;
    return set;
  }

  /** Makes a node that was made a member of a set. */
  add(set: number, member: number): void {
    if (this.#edges === this.#set.length) {
      this.#set = longer(this.#set, this.#set.length * 2);
      this.#next = longer(this.#next, this.#next.length * 2);
    }
    const edge = this.#edges++;
    this.#set[edge] = set;
    this.#next[edge] = this.#uses[member] as number;
    this.#uses[member] = edge;
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
    while (this.#spread < this.#outCount && this.#out[wanted] === 0) {
      for (let edge = this.#uses[this.#outs[this.#spread++] as number] as number; edge >= 0; edge = this.#next[edge] as number) {
        const set = this.#set[edge] as number;
        const missing = this.#missing[set] as number;
        this.#missing[set] = missing + 1;
        if (missing > 0) continue;
        const owner = this.#owner[set] as number;
        const whole = (this.#whole[owner] as number) - 1;
        this.#whole[owner] = whole;
        if (whole === 0 && this.#out[owner] === 0) this.#push(owner);
      }
    }
    return before;
  }

  /** Puts back what was taken out since. */
  back(to: number): void {
    while (this.#outCount > to) {
      const node = this.#outs[--this.#outCount] as number;
      this.#out[node] = 0;
      if (this.#outCount >= this.#spread) continue;
      this.#spread--;
      for (let edge = this.#uses[node] as number; edge >= 0; edge = this.#next[edge] as number) {
        const set = this.#set[edge] as number;
        const missing = (this.#missing[set] as number) - 1;
        this.#missing[set] = missing;
        if (missing > 0) continue;
        const owner = this.#owner[set] as number;
        this.#whole[owner] = (this.#whole[owner] as number) + 1;
      }
    }
  }

  #lengthen(nodes: number): void {
    while (nodes > this.#made.length) {
      this.#made = longer(this.#made, this.#made.length * 2);
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
