import { breadthFirst, Engine, type System } from '../../index.ts';
import { paxos } from '../models/paxos.ts';
import { twoPhaseCommit } from '../models/twoPhaseCommit.ts';
import { naiveSearch } from './naiveSearch.ts';
import { best, isMain, perSecond, table, timed, type Row } from './support.ts';

/** Breadth-first states a second, beside the search that one writes first. Both must count the same states. */
const models: readonly { readonly name: string; readonly system: System; readonly naive: System; readonly note: string }[] = [
  { name: 'two-phase commit, 7 resource managers', system: twoPhaseCommit(7), naive: twoPhaseCommit(5), note: 'naive: 5 resource managers' },
  { name: 'Paxos, 2 clients', system: paxos(2), naive: paxos(2), note: '' },
];

export function searchThroughput(): void {
  const rows = models.flatMap(({ name, system, naive, note }): Row[] => {
    const ours = best(2, () => breadthFirst(new Engine(system)));
    const reference = timed(() => naiveSearch(naive));
    const check = breadthFirst(new Engine(naive));
    if (reference.result.states !== check.states || reference.result.generated !== check.generated) throw new Error(`${name}: the naive search has ${reference.result.states} states, ours ${check.states}`);
    const unique = perSecond(ours.result.states, ours.milliseconds);
    const naively = perSecond(reference.result.states, reference.milliseconds);
    return [
      {
        model: name,
        states: ours.result.states,
        generated: ours.result.generated,
        'ms': Math.round(ours.milliseconds),
        'states/s': unique,
        'generated/s': perSecond(ours.result.generated, ours.milliseconds),
        'bytes/state': ours.result.bytes / ours.result.states,
        'naive states/s': naively,
        ratio: `${(unique / naively).toFixed(1)} x`,
        note,
      },
    ];
  });
  table('Breadth-first search (naive: the same components, plain objects, JSON.stringify, a Set)', rows);
}

if (isMain(import.meta.url)) searchThroughput();
