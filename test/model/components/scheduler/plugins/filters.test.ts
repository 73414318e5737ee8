import { describe, expect, test } from 'vitest';
import type { FilterPlugin, Snapshot } from '../../../../../model/components/scheduler/framework.ts';
import { filterPlugins } from '../../../../../model/components/scheduler/plugins/index.ts';
import type { JsonObject } from '../../../../../model/kernel/json.ts';
import type { Node, Pod } from '../../../../../model/objects/index.ts';
import { node, pod, requesting } from '../support.ts';

/** Nodes with the pods that are on them. */
function snapshot(nodes: readonly Node[], pods: readonly Pod[] = [], namespaces: Snapshot['namespaces'] = {}): Snapshot {
  return { nodes: nodes.map((one) => ({ node: one, pods: pods.filter((each) => each.spec.nodeName === one.metadata.name) })), volumes: { claims: {}, volumes: {}, classes: {} }, namespaces };
}

function plugin(name: string): FilterPlugin {
  const found = filterPlugins.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no plugin ${name}`);
  return found;
}

/** Node -> why the plugin rejects the pod there. */
function reasons(name: string, which: Pod, on: Snapshot): { readonly [node: string]: readonly string[] } {
  return Object.fromEntries(on.nodes.map((info) => [info.node.metadata.name, plugin(name).filter(which, info, on)]));
}

const zone = (name: string, value: string) => node(name, { metadata: { labels: { zone: value } } });
const on = (where: string, name: string, labels = {}, spec = {}) => pod(name, { metadata: { labels }, spec: { nodeName: where, ...spec } });

test('NodeUnschedulable', () => {
  const cordoned = snapshot([node('a'), node('b', { spec: { unschedulable: true } })]);
  expect(reasons('NodeUnschedulable', pod('web'), cordoned)).toEqual({ a: [], b: ['node(s) were unschedulable'] });
  const tolerant = pod('web', { spec: { tolerations: [{ key: 'node.kubernetes.io/unschedulable', operator: 'Exists', effect: 'NoSchedule' }] } });
  expect(reasons('NodeUnschedulable', tolerant, cordoned)).toEqual({ a: [], b: [] });
});

test('NodeName', () => {
  expect(reasons('NodeName', pod('web', { spec: { nodeName: 'a' } }), snapshot([node('a'), node('b')]))).toEqual({ a: [], b: ["node(s) didn't match the requested node name"] });
});

test('TaintToleration names the first taint that is not tolerated', () => {
  const taints = [{ key: 'soft', effect: 'PreferNoSchedule' }, { key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }, { key: 'broken', effect: 'NoExecute' }];
  const nodes = snapshot([node('a', { spec: { taints } }), node('b')]);
  expect(reasons('TaintToleration', pod('web'), nodes)).toEqual({ a: ['node(s) had untolerated taint {dedicated: gpu}'], b: [] });
  const gpu = { key: 'dedicated', operator: 'Equal', value: 'gpu', effect: 'NoSchedule' };
  expect(reasons('TaintToleration', pod('web', { spec: { tolerations: [gpu] } }), nodes)).toEqual({ a: ['node(s) had untolerated taint {broken: }'], b: [] });
  expect(reasons('TaintToleration', pod('web', { spec: { tolerations: [gpu, { operator: 'Exists', effect: 'NoExecute' }] } }), nodes)).toEqual({ a: [], b: [] });
});

test('NodeAffinity: nodeSelector and required terms', () => {
  const nodes = snapshot([zone('a', '1'), zone('b', '2')]);
  const required = (values: readonly string[]) => ({ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'In', values }] }] } } } });
  const reason = ["node(s) didn't match Pod's node affinity/selector"];
  expect(reasons('NodeAffinity', pod('web', { spec: { nodeSelector: { zone: '1' } } }), nodes)).toEqual({ a: [], b: reason });
  expect(reasons('NodeAffinity', pod('web', { spec: required(['2', '3']) }), nodes)).toEqual({ a: reason, b: [] });
  expect(reasons('NodeAffinity', pod('web', { spec: { nodeSelector: { zone: '1' }, ...required(['2']) } }), nodes)).toEqual({ a: reason, b: reason });
});

describe('NodePorts', () => {
  const listening = (port: JsonObject) => ({ containers: [{ name: 'app', image: 'app', ports: [{ containerPort: 80, ...port }] }] });
  const taken = ["node(s) didn't have free ports for the requested pod ports"];

  test.each([
    ['the same port', { hostPort: 80 }, { hostPort: 80 }, taken],
    ['another port', { hostPort: 80 }, { hostPort: 81 }, []],
    ['another protocol', { hostPort: 80 }, { hostPort: 80, protocol: 'UDP' }, []],
    ['two addresses', { hostPort: 80, hostIP: '10.0.0.1' }, { hostPort: 80, hostIP: '10.0.0.2' }, []],
    ['every address and one', { hostPort: 80 }, { hostPort: 80, hostIP: '10.0.0.2' }, taken],
    ['no host port', {}, {}, []],
  ])('%s', (_, theirs, ours, expected) => {
    expect(reasons('NodePorts', pod('web', { spec: listening(ours) }), snapshot([node('a')], [on('a', 'other', {}, listening(theirs))]))).toEqual({ a: expected });
  });
});

describe('NodeResourcesFit', () => {
  test('counts the requests of the pods that are there, to the last millicore', () => {
    const nodes = (used: string) => snapshot([node('a')], [on('a', 'other', {}, requesting(used))]);
    expect(reasons('NodeResourcesFit', pod('web', { spec: requesting('1900m') }), nodes('100m'))).toEqual({ a: [] });
    expect(reasons('NodeResourcesFit', pod('web', { spec: requesting('1900m') }), nodes('101m'))).toEqual({ a: ['Insufficient cpu'] });
  });

  test('says everything that is short', () => {
    const crowded = node('a', { status: { allocatable: { cpu: '1', memory: '1Gi', pods: '1' } } });
    const gpu = { containers: [{ name: 'app', image: 'app', resources: { requests: { cpu: '2', memory: '2Gi', 'example.com/gpu': '1' } } }] };
    expect(reasons('NodeResourcesFit', pod('web', { spec: gpu }), snapshot([crowded], [on('a', 'other')]))).toEqual({
      a: ['Too many pods', 'Insufficient cpu', 'Insufficient example.com/gpu', 'Insufficient memory'],
    });
  });

  test('a pod that asks for nothing fits a full node', () => {
    expect(reasons('NodeResourcesFit', pod('web'), snapshot([node('a')], [on('a', 'other', {}, requesting('2', '4Gi'))]))).toEqual({ a: [] });
  });
});

describe('InterPodAffinity', () => {
  const term = (app: string, more = {}) => ({ labelSelector: { matchLabels: { app } }, topologyKey: 'zone', ...more });
  const near = (...terms: readonly JsonObject[]) => ({ affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } } });
  const apart = (...terms: readonly JsonObject[]) => ({ affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } } });
  const nodes = [zone('a', '1'), zone('b', '1'), zone('c', '2'), node('d')];

  test('affinity: only the domains that have such a pod', () => {
    const not = ["node(s) didn't match pod affinity rules"];
    const cluster = snapshot(nodes, [on('a', 'cache', { app: 'cache' })]);
    expect(reasons('InterPodAffinity', pod('web', { spec: near(term('cache')) }), cluster)).toEqual({ a: [], b: [], c: not, d: not });
    expect(reasons('InterPodAffinity', pod('web', { spec: near(term('cache', { namespaces: ['other'] })) }), cluster)).toEqual({ a: not, b: not, c: not, d: not });
    expect(reasons('InterPodAffinity', pod('web', { spec: near(term('cache', { namespaceSelector: {} })) }), cluster)).toEqual({ a: [], b: [], c: not, d: not });
  });

  test('affinity: the first of a group that wants to be together goes anywhere with the topology key', () => {
    const first = pod('web', { metadata: { labels: { app: 'web' } }, spec: near(term('web')) });
    expect(reasons('InterPodAffinity', first, snapshot(nodes))).toEqual({ a: [], b: [], c: [], d: ["node(s) didn't match pod affinity rules"] });
  });

  test('anti-affinity: not the domains that have such a pod', () => {
    const not = ["node(s) didn't match pod anti-affinity rules"];
    expect(reasons('InterPodAffinity', pod('web', { spec: apart(term('noisy')) }), snapshot(nodes, [on('a', 'noisy', { app: 'noisy' })]))).toEqual({ a: not, b: not, c: [], d: [] });
  });

  test('anti-affinity is symmetric: nor where a pod is that keeps this one away', () => {
    const not = ["node(s) didn't satisfy existing pods anti-affinity rules"];
    const shy = on('a', 'shy', {}, apart(term('web')));
    expect(reasons('InterPodAffinity', pod('web', { metadata: { labels: { app: 'web' } } }), snapshot(nodes, [shy]))).toEqual({ a: not, b: not, c: [], d: [] });
  });
});

describe('PodTopologySpread', () => {
  const spread = (more = {}) => ({ topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'web' } }, ...more }] });
  const web = (more = {}) => pod('web', { metadata: { labels: { app: 'web' } }, spec: spread(more) });
  const nodes = [zone('a', '1'), zone('b', '2'), node('c')];
  const skewed = ["node(s) didn't match pod topology spread constraints"];
  const unlabelled = ["node(s) didn't match pod topology spread constraints (missing required label)"];

  test('the skew may not exceed maxSkew', () => {
    const cluster = snapshot(nodes, [on('a', 'web-1', { app: 'web' })]);
    expect(reasons('PodTopologySpread', web(), cluster)).toEqual({ a: skewed, b: [], c: unlabelled });
    expect(reasons('PodTopologySpread', web({ maxSkew: 2 }), cluster)).toEqual({ a: [], b: [], c: unlabelled });
  });

  test('with fewer domains than minDomains the emptiest counts as empty', () => {
    const both = [on('a', 'web-1', { app: 'web' }), on('b', 'web-2', { app: 'web' })];
    expect(reasons('PodTopologySpread', web(), snapshot(nodes, both))).toEqual({ a: [], b: [], c: unlabelled });
    expect(reasons('PodTopologySpread', web({ minDomains: 3 }), snapshot(nodes, both))).toEqual({ a: skewed, b: skewed, c: unlabelled });
  });

  test('a preference rejects nobody, and pods being deleted do not count', () => {
    expect(reasons('PodTopologySpread', web({ whenUnsatisfiable: 'ScheduleAnyway' }), snapshot(nodes, [on('a', 'web-1', { app: 'web' })]))).toEqual({ a: [], b: [], c: [] });
    const leaving = pod('web-1', { metadata: { labels: { app: 'web' }, deletionTimestamp: '1970-01-01T00:00:00Z' }, spec: { nodeName: 'a' } });
    expect(reasons('PodTopologySpread', web(), snapshot(nodes, [leaving]))).toEqual({ a: [], b: [], c: unlabelled });
  });
});
