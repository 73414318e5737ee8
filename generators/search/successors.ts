import { longer } from '../../model/kernel/longer.ts';

/** Where the actions lead that a search took: of each state what was taken the last time that it was expanded. Eight bytes an edge. */
export class Successors {
  /** In turn: the number of the action, and the state that it leads to. */
  #edges = new Int32Array(1 << 12);
  #size = 0;
  /** By state: where its edges begin and how many there are; and whether all that was enabled was taken. */
  #first = new Int32Array(1 << 10);
  #count = new Int32Array(1 << 10);
  #whole = new Uint8Array(1 << 10);
  #at = 0;
  #states = 0;

  get bytes(): number {
    return this.#size * 4 + this.#states * 9;
  }

  /** The state that is expanded from now on. @param isWhole whether all that is enabled is taken */
  begin(state: number, isWhole: boolean): void {
    if (state >= this.#first.length) this.#lengthen(state);
    this.#states = Math.max(this.#states, state + 1);
    this.#at = state;
    this.#first[state] = this.#size;
    this.#count[state] = 0;
    this.#whole[state] = isWhole ? 1 : 0;
  }

  add(action: number, target: number): void {
    if (this.#size === this.#edges.length) this.#edges = longer(this.#edges, this.#size * 2);
    this.#edges[this.#size++] = action;
    this.#edges[this.#size++] = target;
    this.#count[this.#at] = (this.#count[this.#at] ?? 0) + 1;
  }

  /** @returns the state to which that action was taken from this one; -1 when it was not */
  target(state: number, action: number): number {
    const first = this.#first[state] ?? 0;
    const end = first + 2 * (this.#count[state] ?? 0);
    for (let at = first; at < end; at += 2) if (this.#edges[at] === action) return this.#edges[at + 1] as number;
    return -1;
  }

  /** States such that every circle goes through one of them, or through one in which all that was enabled was taken. Pauses now and then. */
  *headsOfCircles(): Generator<undefined, number[], undefined> {
    const walk = new Walk(this.#states);
    const heads = new Set<number>();
    let steps = 0;
    for (let root = 0; root < this.#states; root++) {
      if (this.#whole[root] === 1 || !walk.enter(root)) continue;
      while (walk.isUnderWay) {
        if (++steps % 4096 === 0) yield;
        const next = this.#next(walk);
        if (next === undefined) walk.leave();
        else if (walk.isOnWay(next)) heads.add(next);
        else if (this.#whole[next] === 0) walk.enter(next);
      }
    }
    return [...heads];
  }

  /** The next successor to look at of the last state of the way; undefined when all have been. */
  #next(walk: Walk): number | undefined {
    const state = walk.end;
    const index = walk.index++;
    return index < (this.#count[state] ?? 0) ? this.#edges[(this.#first[state] ?? 0) + 2 * index + 1] : undefined;
  }

  #lengthen(state: number): void {
    const length = Math.max(state + 1, this.#first.length * 2);
    this.#first = longer(this.#first, length);
    this.#count = longer(this.#count, length);
    this.#whole = longer(this.#whole, length);
  }
}

/** A way through the graph, deepest first, that enters each state once. */
class Walk {
  readonly #entered: Uint8Array;
  readonly #way: number[] = [];
  readonly #indices: number[] = [];

  constructor(states: number) {
    this.#entered = new Uint8Array(states);
  }

  get isUnderWay(): boolean {
    return this.#way.length > 0;
  }

  get end(): number {
    return this.#way[this.#way.length - 1] ?? 0;
  }

  /** How many successors of the end have been looked at. */
  get index(): number {
    return this.#indices[this.#indices.length - 1] ?? 0;
  }

  set index(index: number) {
    this.#indices[this.#indices.length - 1] = index;
  }

  /** @returns whether it was entered for the first time */
  enter(state: number): boolean {
    if (this.#entered[state] !== 0) return false;
    this.#entered[state] = 1;
    this.#way.push(state);
    this.#indices.push(0);
    return true;
  }

  isOnWay(state: number): boolean {
    return this.#entered[state] === 1;
  }

  leave(): void {
    this.#entered[this.#way.pop() ?? 0] = 2;
    this.#indices.pop();
  }
}
