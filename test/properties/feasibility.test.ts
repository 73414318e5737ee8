import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../model/kernel/index.ts';
import { runFilters } from '../../model/components/scheduler/framework.ts';
import { filterPlugins } from '../../model/components/scheduler/plugins/index.ts';
import type { Node, Pod } from '../../model/objects/index.ts';
import { feasibleNodes, whyNot, type Placement } from '../../properties/scheduling/feasibility/index.ts';
import { storedNode, storedPod } from './support.ts';

const node = (name: string, more: Parameters<typeof storedNode>[1] = {}): Node => storedNode(name, more) as unknown as Node;

function placement(nodes: readonly Node[], pods: readonly Pod[] = []): Placement {
  return { nodes, pods, claims: [], volumes: [], namespaces: [] };
}

describe('why a pod may not go to a node', () => {
  const plain = node('node-1');
  const there = (spec: JsonObject, labels: JsonObject = {}): Pod => storedPod('other', { metadata: { labels }, spec: { nodeName: 'node-1', ...spec } });
  const anti = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone', labelSelector: { matchLabels: { app: 'web' } } }] } };
  const zoned = node('node-1', { metadata: { labels: { zone: 'a' } } });

  it('is nothing on an empty node', () => {
    expect(whyNot(storedPod('web'), plain, placement([plain]))).toBeUndefined();
  });

  it.each<[string, JsonObject, Node, readonly Pod[]]>([
    ['the node is cordoned', {}, node('node-1', { spec: { unschedulable: true } }), []],
    ['the pod asks for node node-2', { nodeName: 'node-2' }, plain, []],
    ['the node has the taint gpu:NoSchedule', {}, node('node-1', { spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } }), []],
    ['does not match its node selector', { nodeSelector: { zone: 'b' } }, zoned, []],
    ['the node has not enough memory left', { containers: [{ name: 'web', resources: { requests: { memory: '9Gi' } } }] }, plain, []],
    ['the node has not enough cpu left', { initContainers: [{ name: 'init', resources: { requests: { cpu: '5' } } }] }, plain, []],
    ['takes no more than 1 pods', {}, node('node-1', { allocatable: { pods: '1' } }), [there({})]],
    ['host port 80 is taken', { containers: [{ name: 'web', ports: [{ containerPort: 80, hostPort: 80 }] }] }, plain, [there({ containers: [{ name: 'web', ports: [{ containerPort: 8080, hostPort: 80 }] }] })]],
    ['is one that it must not be near', { affinity: anti }, zoned, [there({}, { app: 'web' })]],
    ['no pod near the node is one that it must be near', { affinity: { podAffinity: anti.podAntiAffinity } }, zoned, [there({}, { app: 'db' })]],
  ])('%s', (why, spec, where, pods) => {
    expect(whyNot(storedPod('web', { spec }), where, placement([where], pods))).toContain(why);
  });

  it('a volume that cannot be reached', () => {
    const required = { nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'In', values: ['b'] }] }] };
    const claims = [{ metadata: { name: 'data', namespace: 'default' }, spec: { volumeName: 'disk' } }] as unknown as Placement['claims'];
    const volumes = [{ metadata: { name: 'disk' }, spec: { nodeAffinity: { required } } }] as unknown as Placement['volumes'];
    const pod = storedPod('web', { spec: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] } });
    expect(whyNot(pod, zoned, { ...placement([zoned]), claims, volumes })).toBe('its volume disk cannot be reached from the node');
  });
});

/** Small worlds in which the rules meet each other. */
const few = <T>(...options: T[]) => fc.constantFrom(...options);
const cpu = few('1', '1500m', '3');
const labels = fc.record({ app: few('web', 'db') });
const selector = few<JsonObject>({ matchLabels: { app: 'web' } }, { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] }, {});
const term = fc.record({ topologyKey: few('zone', 'kubernetes.io/hostname'), labelSelector: selector });
const required = (terms: readonly JsonObject[]) => ({ requiredDuringSchedulingIgnoredDuringExecution: terms });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });

const podArbitrary = fc
  .record({
    labels,
    cpu,
    initCpu: maybe(cpu),
    port: maybe(few(80, 443)),
    tolerates: fc.boolean(),
    zone: maybe(few('a', 'b')),
    near: maybe(term),
    apart: maybe(term),
    spread: maybe(fc.record({ maxSkew: few(1, 2), topologyKey: few('zone', 'kubernetes.io/hostname'), whenUnsatisfiable: few('DoNotSchedule', 'ScheduleAnyway'), labelSelector: selector, minDomains: maybe(few(1, 3)), nodeTaintsPolicy: maybe(few('Honor', 'Ignore')) })),
  })
  .map((facts) => ({
    labels: facts.labels,
    spec: {
      containers: [{ name: 'web', resources: { requests: { cpu: facts.cpu } }, ...(facts.port !== undefined && { ports: [{ containerPort: 80, hostPort: facts.port }] }) }],
      ...(facts.initCpu !== undefined && { initContainers: [{ name: 'init', resources: { requests: { cpu: facts.initCpu } } }] }),
      ...(facts.tolerates && { tolerations: [{ operator: 'Exists' }] }),
      ...(facts.zone !== undefined && { nodeSelector: { zone: facts.zone } }),
      affinity: { ...(facts.near && { podAffinity: required([facts.near]) }), ...(facts.apart && { podAntiAffinity: required([facts.apart]) }) },
      ...(facts.spread && { topologySpreadConstraints: [JSON.parse(JSON.stringify(facts.spread)) as JsonObject] }),
    } as JsonObject,
  }));

const nodeArbitrary = fc.record({ zone: maybe(few('a', 'b')), cordoned: fc.boolean(), taint: maybe(few('NoSchedule', 'PreferNoSchedule')), pods: few('1', '110') });

const world = fc.record({
  nodes: fc.array(nodeArbitrary, { minLength: 1, maxLength: 3 }),
  others: fc.array(fc.tuple(podArbitrary, fc.nat(2)), { maxLength: 4 }),
  pod: podArbitrary,
});

describe('feasibility', () => {
  it('is the same as what the filter plugins of the scheduler say, though computed apart from them', () => {
    fc.assert(
      fc.property(world, ({ nodes, others, pod }) => {
        const all = nodes.map(({ zone, cordoned, taint, pods }, index) =>
          node(`node-${index + 1}`, {
            metadata: { labels: { 'kubernetes.io/hostname': `node-${index + 1}`, ...(zone && { zone }) } },
            spec: { ...(cordoned && { unschedulable: true }), ...(taint && { taints: [{ key: 'example.com/reserved', effect: taint }] }) },
            allocatable: { cpu: '4', pods },
          }),
        );
        const there = others.map(([other, at], index) => storedPod(`other-${index}`, { metadata: { labels: other.labels }, spec: { ...other.spec, nodeName: `node-${(at % nodes.length) + 1}` } }));
        const own = storedPod('web', { metadata: { labels: pod.labels }, spec: pod.spec });
        const snapshot = { nodes: all.map((one) => ({ node: one, pods: there.filter(({ spec }) => spec.nodeName === one.metadata.name) })), volumes: { claims: {}, volumes: {}, classes: {} }, namespaces: {} };
        const { feasible } = runFilters(filterPlugins, (_, isSo) => isSo, own, snapshot);
        expect(feasibleNodes(own, placement(all, there))).toEqual(feasible);
      }),
      { numRuns: 2000, seed: 1 },
    );
  });
});
