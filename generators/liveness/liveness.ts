import type { Engine, State } from '../../model/kernel/index.ts';
import type { Violation } from '../../properties/property.ts';
import { finished } from '../search/finished.ts';
import { Classes, type FairnessChoice } from './classes.ts';
import { fairCircuits } from './fairCircuits.ts';
import { fairLoop, type Path } from './loop.ts';
import { nowhere, Regions, type Circuit } from './regions.ts';
import { StateGraph, type Cuts, type StoredStates } from './stateGraph.ts';

export interface LivenessOptions extends Cuts {
  /** What is assumed of the order of events: weak fairness of every class of actions when absent. */
  readonly fairness?: FairnessChoice;
}

/** How the states were reached; the search's `Parents` is one. Stems are shortest if the search was breadth-first. */
export interface Ways {
  depth(number: number): number;
  path(number: number): { readonly initial: number; readonly numbers: readonly number[] };
}

/** A run in which something that should come is missing for ever. */
export interface Lasso {
  readonly violation: Violation;
  /** Which of the initial states it begins in. */
  readonly initial: number;
  readonly stem: Path;
  /** From the stem's last state back to it, again and again; absent when the run ends there, because nothing but faults can happen. */
  readonly loop?: Path;
}

/** What is still missing in a state. The state is only lent. */
export type Missing = (state: State) => Violation | undefined;

/**
 * Decides liveness exactly: on all runs of the graph of an exhausted search. A run may not stop while something is owed;
 * and it is only judged if it is fair. What does not hang on the property is worked out once: where runs may end,
 * and the circuits on which they may stay. Every other fair circuit lies inside one of those.
 */
export class LivenessCheck {
  readonly #regions: Regions;
  readonly #ways: Ways;
  readonly #ends: readonly number[];
  readonly #circuits: readonly Circuit[];

  private constructor(regions: Regions, ways: Ways, ends: readonly number[], circuits: readonly Circuit[]) {
    this.#regions = regions;
    this.#ways = ways;
    this.#ends = ends;
    this.#circuits = circuits;
  }

  /** Looks at the whole graph, with a pause now and then. The states must be all that can be reached. */
  static *preparing(engine: Engine, states: StoredStates, ways: Ways, { fairness, ...cuts }: LivenessOptions = {}): Generator<undefined, LivenessCheck, undefined> {
    const graph = new StateGraph(engine, states, new Classes(fairness), cuts);
    const regions = new Regions(graph);
    const ends: number[] = [];
    const everything = regions.fresh();
    regions.of.fill(everything);
    const circuits = yield* fairCircuits(regions, everything, undefined, (state) => {
      if (graph.isEnd) ends.push(state);
    });
    return new LivenessCheck(regions, ways, ends, circuits);
  }

  /** Whether some fair run never ends. */
  get hasCircles(): boolean {
    return this.#circuits.length > 0;
  }

  /** A fair run in which this is missing for ever, the one with the shortest stem; one that ends is preferred. */
  *checking(missing: Missing): Generator<undefined, Lasso | undefined, undefined> {
    const end = this.#nearest(this.#ends.filter((state) => this.#isMissing(state, missing)));
    if (end !== undefined) return this.#lasso(end, missing);
    let best: { readonly start: number; readonly region: number } | undefined;
    for (const circuit of this.#circuits) {
      for (const { region, members } of yield* this.#within(circuit, missing)) {
        const start = this.#nearest(members, best?.start);
        if (start !== undefined && start !== best?.start) best = { start, region };
      }
    }
    const lasso = best && this.#lasso(best.start, missing, best.region);
    for (const { region, members } of this.#circuits) for (const state of members) this.#regions.of[state] = region;
    return lasso;
  }

  /** The fair circuits inside this one that never leave where it is missing. */
  *#within({ members }: Circuit, missing: Missing): Generator<undefined, readonly Circuit[], undefined> {
    const { of } = this.#regions;
    const region = this.#regions.fresh();
    const without: number[] = [];
    for (const [index, state] of members.entries()) {
      const isMissing = this.#isMissing(state, missing);
      of[state] = isMissing ? region : nowhere;
      if (isMissing) without.push(state);
      if (index % 1024 === 1023) yield;
    }
    return yield* fairCircuits(this.#regions, region, Int32Array.from(without));
  }

  #isMissing(state: number, missing: Missing): boolean {
    return missing(this.#regions.graph.state(state)) !== undefined;
  }

  #nearest(states: Iterable<number>, than?: number): number | undefined {
    let best = than;
    for (const state of states) if (best === undefined || this.#isNearer(state, best)) best = state;
    return best;
  }

  #isNearer(one: number, other: number): boolean {
    const difference = this.#ways.depth(one) - this.#ways.depth(other);
    return difference < 0 || (difference === 0 && one < other);
  }

  #lasso(at: number, missing: Missing, region?: number): Lasso {
    const { graph } = this.#regions;
    const violation = missing(graph.state(at));
    if (violation === undefined) throw new TypeError(`what is missing in state ${at} changed while it was checked`);
    const { initial, numbers } = this.#ways.path(at);
    const labels = numbers.slice(1).map((after, index) => this.#labelBetween(numbers[index] ?? 0, after));
    const loop = region === undefined ? undefined : fairLoop(this.#regions, region, at);
    return { violation, initial, stem: { states: numbers, labels }, ...(loop !== undefined && { loop }) };
  }

  #labelBetween(before: number, after: number): string {
    const { graph } = this.#regions;
    graph.expand(before);
    return graph.label(graph.targets.subarray(0, graph.actions.length).indexOf(after));
  }
}

/** One property at once: a fair run in which it is missing for ever; undefined when there is none, which is a proof. */
export function livenessViolation(engine: Engine, states: StoredStates, ways: Ways, missing: Missing, options: LivenessOptions = {}): Lasso | undefined {
  return finished(finished(LivenessCheck.preparing(engine, states, ways, options)).checking(missing));
}
