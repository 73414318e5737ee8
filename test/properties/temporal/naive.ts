import { replay, stateKey, type Action, type Engine, type State, type StateView } from '../../../index.ts';

/** One moment of a run, as a truth value for each of two conditions: undefined where a condition is not about such moments. */
export interface Moment {
  readonly p: boolean | undefined;
  readonly q: boolean | undefined;
}

/** A condition that the same words state for the forms and for the naive evaluation: where components of a table are, or that one acts. */
export type Claim = { readonly kind: 'state'; readonly where: readonly (readonly [component: number, places: readonly number[]])[] } | { readonly kind: 'event'; readonly component: number };

const until = (run: readonly Moment[]): boolean => run.some(({ q }, at) => q === true && run.slice(0, at).every(({ p }) => p !== false));

/** What the forms mean, word by word, of a run that has ended. */
export const meanings = {
  always: (run) => run.every(({ p }) => p !== false),
  never: (run) => run.every(({ p }) => p !== true),
  eventually: (run) => run.some(({ q }) => q === true),
  leadsTo: (run) => run.every(({ p }, at) => p !== true || run.slice(at).some(({ q }) => q === true)),
  until,
  weakUntil: (run) => until(run) || run.every(({ p }) => p !== false),
  precedes: (run) => run.every(({ q }, at) => q !== true || run.slice(0, at + 1).some(({ p }) => p === true)),
} satisfies { readonly [form: string]: (run: readonly Moment[]) => boolean };

export type Form = keyof typeof meanings;

export function holdsIn(where: Extract<Claim, { kind: 'state' }>['where'], state: StateView): boolean {
  return where.every(([component, places]) => places.includes(placeOf(state, `c${component}`)));
}

/** In tables and in systems that watch each other. */
function placeOf(state: StateView, component: string): number {
  const place = (state.get(component, 'state') as { readonly at: number } | undefined)?.at ?? state.get(component, 'at');
  return typeof place === 'number' ? place : -1;
}

export function acts(component: number, happening: Action['happening']): boolean {
  return happening.kind === 'reaction' && happening.component === `c${component}`;
}

function trueIn(claim: Claim, engine: Engine, moment: State | Action): boolean | undefined {
  if (claim.kind === 'state') return moment instanceof Int32Array ? holdsIn(claim.where, engine.view(moment)) : undefined;
  return moment instanceof Int32Array ? undefined : acts(claim.component, moment.happening);
}

/** The moments of one run. */
export function momentsOf(engine: Engine, schedule: readonly string[], initial: number, p: Claim, q: Claim): readonly Moment[] {
  const run = replay(engine, schedule, { initial });
  return [run.initial, ...run.steps.flatMap(({ action, after }) => [action, after])].map((moment) => ({ p: trueIn(p, engine, moment), q: trueIn(q, engine, moment) }));
}

interface Node extends Moment {
  /** Of a state. */
  readonly key?: string;
  /** Whether a run may end there: nothing but faults can happen. */
  readonly isEnd: boolean;
  readonly next: Node[];
}

/** All moments of all runs, as a graph without any memory; undefined when there are too many. */
function graphOf(engine: Engine, p: Claim, q: Claim, most: number): readonly Node[] | undefined {
  const nodes = new Map<string, Node>();
  const toVisit: { readonly state: State; readonly node: Node; readonly enabled: readonly Action[] }[] = [];
  const nodeOf = (state: State): Node => {
    const known = nodes.get(stateKey(state));
    if (known !== undefined) return known;
    const enabled = engine.enabled(state);
    const node: Node = { key: stateKey(state), p: trueIn(p, engine, state), q: trueIn(q, engine, state), isEnd: enabled.every(({ kind }) => kind === 'fault'), next: [] };
    nodes.set(stateKey(state), node);
    toVisit.push({ state, node, enabled });
    return node;
  };
  const initial = engine.initial().map(nodeOf);
  for (const { state, node, enabled } of toVisit) {
    if (nodes.size > most) return undefined;
    for (const action of enabled) node.next.push({ p: trueIn(p, engine, action), q: trueIn(q, engine, action), isEnd: false, next: [nodeOf(engine.apply(state, action))] });
  }
  return initial;
}

/** All that can be reached from some nodes by ways of which all nodes but the last, these included, are such. */
function reached(from: readonly Node[], through: (node: Node) => boolean): ReadonlySet<Node> {
  const found = new Set(from);
  for (const node of found) if (through(node)) node.next.forEach((next) => found.add(next));
  return found;
}

/** Whether a fair run may stay in these states for ever, or end in one; by their keys. */
export type MayStay = (keys: ReadonlySet<string>) => boolean;

/**
 * Whether some run does not have it, found by looking for ways through the graph; undefined for too large ones.
 * @param mayStay of a system that comes to rest it is enough to look for ends
 */
export function isViolated(form: Form, engine: Engine, p: Claim, q: Claim, most: number, mayStay?: MayStay): boolean | undefined {
  const initial = graphOf(engine, p, q, most);
  if (initial === undefined) return undefined;
  const some = (through: (node: Node) => boolean, target: (node: Node) => boolean): boolean => [...reached(initial, through)].some(target);
  const any = (): boolean => true;
  const lacksQ = (node: Node): boolean => node.q !== true;
  /** From some nodes on, on ways that lack q: for ever. */
  const lacksForEver = (from: readonly Node[], through: (node: Node) => boolean): boolean => {
    const without = [...reached(from, through)].filter(through);
    return mayStay === undefined ? without.some(({ isEnd }) => isEnd) : mayStay(new Set(without.flatMap(({ key }) => key ?? [])));
  };
  const waits = (node: Node): boolean => lacksQ(node) && node.p !== false;
  const breaks = (node: Node): boolean => lacksQ(node) && node.p === false;
  switch (form) {
    case 'always':
      return some(any, (node) => node.p === false);
    case 'never':
      return some(any, (node) => node.p === true);
    case 'eventually':
      return lacksForEver(initial, lacksQ);
    case 'leadsTo':
      return lacksForEver([...reached(initial, any)].filter((node) => node.p === true && lacksQ(node)), lacksQ);
    case 'until':
      return some(waits, breaks) || lacksForEver(initial, waits);
    case 'weakUntil':
      return some(waits, breaks);
    case 'precedes':
      return some((node) => node.p !== true, (node) => node.p !== true && node.q === true);
  }
}
