import type { StateGraph } from './stateGraph.ts';
import type { Regions } from './regions.ts';

/** A way through the graph: one label fewer than states. */
export interface Path {
  readonly states: readonly number[];
  readonly labels: readonly string[];
}

/** An edge by its place among the actions of the state that it leaves. */
interface Edge {
  readonly from: number;
  readonly index: number;
  readonly to: number;
}

/** A fair way from a state of a fair circuit round to that state. It goes to what is nearest of all that is still owed, until nothing is. */
export function fairLoop(regions: Regions, region: number, start: number): Path {
  const { graph } = regions;
  const round = new Round(graph, start);
  const routes = new Routes(regions, region);
  for (;;) {
    const owed = round.owed();
    if (owed.size === 0 && round.isClosed) return { states: round.states, labels: round.labels };
    const route = owed.size === 0 ? routes.nearest(round.end, { edge: (_, to) => to === start }) : routes.nearest(round.end, { edge: (paid) => owed.has(paid), state: () => round.frees(owed) });
    for (const edge of route) round.take(edge);
  }
}

/** The loop so far, and what it owes. */
class Round {
  readonly states: number[];
  readonly labels: string[] = [];
  readonly #graph: StateGraph;
  readonly #paid = new Set<number>();
  /** Enabled in all states so far, and in some. */
  #always: ReadonlySet<number>;
  readonly #ever: Set<number>;

  constructor(graph: StateGraph, start: number) {
    this.#graph = graph;
    this.states = [start];
    graph.look(start);
    this.#always = graph.debts();
    this.#ever = graph.debts();
  }

  get end(): number {
    return this.states.at(-1) ?? 0;
  }

  get isClosed(): boolean {
    return this.labels.length > 0 && this.end === this.states[0];
  }

  owed(): ReadonlySet<number> {
    const { classes } = this.#graph;
    return new Set([...this.#ever].filter((each) => !this.#paid.has(each) && (classes.isStrong(each) || this.#always.has(each))));
  }

  /** Whether something weakly owed is not enabled in the state that the graph has looked at. */
  frees(owed: ReadonlySet<number>): boolean {
    const { classes } = this.#graph;
    const here = this.#graph.debts();
    return [...owed].some((each) => !classes.isStrong(each) && !here.has(each));
  }

  take({ from, index, to }: Edge): void {
    const graph = this.#graph;
    graph.look(from);
    this.#paid.add(graph.owed[index] ?? -1);
    this.labels.push(graph.label(index));
    this.states.push(to);
    graph.look(to);
    const here = graph.debts();
    this.#always = new Set([...this.#always].filter((each) => here.has(each)));
    for (const each of here) this.#ever.add(each);
  }
}

interface Goal {
  edge(owed: number, to: number): boolean;
  /** Of the state that the graph has looked at last. */
  state?(): boolean;
}

/** Shortest ways inside a region. */
class Routes {
  readonly #regions: Regions;
  readonly #region: number;

  constructor(regions: Regions, region: number) {
    this.#regions = regions;
    this.#region = region;
  }

  nearest(from: number, goal: Goal): readonly Edge[] {
    const { graph, of } = this.#regions;
    const arrivals = new Map<number, Edge | undefined>([[from, undefined]]);
    // A map goes on to what is added while it is walked, in the order in which it was.
    for (const state of arrivals.keys()) {
      graph.expand(state);
      if (state !== from && goal.state?.()) return wayTo(arrivals, state);
      for (let index = 0; index < graph.actions.length; index++) {
        const to = graph.targets[index] as number;
        if (to < 0 || of[to] !== this.#region) continue;
        const edge = { from: state, index, to };
        if (goal.edge(graph.owed[index] as number, to)) return [...wayTo(arrivals, state), edge];
        if (!arrivals.has(to)) arrivals.set(to, edge);
      }
    }
    throw new RangeError(`no way on from state ${from}: the circuit is not fair`);
  }
}

function wayTo(arrivals: ReadonlyMap<number, Edge | undefined>, state: number): Edge[] {
  const edges: Edge[] = [];
  for (let edge = arrivals.get(state); edge !== undefined; edge = arrivals.get(edge.from)) edges.push(edge);
  return edges.reverse();
}
