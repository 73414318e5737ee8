import { expect, test } from 'vitest';
import { runScores, type Snapshot } from '../../../../../model/components/scheduler/framework.ts';
import { scorePlugins } from '../../../../../model/components/scheduler/plugins/index.ts';
import type { Node, Pod } from '../../../../../model/objects/index.ts';
import { node, pod, requesting } from '../support.ts';

function snapshot(nodes: readonly Node[], pods: readonly Pod[] = []): Snapshot {
  return { nodes: nodes.map((one) => ({ node: one, pods: pods.filter((each) => each.spec.nodeName === one.metadata.name) })), volumes: { claims: {}, volumes: {}, classes: {} }, namespaces: {} };
}

function score(name: string, which: Pod, on: Snapshot): readonly number[] {
  const plugin = scorePlugins.find((one) => one.name === name);
  if (plugin === undefined) throw new Error(`no plugin ${name}`);
  return plugin.score(which, on.nodes, on);
}

const on = (where: string, name: string, labels = {}, spec = {}) => pod(name, { metadata: { labels }, spec: { nodeName: where, ...spec } });
const zone = (name: string, value: string) => node(name, { metadata: { labels: { zone: value } } });

test('the default weights', () => {
  expect(Object.fromEntries(scorePlugins.map(({ name, weight }) => [name, weight]))).toEqual({
    TaintToleration: 3,
    NodeAffinity: 2,
    NodeResourcesFit: 1,
    PodTopologySpread: 2,
    InterPodAffinity: 2,
    NodeResourcesBalancedAllocation: 1,
    ImageLocality: 1,
  });
});

test('TaintToleration: the fewer intolerable preferences, the better', () => {
  const soft = (key: string) => ({ key, effect: 'PreferNoSchedule' });
  const nodes = snapshot([node('a', { spec: { taints: [soft('x'), soft('y')] } }), node('b', { spec: { taints: [soft('x')] } }), node('c')]);
  expect(score('TaintToleration', pod('web'), nodes)).toEqual([0, 50, 100]);
  expect(score('TaintToleration', pod('web'), snapshot([node('a'), node('b')]))).toEqual([100, 100]);
});

test('NodeAffinity: the sum of the weights that match', () => {
  const preferred = [
    { weight: 30, preference: { matchExpressions: [{ key: 'zone', operator: 'In', values: ['1'] }] } },
    { weight: 10, preference: { matchExpressions: [{ key: 'zone', operator: 'Exists' }] } },
  ];
  const web = pod('web', { spec: { affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: preferred } } } });
  // 40, 10 and 0 of 40
  expect(score('NodeAffinity', web, snapshot([zone('a', '1'), zone('b', '2'), node('c')]))).toEqual([100, 25, 0]);
});

test('NodeResourcesFit: the mean of what is left of cpu and memory', () => {
  const cluster = snapshot([node('a'), node('b')], [on('a', 'other', {}, requesting('1', '1Gi'))]);
  // a: cpu (2 - 1.5) / 2 = 25, memory (4 - 2) / 4 = 50; b: cpu 75, memory 75
  expect(score('NodeResourcesFit', pod('web', { spec: requesting('500m', '1Gi') }), cluster)).toEqual([37, 75]);
});

test('NodeResourcesFit: who asks for nothing counts 100m and 200MB', () => {
  // cpu (2000 - 100) / 2000 = 95, memory (4096 - 200) / 4096 = 95.1
  expect(score('NodeResourcesFit', pod('web'), snapshot([node('a')]))).toEqual([95]);
});

test('NodeResourcesBalancedAllocation: the more even, the better', () => {
  const cluster = snapshot([node('a'), node('b')], [on('a', 'other', {}, requesting('1'))]);
  // a: cpu 75 %, memory 25 %: deviation 0.25; b: both 25 %
  expect(score('NodeResourcesBalancedAllocation', pod('web', { spec: requesting('500m', '1Gi') }), cluster)).toEqual([75, 100]);
  expect(score('NodeResourcesBalancedAllocation', pod('web'), cluster)).toEqual([0, 0]);
});

test('ImageLocality: by size and by how many nodes have the image', () => {
  const megabytes = (size: number, name: string) => ({ images: [{ names: [name], sizeBytes: size * 1024 * 1024 }], allocatable: { cpu: '2', memory: '4Gi', pods: '110' } });
  // 1000 MB on one node of two counts 500: (500 - 23) / (1000 - 23) = 48.8 %
  expect(score('ImageLocality', pod('web'), snapshot([node('a', { status: megabytes(1000, 'app:latest') }), node('b')]))).toEqual([48, 0]);
});

test('PodTopologySpread: the emptier domain', () => {
  const spread = { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: { app: 'web' } } }] };
  const web = pod('web', { metadata: { labels: { app: 'web' } }, spec: spread });
  const cluster = snapshot([zone('a', '1'), zone('b', '2'), node('c')], [on('a', 'web-1', { app: 'web' }), on('a', 'web-2', { app: 'web' }), on('b', 'web-3', { app: 'web' })]);
  // two domains weigh ln 4 = 1.386: a 2.77 -> 3, b 1.39 -> 1; 100 * (3 + 1 - s) / 3; c lacks the label
  expect(score('PodTopologySpread', web, cluster)).toEqual([33, 100, 0]);
});

test('InterPodAffinity: towards those it prefers, away from others, and towards those that require it', () => {
  const weighted = (weight: number, app: string) => ({ weight, podAffinityTerm: { labelSelector: { matchLabels: { app } }, topologyKey: 'zone' } });
  const affinity = {
    podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [weighted(10, 'cache')] },
    podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [weighted(30, 'noisy')] },
  };
  const web = pod('web', { metadata: { labels: { app: 'web' } }, spec: { affinity } });
  const follower = { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchLabels: { app: 'web' } }, topologyKey: 'zone' }] } } };
  const cluster = snapshot([zone('a', '1'), zone('b', '2'), zone('c', '3')], [on('a', 'cache', { app: 'cache' }), on('b', 'noisy', { app: 'noisy' }), on('c', 'follower', {}, follower)]);
  // 10, -30 and 1, scaled from -30..10
  expect(score('InterPodAffinity', web, cluster)).toEqual([100, 0, 77]);
});

test('the sum is weighted', () => {
  // TaintToleration 3 x 100, NodeResourcesFit 75, NodeResourcesBalancedAllocation 100
  const nodes = snapshot([node('a'), node('b', { spec: { taints: [{ key: 'x', effect: 'PreferNoSchedule' }] } })]);
  expect(runScores(scorePlugins, pod('web', { spec: requesting('500m', '1Gi') }), nodes.nodes, nodes)).toEqual({ a: 475, b: 175 });
});
