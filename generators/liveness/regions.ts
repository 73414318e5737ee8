import { Stack } from './stack.ts';
import type { StateGraph } from './stateGraph.ts';

/** In no region. */
export const nowhere = -1;

/** A strongly connected set of states in which a run may stay for ever. */
export interface Circuit {
  readonly region: number;
  readonly members: Int32Array;
}

const pauseEvery = 32;

/**
 * Divides the states into disjoint regions and finds the circuits of one: the strongly connected components of what
 * edges inside the region connect. Left out are single states in which a run cannot stay, or not fairly: they are
 * many, and it is known when they are expanded.
 */
export class Regions {
  readonly graph: StateGraph;
  /** The region of each state. */
  readonly of: Int32Array;
  #last = 0;
  /** Tarjan's low links: the number, in the order of discovery, of the earliest open state known to be reachable; 0 = not discovered. */
  readonly #low: Int32Array;
  /** States discovered whose component is not complete. */
  readonly #open = new Stack();
  /** Targets still to look at, of all states on the path. */
  readonly #pending = new Stack();
  /** The path: for each state its number, its discovery number, where its targets begin, and whether a run may stay in it. */
  readonly #path = new Stack();
  #discovered = 0;
  /** What to call for each state of the region, while it is expanded. */
  #onExpand: ((state: number) => void) | undefined;

  constructor(graph: StateGraph) {
    this.graph = graph;
    this.of = new Int32Array(graph.size).fill(nowhere);
    this.#low = new Int32Array(graph.size);
  }

  /** A region that no state is in yet. */
  fresh(): number {
    return this.#last++;
  }

  /**
   * Splits a region into its circuits, each a region of its own; its other states are nowhere afterwards.
   * @param members all states of the region; every state of the graph when absent
   */
  *split(region: number, members?: Int32Array, onExpand?: (state: number) => void): Generator<undefined, readonly Circuit[], undefined> {
    const circuits: Circuit[] = [];
    this.#onExpand = onExpand;
    this.#discovered = 0;
    const count = members?.length ?? this.graph.size;
    let steps = 0;
    for (let index = 0; index < count; index++) {
      const root = members === undefined ? index : (members[index] as number);
      if (this.of[root] !== region) continue;
      this.#discover(root, region);
      while (this.#path.size > 0) {
        if (++steps % pauseEvery === 0) yield;
        if (!this.#advance(region)) continue;
        const circuit = this.#leave();
        if (circuit !== undefined) circuits.push(circuit);
      }
    }
    return circuits;
  }

  /** Follows the targets of the last state of the path. @returns whether all have been looked at */
  #advance(region: number): boolean {
    const path = this.#path;
    const top = path.size - 4;
    const state = path.at(top);
    const from = path.at(top + 2);
    while (this.#pending.size > from) {
      const target = this.#pending.pop();
      if (this.of[target] !== region) continue;
      if (this.#low[target] === 0) {
        this.#discover(target, region);
        return false;
      }
      this.#lower(state, this.#low[target] as number);
    }
    return true;
  }

  #discover(state: number, region: number): void {
    const { graph } = this;
    graph.expand(state);
    this.#onExpand?.(state);
    this.#low[state] = ++this.#discovered;
    this.#open.push(state);
    const from = this.#pending.size;
    let isLoop = false;
    for (let index = 0; index < graph.actions.length; index++) {
      const target = graph.targets[index] as number;
      if (target < 0 || this.of[target] !== region) continue;
      if (target === state) isLoop = true;
      else if (this.#low[target] === 0) this.#pending.push(target);
      else this.#lower(state, this.#low[target] as number);
    }
    for (const each of [state, this.#discovered, from, isLoop && this.#isFairAlone(state) ? 1 : 0]) this.#path.push(each);
  }

  /** Whether all that is owed in the state expanded last is paid by edges to itself. */
  #isFairAlone(state: number): boolean {
    const { graph } = this;
    const debts = graph.debts();
    for (let index = 0; index < graph.actions.length; index++) if (graph.targets[index] === state) debts.delete(graph.owed[index] as number);
    return debts.size === 0;
  }

  #lower(state: number, low: number): void {
    if (low < (this.#low[state] as number)) this.#low[state] = low;
  }

  /** The last state of the path is done: its component is complete if nothing earlier is reachable from it. */
  #leave(): Circuit | undefined {
    const isFairAlone = this.#path.pop() === 1;
    this.#path.pop();
    const discovered = this.#path.pop();
    const state = this.#path.pop();
    const low = this.#low[state] as number;
    if (low < discovered) {
      // The path is not empty: whatever is reachable and still open lies on it or below.
      this.#lower(this.#path.at(this.#path.size - 4), low);
      return undefined;
    }
    const members = this.#open.popThrough(state);
    const isCircuit = members.length > 1 || isFairAlone;
    const region = isCircuit ? this.fresh() : nowhere;
    for (const member of members) {
      this.of[member] = region;
      this.#low[member] = 0;
    }
    return isCircuit ? { region, members } : undefined;
  }
}
