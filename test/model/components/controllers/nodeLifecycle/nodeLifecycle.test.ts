import { adjacencyMapToArray, getAdjacencyMap } from '@xstate/graph';
import { describe, expect, test } from 'vitest';
import { nodeHealthMachine, type NodeHealthEvent } from '../../../../../model/components/controllers/nodeLifecycle/nodeHealth.ts';
import { nodeLifecycleController } from '../../../../../model/components/controllers/nodeLifecycle/nodeLifecycle.ts';
import { taintEvictionController } from '../../../../../model/components/controllers/nodeLifecycle/taintEviction.ts';
import type { JsonObject } from '../../../../../model/kernel/json.ts';
import type { Node, Pod } from '../../../../../model/objects/index.ts';
import { node, play, pod, ready } from '../support.ts';

type Cluster = ReturnType<typeof play>;
const taints = (cluster: Cluster): string[] => (cluster.get('nodes/node-1') as unknown as Node).spec?.taints?.map(({ key, effect }) => `${key}:${effect}`) ?? [];
const readiness = (object: JsonObject | undefined): unknown => (object as unknown as Node | Pod).status?.conditions?.find(({ type }) => type === 'Ready')?.status;
const unreachable = ['node.kubernetes.io/unreachable:NoExecute', 'node.kubernetes.io/unreachable:NoSchedule'];

test('a node is healthy, silent, unknown, and healthy again', () => {
  const seen = ['True', 'False', 'Unknown'].flatMap((now) => ['', 'True', 'Unknown'].map((before) => ({ type: 'SEEN', ready: now, before }) as const));
  const events: NodeHealthEvent[] = [{ type: 'SILENT' }, ...seen];
  const walk = adjacencyMapToArray(getAdjacencyMap(nodeHealthMachine, { events }));
  const ways = new Set(walk.filter(({ state, nextState }) => state.value !== nextState.value).map(({ state, event, nextState }) => `${String(state.value)} ${event.type} ${String(nextState.value)}`));
  expect([...ways].sort()).toEqual(['healthy SEEN unknown', 'healthy SILENT silent', 'silent SEEN unknown', 'unknown SEEN healthy']);
});

describe('a kubelet falls silent', () => {
  const lost = (): Cluster => {
    const cluster = play([nodeLifecycleController], [node('node-1', 'True'), pod('a', { spec: { nodeName: 'node-1' }, status: ready })]);
    cluster.react({ kind: 'silence', of: 'kubelet-node-1' });
    cluster.settle({ timers: true });
    return cluster;
  };

  test('its node becomes Unknown and tainted, its pods not ready', () => {
    const cluster = lost();
    expect(readiness(cluster.get('nodes/node-1'))).toBe('Unknown');
    expect(taints(cluster).sort()).toEqual(unreachable);
    expect(readiness(cluster.get('pods/default/a'))).toBe('False');
  });

  test('when it speaks again the taints go', () => {
    const cluster = lost();
    cluster.put({ ...cluster.get('nodes/node-1'), status: { conditions: [{ type: 'Ready', status: 'True' }] } });
    cluster.settle({ timers: true });
    expect(taints(cluster)).toEqual([]);
    expect(Object.keys(cluster.parts).filter((part) => part.startsWith('own/'))).toEqual([]);
  });

  test('a status that it had posted before does not count as speaking', () => {
    const cluster = play([nodeLifecycleController], [node('node-1', 'True')]);
    cluster.put({ ...node('node-1', 'True'), metadata: { ...node('node-1', 'True').metadata, labels: { late: 'yes' } } });
    cluster.react({ kind: 'silence', of: 'kubelet-node-1' });
    cluster.settle({ timers: true });
    expect(readiness(cluster.get('nodes/node-1'))).toBe('Unknown');
  });

  test('other silences are none of its business', () => {
    const cluster = play([nodeLifecycleController], [node('node-1', 'True')]);
    expect(cluster.react({ kind: 'silence', of: 'scheduler' })).toBe(false);
    expect(cluster.react({ kind: 'silence', of: 'kubelet-node-7' })).toBe(false);
  });
});

describe('eviction because of taints', () => {
  const tainted = node('node-1', 'Unknown', { taints: [{ key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' }] });
  const toleration = { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute' };
  const evict = (timers: boolean, tolerations: readonly JsonObject[], mutants = {}): readonly Pod[] => {
    const cluster = play([taintEvictionController], [node('node-1', 'True'), pod('a', { spec: { nodeName: 'node-1', tolerations } })]);
    cluster.mutants = mutants;
    cluster.put(tainted);
    cluster.settle({ timers });
    return cluster.list<Pod>('pods');
  };

  test('a pod that does not tolerate the taint is deleted at once', () => {
    expect(evict(false, [])).toHaveLength(0);
  });

  test('a pod that tolerates it for ever stays', () => {
    expect(evict(true, [toleration])).toHaveLength(1);
  });

  test('a pod that tolerates it for some time is deleted when that is over, not before', () => {
    expect(evict(false, [{ ...toleration, tolerationSeconds: 300 }])).toHaveLength(1);
    expect(evict(true, [{ ...toleration, tolerationSeconds: 300 }])).toHaveLength(0);
    expect(evict(false, [{ ...toleration, tolerationSeconds: 300 }], { tolerationIsOver: true })).toHaveLength(0);
  });

  test('when the taint goes in time, so does the threat', () => {
    const cluster = play([taintEvictionController], [node('node-1', 'True'), pod('a', { spec: { nodeName: 'node-1', tolerations: [{ ...toleration, tolerationSeconds: 300 }] } })]);
    cluster.put(tainted);
    cluster.settle();
    expect(cluster.parts['own/taintEviction/timer/default/a']).toBe('running');
    cluster.put(node('node-1', 'True'));
    cluster.settle({ timers: true });
    expect(cluster.list('pods')).toHaveLength(1);
    expect(cluster.parts['own/taintEviction/timer/default/a']).toBeUndefined();
  });
});

describe('what needs nothing to be done is not queued', () => {
  const taint = { key: 'full', effect: 'NoExecute' };
  const queue = (cluster: Cluster, controller: string): readonly string[] => (cluster.parts[`queue/${controller}`] as { readonly ready: readonly string[] }).ready;
  const bound = (spec: JsonObject): Cluster => {
    const cluster = play([taintEvictionController, nodeLifecycleController], [node('node-1', 'True', spec), pod('a')]);
    cluster.put(pod('a', { spec: { nodeName: 'node-1' }, status: ready }));
    cluster.deliver('pods');
    return cluster;
  };

  test('a pod that comes to a node is judged when the node has a taint', () => {
    expect(queue(bound({}), 'taintEviction')).toEqual([]);
    expect(queue(bound({ taints: [taint] }), 'taintEviction')).toEqual(['default/a']);
  });

  test('and when the node gets one afterwards', () => {
    const cluster = bound({});
    cluster.put(node('node-1', 'True', { taints: [taint] }));
    cluster.deliver('nodes');
    expect(queue(cluster, 'taintEviction')).toEqual(['default/a']);
  });

  test('a node that is well is let be, one that is not ready or has the wrong taints is not', () => {
    const seen = (changed: Node & JsonObject): readonly string[] => {
      const cluster = play([nodeLifecycleController], [node('node-1', 'True')]);
      cluster.put(changed);
      cluster.deliver('nodes');
      return queue(cluster, 'nodeLifecycle');
    };
    expect(seen(node('node-1', 'True', { podCIDR: '10.0.1.0/24' }))).toEqual([]);
    expect(seen(node('node-1', 'False'))).toEqual(['node-1']);
    expect(seen(node('node-1', 'True', { taints: [{ key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' }] }))).toEqual(['node-1']);
    expect(queue(bound({}), 'nodeLifecycle')).toEqual([]);
  });
});
