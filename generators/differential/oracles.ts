import type { Json, StateView } from '../../model/kernel/index.ts';
import type { ClusterShape } from '../../model/cluster/shape.ts';
import type { ClusterLiveness, ClusterProperty } from '../../properties/cluster.ts';
import type { PropertyInfo } from '../../properties/property.ts';
import { followed } from './followed.ts';
import { difference } from './pattern.ts';
import { followedIn, outcomeIn, type Expected, type Reference } from './reference.ts';
import { storedAtEnd } from './stored.ts';

/** The names of Sieve's two oracles, as they are told in reports and traces. */
export const oracleNames = { end: 'same-end-as-reference', updates: 'same-updates-as-reference' } as const;

export function isOracle(name: string): boolean {
  return name === oracleNames.end || name === oracleNames.updates;
}

const fairness = 'Both runs have come to rest.';
const source = 'Sieve: Automatic Reliability Testing for Kubernetes Controllers (OSDI 2022), section 3.6';

/** What the oracles say of themselves, without a reference. */
export const oracleInfo: readonly PropertyInfo[] = [
  { name: oracleNames.end, statement: 'What is stored in the end is what runs have in common in which nothing goes wrong.', source },
  { name: oracleNames.updates, statement: 'Every object is created and removed as often as in runs in which nothing goes wrong.', source },
];

/** Why an end was not compared with the reference; undefined when it was. */
export type Compared = (why: string | undefined) => void;

/**
 * Sieve's two oracles, in the form of properties that are judged where a run has come to rest. What they find is a
 * hint: nobody promises that a run in which something goes wrong ends as others do.
 * @param compared is told of every end that is looked at
 */
export function oracles(reference: Reference, compared: Compared = () => undefined): readonly ClusterProperty[] {
  const end: ClusterLiveness = {
    kind: 'liveness',
    name: oracleNames.end,
    statement: `What is stored in the end is what ${reference.runs} runs have in common in which nothing went wrong.`,
    source,
    assumes: 'kubectl has told the user what it tells him when nothing goes wrong; no pod was evicted or rejected by its kubelet, and no container has crashed that is not restarted.',
    fairness,
    missing(state, shape) {
      const why = incomparable(state, shape, reference);
      compared(why);
      return why === undefined ? differentEnd(state, shape, reference) : undefined;
    },
  };
  const updates: ClusterLiveness = {
    kind: 'liveness',
    name: oracleNames.updates,
    statement: `Every object was created and removed as often as in ${reference.runs} runs in which nothing went wrong.`,
    source,
    assumes: 'Nobody has crashed, and no request or answer was lost: whoever does not know what became of a request may make it again.',
    fairness,
    missing: (state, shape) => (incomparable(state, shape, reference) === undefined ? differentUpdates(state, reference) : undefined),
  };
  return [followed, end, updates];
}

function incomparable(state: StateView, shape: ClusterShape, { outcomes, excuses }: Reference): string | undefined {
  if (!outcomes.includes(outcomeIn(state, shape))) return 'kubectl has told the user something else';
  const { excuse } = followedIn(state);
  return excuse !== undefined && excuses.includes(excuse) ? undefined : excuse;
}

function differentEnd(state: StateView, shape: ClusterShape, { objects: expected }: Reference): string | undefined {
  const found = storedAtEnd(state, shape);
  for (const identity of [...new Set([...expected.keys(), ...found.keys()])].sort()) {
    const why = differentObjects(expected.get(identity), found.get(identity) ?? []);
    if (why !== undefined) return `${identity}: ${why}`;
  }
  return undefined;
}

function differentObjects(expected: Expected | undefined, found: readonly Json[]): string | undefined {
  const there = found.length === 1 ? 'there is 1' : `there are ${found.length}`;
  if (expected === undefined) return `${there} in the end, and none in the reference`;
  if (expected.number !== undefined && expected.number !== found.length) return `${there} in the end, and ${expected.number} in the reference`;
  return found.map((object) => difference(expected.pattern, object)).find((why) => why !== undefined);
}

function differentUpdates(state: StateView, { updates: expected }: Reference): string | undefined {
  const { updates } = followedIn(state);
  if (updates === undefined) return undefined;
  const never = { created: 0, removed: 0 };
  for (const identity of [...new Set([...expected.keys(), ...Object.keys(updates)])].sort()) {
    for (const how of ['created', 'removed'] as const) {
      const [wanted, found] = [(expected.get(identity) ?? never)[how], (updates[identity] ?? never)[how]];
      if (wanted !== undefined && wanted !== found) return `${identity}: ${how} ${times(found)}, and ${times(wanted)} in the reference`;
    }
  }
  return undefined;
}

function times(number: number): string {
  return number === 1 ? 'once' : number === 0 ? 'never' : `${number} times`;
}
