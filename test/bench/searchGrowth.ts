import { breadthFirst, Engine } from '../../index.ts';
import { twoPhaseCommit } from '../models/twoPhaseCommit.ts';
import { inOwnProcess } from './ownProcess.ts';
import { best, table, type Row } from './support.ts';

/** By resource managers, how often to search: of the smallest, the fastest of many, since the first searches of a process last as long as their code takes to be compiled. */
const times: { readonly [resourceManagers: string]: number } = { 5: 200, 6: 50, 7: 10, 8: 4, 9: 2 };

/** What one state costs as the state space grows from ten thousand states to ten million: a flat column is what one hopes for. */
export function searchGrowth(): void {
  const rows = Object.keys(times).map((resourceManagers) => inOwnProcess(import.meta.url, grown.name, resourceManagers) as Row);
  table('Breadth-first search as the state space grows: two-phase commit, processor time, each size in a process of its own', rows);
}

export function grown(resourceManagers: string): Row {
  const { processor, result } = best(times[resourceManagers] ?? 1, () => breadthFirst(new Engine(twoPhaseCommit(Number(resourceManagers)))));
  return {
    'resource managers': Number(resourceManagers),
    states: result.states,
    generated: result.generated,
    ms: Math.round(processor),
    'µs/state': (processor / result.states) * 1000,
    'ns/generated': Math.round((processor / result.generated) * 1_000_000),
    'bytes/state': result.bytes / result.states,
  };
}
