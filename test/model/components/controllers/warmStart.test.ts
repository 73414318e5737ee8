import { expect, test } from 'vitest';
import { nodeLifecycleController } from '../../../../model/components/controllers/nodeLifecycle/nodeLifecycle.ts';
import { replicaSetController } from '../../../../model/components/controllers/replicaSet/replicaSet.ts';
import { node, ownedBy, play, pod, replicaSet } from './support.ts';

test('a manager that starts warm has nothing to do where all is as it should be', () => {
  const owner = replicaSet('web', 1, { status: { replicas: 1, fullyLabeledReplicas: 1, observedGeneration: 1 } });
  const cluster = play([replicaSetController, nodeLifecycleController], [owner, pod('a', { metadata: ownedBy(owner) }), node('node-1', 'True')]);
  expect(cluster.work(undefined, true)).toBe(false);
});

test('and begins with what is not', () => {
  const cluster = play([replicaSetController, nodeLifecycleController], [replicaSet('web', 2), node('node-1', 'Unknown')]);
  cluster.settle();
  expect(cluster.list('pods')).toHaveLength(2);
  expect(cluster.get('nodes/node-1')).toMatchObject({ spec: { taints: [{ key: 'node.kubernetes.io/unreachable' }, {}] } });
});
