import { breadthFirst, depthFirst, Engine, type SearchResult, type System } from '../../index.ts';
import { paxos } from '../models/paxos.ts';
import { racyCounter } from '../models/racyCounter.ts';
import { twoPhaseCommit } from '../models/twoPhaseCommit.ts';
import { naiveSearch } from './naiveSearch.ts';
import { references } from './references/reference.ts';
import { best, perSecond, print, table, timed, type Row } from './support.ts';

/**
 * Whole state spaces: states a second of processor time, beside the search that one writes first and beside compiled
 * checkers, in the same run. All must count the same states. `ours/it` above 1: ours is faster.
 */
export function searchThroughput(): void {
  const absent = new Set<string>();
  const rows = [
    ...compared('two-phase commit, 5 managers', twoPhaseCommit(5), 5, () => [naive(twoPhaseCommit(5))]),
    ...compared('two-phase commit, 7 managers', twoPhaseCommit(7), 3, (ours) => compiled(7, 3, ours, absent)),
    ...compared('two-phase commit, 8 managers', twoPhaseCommit(8), 4, (ours) => compiled(8, 4, ours, absent)),
    ...compared('Paxos, 2 clients', paxos(2), 5, () => [naive(paxos(2))]),
    ...compared('Paxos, 3 clients', paxos(3), 3, () => []),
    ...compared('Paxos, 4 clients', paxos(4), 1, () => []),
    ...compared('racy counter, 6 threads', racyCounter(6), 3, () => [naive(racyCounter(6))]),
  ];
  table('Exhaustive search, by processor time (naive: the same components, plain objects, JSON.stringify, a Set)', rows);
  for (const line of absent) print(line);
}

/** One search: whose, how much, how long. */
interface Measured {
  readonly checker: string;
  readonly states: number;
  readonly generated: number;
  readonly milliseconds: number;
  readonly bytes?: number;
}

function compared(model: string, system: System, times: number, others: (ours: SearchResult) => readonly Measured[]): readonly Row[] {
  const ours = [breadthFirst, depthFirst].map((search) => {
    const { processor, result } = best(times, () => search(new Engine(system)));
    return { result, measured: { checker: search === breadthFirst ? 'ours, breadth-first' : 'ours, depth-first', states: result.states, generated: result.generated, milliseconds: processor, bytes: result.bytes / result.states } };
  });
  const [first] = ours;
  if (first === undefined) return [];
  const rate = ({ states, milliseconds }: Measured): number => perSecond(states, milliseconds);
  return [...ours.map(({ measured }) => measured), ...others(first.result)].map((measured) => ({
    model,
    checker: measured.checker,
    states: measured.states,
    ms: Math.round(measured.milliseconds),
    'states/s': rate(measured),
    'generated/s': perSecond(measured.generated, measured.milliseconds),
    'bytes/state': measured.bytes ?? '',
    'ours/it': (rate(first.measured) / rate(measured)).toFixed(2),
  }));
}

function naive(system: System): Measured {
  const { processor, result } = timed(() => naiveSearch(system));
  mustAgree('the naive search', result, breadthFirst(new Engine(system)));
  return { checker: 'naive', ...result, milliseconds: processor };
}

function compiled(resourceManagers: number, times: number, ours: SearchResult, absent: Set<string>): readonly Measured[] {
  const { found, absent: missing } = references(resourceManagers, times);
  for (const line of missing) absent.add(line);
  for (const reference of found) mustAgree(reference.checker, reference, ours);
  return found;
}

interface Counts {
  readonly states: number;
  readonly generated: number;
}

function mustAgree(checker: string, theirs: Counts, ours: Counts): void {
  if (theirs.states === ours.states && theirs.generated === ours.generated) return;
  throw new Error(`${checker} counts ${theirs.states} states, ${theirs.generated} generated; ours counts ${ours.states}, ${ours.generated}`);
}
