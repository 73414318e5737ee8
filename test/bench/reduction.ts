import { cpuUsage } from 'node:process';
import { cluster, clusterProperties, instrument, scenario, type ClusterProperty } from '../../index.ts';
import { searchingReduced } from '../../generators/search/reduction/reduced.ts';
import { searching, type SearchOptions, type SearchResult } from '../../generators/search/search.ts';
import { apply, pod } from '../../generators/scenarios/manifests.ts';
import type { ScenarioInput } from '../../model/scenario.ts';
import { table, type Row } from './support.ts';

/** What leaving out orders of actions that commute saves on clusters, and where it does not suffice. */
const cases: readonly { readonly name: string; readonly input: Omit<ScenarioInput, 'name'>; readonly properties: readonly ClusterProperty[] }[] = [
  { name: '1 Pod, 1 node, no-double-binding', input: { commands: apply(pod('web')) }, properties: clusterProperties.filter(({ name }) => name === 'no-double-binding') },
  { name: '1 Pod, 1 node, all', input: { commands: apply(pod('web')) }, properties: clusterProperties },
  { name: '2 Pods, 1 node, no-double-binding', input: { commands: apply(pod('web-1'), pod('web-2')) }, properties: clusterProperties.filter(({ name }) => name === 'no-double-binding') },
  { name: '2 Pods, 2 nodes, 2 schedulers, a crash, no-double-binding', input: { commands: apply(pod('web-1'), pod('web-2')), nodes: 2, schedulers: 2, faults: { crash: 1 } }, properties: clusterProperties.filter(({ name }) => name === 'no-double-binding') },
  { name: '3 Pods, 3 nodes, no-double-binding', input: { commands: apply(pod('web-1'), pod('web-2'), pod('web-3')), nodes: 3 }, properties: clusterProperties.filter(({ name }) => name === 'no-double-binding') },
];

/** Seconds of processor time that each search may take. */
const budget = 30;

export function reduction(): void {
  const rows = cases.map(({ name, input, properties }): Row => {
    const [reduced, whole] = [true, false].map((isReduced) => measured(input, properties, isReduced));
    const isKnown = reduced?.result.exhausted === true && whole?.result.exhausted === true;
    return {
      cluster: name,
      'reduced: states': reduced?.result.states ?? 0,
      's': reduced?.seconds ?? 0,
      verdict: verdictOf(reduced?.result),
      'all orders: states': whole?.result.states ?? 0,
      's ': whole?.seconds ?? 0,
      'verdict ': verdictOf(whole?.result),
      ratio: isKnown ? Math.round(whole.result.states / reduced.result.states) : '-',
    };
  });
  table(`Partial-order reduction on clusters: properties of safety and where runs end, ${budget} s of processor time each`, rows);
}

function measured(input: Omit<ScenarioInput, 'name'>, properties: readonly ClusterProperty[], isReduced: boolean): { readonly result: SearchResult; readonly seconds: number } {
  const { engine, violation, missing, watched } = instrument(cluster(scenario({ ...input, name: 'bench' })), properties);
  const before = cpuUsage();
  const seconds = (): number => {
    const { user, system } = cpuUsage(before);
    return (user + system) / 1_000_000;
  };
  const options: SearchOptions = { find: violation, findAtEnd: (state) => missing(state)[0], maximumStates: 3_000_000 };
  const running: Generator<undefined, SearchResult, undefined> = isReduced ? searchingReduced(engine, { ...options, progress: () => seconds() < budget }, watched) : searching(engine, { ...options, progress: () => seconds() < budget });
  for (;;) {
    const { done, value } = running.next();
    if (done) return { result: value, seconds: seconds() };
  }
}

function verdictOf(result: SearchResult | undefined): string {
  if (result?.found !== undefined) return 'violated';
  return result?.exhausted === true ? 'proved' : `inconclusive after ${result?.states.toLocaleString('en-US') ?? 0} states`;
}
