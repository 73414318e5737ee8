import { nowhere, type Circuit, type Regions } from './regions.ts';

/** What is known of a class in a circuit. */
interface Account {
  /** In how many of its states the class is enabled. */
  states: number;
  last: number;
  /** Whether an edge inside the circuit takes it. */
  isPaid: boolean;
}

/**
 * The circuits of a region on which a run can go round fairly for ever. Going round all of a circuit is fairest under
 * weak fairness: more is taken, and less is enabled all the time. Under strong fairness a state at which something is
 * enabled that is never taken has to be left out, and what remains is divided again (Emerson and Lei; Streett).
 * Circuits that are not fair are nowhere afterwards.
 */
export function* fairCircuits(regions: Regions, region: number, members?: Int32Array, onExpand?: (state: number) => void): Generator<undefined, readonly Circuit[], undefined> {
  const fair: Circuit[] = [];
  const toJudge = [...(yield* regions.split(region, members, onExpand))].reverse();
  for (let circuit = toJudge.pop(); circuit !== undefined; circuit = toJudge.pop()) {
    const unpaid = unpaidIn(regions, circuit);
    yield;
    if (unpaid === undefined) dissolve(regions, circuit.members);
    else if (unpaid.size === 0) fair.push(circuit);
    else toJudge.push(...(yield* regions.split(circuit.region, remaining(regions, circuit, unpaid))));
  }
  return fair;
}

/** The classes whose states have to be left out; undefined when no part of the circuit can be fair. */
function unpaidIn(regions: Regions, circuit: Circuit): ReadonlySet<number> | undefined {
  const { classes } = regions.graph;
  const unpaid = new Set<number>();
  for (const [number, { states, isPaid }] of accountsOf(regions, circuit)) {
    if (isPaid) continue;
    if (states === circuit.members.length) return undefined;
    if (classes.isStrong(number)) unpaid.add(number);
  }
  return unpaid;
}

function accountsOf({ graph, of }: Regions, { region, members }: Circuit): ReadonlyMap<number, Account> {
  const accounts = new Map<number, Account>();
  for (const state of members) {
    graph.expand(state);
    for (let index = 0; index < graph.actions.length; index++) {
      const owed = graph.owed[index] as number;
      if (owed === -1) continue;
      let account = accounts.get(owed);
      if (account === undefined) accounts.set(owed, (account = { states: 0, last: -1, isPaid: false }));
      if (account.last !== state) account.states++;
      account.last = state;
      const target = graph.targets[index] as number;
      if (target >= 0 && of[target] === region) account.isPaid = true;
    }
  }
  return accounts;
}

function remaining({ graph, of }: Regions, { members }: Circuit, unpaid: ReadonlySet<number>): Int32Array {
  return members.filter((state) => {
    graph.look(state);
    const isLeftOut = [...graph.debts()].some((owed) => unpaid.has(owed));
    if (isLeftOut) of[state] = nowhere;
    return !isLeftOut;
  });
}

function dissolve({ of }: Regions, members: Int32Array): void {
  for (const state of members) of[state] = nowhere;
}
