import { breadthFirst, Engine } from '../../index.ts';
import { twoPhaseCommit } from '../models/twoPhaseCommit.ts';
import { best, table, type Row } from './support.ts';

/**
 * What one state costs as the state space grows from ten thousand states to ten million: a flat column is what one hopes for. Of the
 * smallest, the fastest of many: the first searches of a process last as long as their code takes to be compiled.
 */
const sizes = [
  { resourceManagers: 5, times: 80 },
  { resourceManagers: 7, times: 5 },
  { resourceManagers: 8, times: 1 },
  { resourceManagers: 9, times: 1 },
];

export function searchGrowth(): void {
  const rows = sizes.map(({ resourceManagers, times }): Row => {
    const { processor, result } = best(times, () => breadthFirst(new Engine(twoPhaseCommit(resourceManagers))));
    return {
      'resource managers': resourceManagers,
      states: result.states,
      generated: result.generated,
      ms: Math.round(processor),
      'µs/state': (processor / result.states) * 1000,
      'ns/generated': Math.round((processor / result.generated) * 1_000_000),
      'bytes/state': result.bytes / result.states,
    };
  });
  table('Breadth-first search as the state space grows: two-phase commit, processor time', rows);
}
