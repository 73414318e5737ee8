import { breadthFirst, cluster, clusterProperties, instrument, scenario, searchInParallel, type SearchResult } from '../../index.ts';
import { clusterTask } from '../../generators/exhaustive/clusterTask.ts';
import { apply, pod } from '../../generators/scenarios/manifests.ts';
import type { ScenarioInput } from '../../model/scenario.ts';
import { perSecond, table, type Row } from './support.ts';

const property = 'no-double-binding';
const pods = (count: number): ScenarioInput['commands'] => apply(...Array.from({ length: count }, (_, index) => pod(`web-${index + 1}`)));

/** What coarse steps make possible: clusters by the clock, all orders of their coarse steps. */
const cases: readonly { readonly name: string; readonly input: Omit<ScenarioInput, 'name'> }[] = [
  { name: '1 Pod, 1 node', input: { commands: pods(1) } },
  { name: '1 Pod, 1 node, a crash', input: { commands: pods(1), faults: { crash: 1 } } },
  { name: '2 Pods, 2 nodes, 2 schedulers', input: { commands: pods(2), nodes: 2, schedulers: 2 } },
  { name: '3 Pods, 3 nodes', input: { commands: pods(3), nodes: 3 } },
  { name: '2 Pods, 2 nodes, 2 schedulers, a crash', input: { commands: pods(2), nodes: 2, schedulers: 2, faults: { crash: 1 } } },
  { name: '3 Pods, 3 nodes, a crash', input: { commands: pods(3), nodes: 3, faults: { crash: 1 } } },
];

const threads = 2;
/** Of the fine steps that coarse ones are compared with. */
const maximumStates = 1_000_000;

export async function grain(): Promise<void> {
  const rows: Row[] = [];
  for (const { name, input } of cases) {
    const coarse = scenario({ ...input, name: 'bench', timing: 'calm', grain: 'coarse' });
    const start = performance.now();
    const result = await searchInParallel(clusterTask(coarse, [property]), threads);
    const milliseconds = performance.now() - start;
    const fine = searchedFinely({ ...coarse, grain: 'fine' });
    rows.push({
      cluster: name,
      states: result.states,
      s: (milliseconds / 1000).toFixed(1),
      'states/s': perSecond(result.states, milliseconds),
      verdict: result.found !== undefined ? 'violated' : result.exhausted ? 'proved' : 'inconclusive',
      'fine steps: states': fine.exhausted ? fine.states : `more than ${maximumStates.toLocaleString('en-US')}`,
      ratio: fine.exhausted ? Math.round(fine.states / result.states) : '-',
    });
  }
  table(`Clusters in coarse steps, ${property}, all orders, ${threads} threads (by the clock)`, rows);
}

/** All orders of fine steps, as far as they go. */
function searchedFinely(fine: Parameters<typeof cluster>[0]): SearchResult {
  const { engine, violation } = instrument(cluster(fine), clusterProperties.filter(({ name }) => name === property));
  return breadthFirst(engine, { find: violation, maximumStates });
}
