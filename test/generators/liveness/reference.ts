import { reactionOf, stateKey, type Action, type Engine, type State } from '../../../index.ts';
import type { Lasso, Missing } from '../../../generators/liveness/liveness.ts';

export type OneFairness = 'weak' | 'strong';

interface Node {
  readonly state: State;
  readonly isMissing: boolean;
  readonly enabled: ReadonlySet<string>;
  readonly edges: readonly { readonly to: string; readonly owed: string | undefined }[];
}

/** What offers an action, in words; undefined for faults. */
export function classOf(action: Action): string | undefined {
  if (action.kind === 'fault') return undefined;
  return `${action.component} ${JSON.stringify(reactionOf(action)?.input ?? 'restart')}`;
}

const classesOf = (engine: Engine, state: State): ReadonlySet<string> => new Set(engine.enabled(state).flatMap((action) => classOf(action) ?? []));

/** Every state as a node with its edges, plain objects and no cleverness. */
function graphOf(engine: Engine, missing: Missing): ReadonlyMap<string, Node> {
  const nodes = new Map<string, Node>();
  const toVisit = [...engine.initial()];
  for (let state = toVisit.pop(); state !== undefined; state = toVisit.pop()) {
    if (nodes.has(stateKey(state))) continue;
    const edges: Node['edges'][number][] = [];
    for (const action of engine.enabled(state)) {
      const after = engine.apply(state, action);
      toVisit.push(after);
      edges.push({ to: stateKey(after), owed: classOf(action) });
    }
    nodes.set(stateKey(state), { state, isMissing: missing(state) !== undefined, enabled: classesOf(engine, state), edges });
  }
  return nodes;
}

export type Answer = 'end' | 'circle' | 'none' | 'too many';

/**
 * What a fair run that misses the goal for ever can do, if there is one: end, or go round. Tries every set of states to
 * go round in: it must hang together, and what is owed must be taken inside it.
 */
export function naively(engine: Engine, missing: Missing, fairness: OneFairness, most = 10): Answer {
  const nodes = [...graphOf(engine, missing)].filter(([, { isMissing }]) => isMissing);
  if (nodes.some(([, { enabled }]) => enabled.size === 0)) return 'end';
  if (nodes.length > most) return 'too many';
  const keys = nodes.map(([key]) => key);
  const successors = nodes.map(([, { edges }]) => edges.reduce((set, { to }) => set | (keys.includes(to) ? 1 << keys.indexOf(to) : 0), 0));
  for (let set = 1; set < 2 ** nodes.length; set++) {
    if (hangsTogether(set, successors) && isFair(new Map(nodes.filter((_, index) => (set >> index) & 1)), fairness)) return 'circle';
  }
  return 'none';
}

/** From each of a set of states to each, itself included, and never outside. Sets are bits. */
function hangsTogether(set: number, successors: readonly number[]): boolean {
  return successors.every((_, from) => {
    if (((set >> from) & 1) === 0) return true;
    let reached = 0;
    let next = set & (successors[from] ?? 0);
    while (next !== reached) {
      reached = next;
      for (const [index, further] of successors.entries()) if ((reached >> index) & 1) next |= set & further;
    }
    return reached === set;
  });
}

function isFair(chosen: ReadonlyMap<string, Node>, fairness: OneFairness): boolean {
  const nodes = [...chosen.values()];
  const taken = new Set(nodes.flatMap(({ edges }) => edges.flatMap(({ to, owed }) => (chosen.has(to) && owed !== undefined ? [owed] : []))));
  return owes(nodes.map(({ enabled }) => enabled), fairness).every((owed) => taken.has(owed));
}

/** The classes that have to be taken by whoever goes round through states that enable these. */
function owes(enabled: readonly ReadonlySet<string>[], fairness: OneFairness): readonly string[] {
  const all = [...new Set(enabled.flatMap((classes) => [...classes]))];
  return fairness === 'strong' ? all : all.filter((owed) => enabled.every((classes) => classes.has(owed)));
}

/** What is wrong with a lasso, judged by walking it label by label; nothing if it is what it should be. */
export function faultsOf(engine: Engine, lasso: Lasso, missing: Missing, fairness: OneFairness): readonly string[] {
  const wrong: string[] = [];
  let state = engine.initial()[lasso.initial] ?? new Int32Array(0);
  const take = (label: string): Action | undefined => {
    const action = engine.find(state, label);
    if (action === undefined) wrong.push(`"${label}" is not enabled`);
    else state = engine.apply(state, action);
    return action;
  };
  for (const label of lasso.stem.labels) take(label);
  const { loop } = lasso;
  if (loop === undefined) {
    if (missing(state) === undefined) wrong.push('nothing is missing where it ends');
    if (classesOf(engine, state).size > 0) wrong.push('it ends where something is owed');
    return wrong;
  }
  const start = stateKey(state);
  const enabled: ReadonlySet<string>[] = [];
  const taken = new Set<string | undefined>();
  for (const label of loop.labels) {
    if (missing(state) === undefined) wrong.push(`nothing is missing before "${label}"`);
    enabled.push(classesOf(engine, state));
    const action = take(label);
    taken.add(action && classOf(action));
  }
  if (loop.labels.length === 0 || stateKey(state) !== start) wrong.push('the loop does not close');
  if (loop.states.at(0) !== loop.states.at(-1) || loop.states[0] !== lasso.stem.states.at(-1)) wrong.push('the numbers of the loop do not close');
  if (loop.states.length !== loop.labels.length + 1 || lasso.stem.states.length !== lasso.stem.labels.length + 1) wrong.push('states and labels do not go together');
  wrong.push(...owes(enabled, fairness).filter((owed) => !taken.has(owed)).map((owed) => `${owed} is owed`));
  return wrong;
}
