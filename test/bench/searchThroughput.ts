import { breadthFirst, depthFirst, Engine, type SearchResult, type System } from '../../index.ts';
import { paxos } from '../models/paxos.ts';
import { racyCounter } from '../models/racyCounter.ts';
import { twoPhaseCommit } from '../models/twoPhaseCommit.ts';
import { naiveSearch } from './naiveSearch.ts';
import { inOwnProcess } from './ownProcess.ts';
import { references } from './references/reference.ts';
import { best, mustAgree, perSecond, print, table, timed, type Row } from './support.ts';

interface Compared {
  readonly rows: readonly Row[];
  /** A line for each checker that is not installed. */
  readonly absent: readonly string[];
}

const cases: { readonly [model: string]: (model: string) => Compared } = {
  'two-phase commit, 5 managers': (model) => compared(model, twoPhaseCommit(5), 5, () => naive(twoPhaseCommit(5))),
  'two-phase commit, 7 managers': (model) => compared(model, twoPhaseCommit(7), 3, (ours) => compiled(7, 3, ours)),
  'two-phase commit, 8 managers': (model) => compared(model, twoPhaseCommit(8), 4, (ours) => compiled(8, 4, ours)),
  'two-phase commit, 9 managers': (model) => compared(model, twoPhaseCommit(9), 1, (ours) => compiled(9, 1, ours)),
  'Paxos, 2 clients': (model) => compared(model, paxos(2), 5, () => naive(paxos(2))),
  'Paxos, 3 clients': (model) => compared(model, paxos(3), 3, nobody),
  'Paxos, 4 clients': (model) => compared(model, paxos(4), 2, nobody),
  'racy counter, 6 threads': (model) => compared(model, racyCounter(6), 3, () => naive(racyCounter(6))),
};

/**
 * Whole state spaces: states a second of processor time, beside the search that one writes first and beside compiled
 * checkers, in the same run. All must count the same states. `ours/it` above 1: ours is faster.
 */
export function searchThroughput(): void {
  const all = Object.keys(cases).map((model) => inOwnProcess(import.meta.url, measured.name, model) as Compared);
  table('Exhaustive search, by processor time, each model in a process of its own (naive: the same components, plain objects, JSON.stringify, a Set)', all.flatMap(({ rows }) => rows));
  for (const line of new Set(all.flatMap(({ absent }) => absent))) print(line);
}

/** One of the cases. */
export function measured(model: string): Compared {
  const run = cases[model];
  if (run === undefined) throw new RangeError(`there is no case called ${model}`);
  return run(model);
}

/** One search: whose, how much, how long. */
interface Measured {
  readonly checker: string;
  readonly states: number;
  readonly generated: number;
  readonly milliseconds: number;
  readonly bytes?: number;
}

/** What others measured, and a line for each that is not installed. */
interface Others {
  readonly found: readonly Measured[];
  readonly absent: readonly string[];
}

function compared(model: string, system: System, times: number, others: (ours: SearchResult) => Others): Compared {
  const searches = [breadthFirst, depthFirst].map((search) => {
    const { processor, result } = best(times, () => search(new Engine(system)));
    return { result, line: { checker: search === breadthFirst ? 'ours, breadth-first' : 'ours, depth-first', states: result.states, generated: result.generated, milliseconds: processor, bytes: result.bytes / result.states } };
  });
  const [first] = searches as [(typeof searches)[number], ...typeof searches];
  const rate = ({ states, milliseconds }: Measured): number => perSecond(states, milliseconds);
  const { found, absent } = others(first.result);
  const rows = [...searches.map(({ line }): Measured => line), ...found].map((line) => ({
    model,
    checker: line.checker,
    states: line.states,
    ms: Math.round(line.milliseconds),
    'states/s': rate(line),
    'generated/s': perSecond(line.generated, line.milliseconds),
    'bytes/state': line.bytes ?? '',
    'ours/it': (rate(first.line) / rate(line)).toFixed(2),
  }));
  return { rows, absent };
}

function nobody(): Others {
  return { found: [], absent: [] };
}

function naive(system: System): Others {
  const { processor, result } = timed(() => naiveSearch(system));
  mustAgree('the naive search', result, breadthFirst(new Engine(system)));
  return { found: [{ checker: 'naive', ...result, milliseconds: processor }], absent: [] };
}

function compiled(resourceManagers: number, times: number, ours: SearchResult): Others {
  const { found, absent } = references(resourceManagers, times);
  for (const reference of found) mustAgree(reference.checker, reference, ours);
  return { found, absent };
}
