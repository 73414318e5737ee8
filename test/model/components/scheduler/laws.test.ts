import fc from 'fast-check';
import { describe, test } from 'vitest';
import { fitError } from '../../../../model/components/scheduler/fitError.ts';
import { runFilters, runScores, type Snapshot } from '../../../../model/components/scheduler/framework.ts';
import { filterPlugins, scorePlugins } from '../../../../model/components/scheduler/plugins/index.ts';
import type { Node, Pod } from '../../../../model/objects/index.ts';
import { node, pod, requesting } from './support.ts';

const taint = fc.record({ key: fc.constantFrom('x', 'y'), value: fc.constantFrom('1', '2'), effect: fc.constantFrom('NoSchedule', 'NoExecute', 'PreferNoSchedule') });
const toleration = fc.record({ key: fc.constantFrom('x', 'y'), operator: fc.constantFrom('Exists', 'Equal'), effect: fc.constantFrom('NoSchedule', 'NoExecute') }).map((one) => (one.operator === 'Equal' ? { ...one, value: '1' } : one));
const cpu = fc.constantFrom('0', '100m', '500m', '1', '1500m', '3');

const arbitraryNode = (name: string): fc.Arbitrary<Node> =>
  fc.record({ taints: fc.array(taint, { maxLength: 2 }), unschedulable: fc.boolean(), zone: fc.constantFrom('1', '2'), pods: fc.constantFrom('1', '3', '110') }).map(({ taints, unschedulable, zone, pods }) =>
    node(name, { metadata: { labels: { zone } }, spec: { taints, unschedulable }, status: { allocatable: { cpu: '2', memory: '4Gi', pods } } }),
  );

const term = fc.record({ labelSelector: fc.constantFrom('web', 'db').map((app) => ({ matchLabels: { app } })), topologyKey: fc.constantFrom('zone', 'kubernetes.io/hostname') });
const terms = fc.array(term, { maxLength: 1 }).map((required) => ({ requiredDuringSchedulingIgnoredDuringExecution: required }));

const arbitraryPod = (name: string, on: fc.Arbitrary<string | undefined>): fc.Arbitrary<Pod> =>
  fc.record({ cpu, on, app: fc.constantFrom('web', 'db'), tolerations: fc.array(toleration, { maxLength: 2 }), podAffinity: terms, podAntiAffinity: terms }).map((drawn) =>
    pod(name, { metadata: { labels: { app: drawn.app } }, spec: { ...requesting(drawn.cpu), tolerations: drawn.tolerations, affinity: { podAffinity: drawn.podAffinity, podAntiAffinity: drawn.podAntiAffinity }, ...(drawn.on !== undefined && { nodeName: drawn.on }) } }),
  );

const names = ['a', 'b', 'c'] as const;
const cluster = fc.record({
  nodes: fc.tuple(...names.map(arbitraryNode)),
  pods: fc.array(fc.nat(), { maxLength: 4 }).chain((seeds) => fc.tuple(...seeds.map((_, index) => arbitraryPod(`other-${index}`, fc.constantFrom(...names))))),
  web: arbitraryPod('web', fc.constant(undefined)),
});

function snapshot(nodes: readonly Node[], pods: readonly Pod[]): Snapshot {
  return { nodes: nodes.map((one) => ({ node: one, pods: pods.filter((each) => each.spec.nodeName === one.metadata.name) })), volumes: { claims: {}, volumes: {}, classes: {} }, namespaces: {} };
}

const filter = (web: Pod, on: Snapshot) => runFilters(filterPlugins, (_, holds) => holds, web, on);
const millicores = (which: Pod): number => {
  const quantity = which.spec.containers[0]?.resources?.requests?.['cpu'] ?? '0';
  return String(quantity).endsWith('m') ? Number.parseInt(String(quantity), 10) : Number(quantity) * 1000;
};

describe('whatever the cluster', () => {
  test('a feasible node has the room', () => {
    fc.assert(
      fc.property(cluster, ({ nodes, pods, web }) =>
        filter(web, snapshot(nodes, pods)).feasible.every((name) => {
          const there = pods.filter((each) => each.spec.nodeName === name);
          return millicores(web) === 0 || there.reduce((sum, each) => sum + millicores(each), millicores(web)) <= 2000;
        }),
      ),
    );
  });

  test('every node is feasible or rejected with reasons, never both', () => {
    fc.assert(
      fc.property(cluster, ({ nodes, pods, web }) => {
        const { feasible, rejected } = filter(web, snapshot(nodes, pods));
        return nodes.every(({ metadata: { name } }) => feasible.includes(name) !== ((rejected[name]?.length ?? 0) > 0));
      }),
    );
  });

  test('the verdict does not depend on the order in which nodes and pods are listed', () => {
    fc.assert(
      fc.property(cluster, ({ nodes, pods, web }) => {
        const one = filter(web, snapshot(nodes, pods));
        const other = filter(web, snapshot([...nodes].reverse(), [...pods].reverse()));
        return JSON.stringify([...one.feasible].sort()) === JSON.stringify([...other.feasible].sort()) && fitError(one, 3) === fitError(other, 3);
      }),
    );
  });

  test('nor do the scores', () => {
    fc.assert(
      fc.property(cluster, ({ nodes, pods, web }) => {
        const one = snapshot(nodes, pods);
        const other = snapshot([...nodes].reverse(), [...pods].reverse());
        const [first, second] = [runScores(scorePlugins, web, one.nodes, one), runScores(scorePlugins, web, other.nodes, other)];
        return names.every((name) => first[name] === second[name]);
      }),
    );
  });

  test('every plugin scores from 0 to 100, in whole numbers', () => {
    fc.assert(
      fc.property(cluster, ({ nodes, pods, web }) => {
        const on = snapshot(nodes, pods);
        return scorePlugins.every((plugin) => plugin.score(web, on.nodes, on).every((score) => Number.isInteger(score) && score >= 0 && score <= 100));
      }),
    );
  });

  test('one more taint never makes a node feasible', () => {
    fc.assert(
      fc.property(cluster, taint, ({ nodes, pods, web }, extra) => {
        const tainted = nodes.map((one) => ({ ...one, spec: { ...one.spec, taints: [...(one.spec?.taints ?? []), extra] } }));
        const before = filter(web, snapshot(nodes, pods)).feasible;
        return filter(web, snapshot(tainted, pods)).feasible.every((name) => before.includes(name));
      }),
    );
  });

  test('one more toleration never makes a node infeasible', () => {
    fc.assert(
      fc.property(cluster, toleration, ({ nodes, pods, web }, extra) => {
        const tolerant = { ...web, spec: { ...web.spec, tolerations: [...(web.spec.tolerations ?? []), extra] } } as Pod;
        const after = filter(tolerant, snapshot(nodes, pods)).feasible;
        return filter(web, snapshot(nodes, pods)).feasible.every((name) => after.includes(name));
      }),
    );
  });

  test('a pod that goes never takes away room', () => {
    fc.assert(
      fc.property(cluster, ({ nodes, pods, web }) => {
        const alone = { ...web, spec: { ...web.spec, affinity: {} } } as Pod;
        const before = filter(alone, snapshot(nodes, pods)).feasible;
        const after = filter(alone, snapshot(nodes, pods.slice(1))).feasible;
        return before.every((name) => after.includes(name));
      }),
    );
  });
});
