import { describe, expect, test } from 'vitest';
import { deploymentController } from '../../../../../model/components/controllers/deployment/deployment.ts';
import { newReplicaSet, templateHash } from '../../../../../model/components/controllers/deployment/template.ts';
import type { JsonObject } from '../../../../../model/kernel/json.ts';
import type { ReplicaSet } from '../../../../../model/objects/index.ts';
import { deployment, ownedBy, play, pod, template } from '../support.ts';

type Cluster = ReturnType<typeof play>;
const sizes = (cluster: Cluster): number[] => cluster.list<ReplicaSet>('replicasets').map(({ spec }) => spec.replicas ?? 0);
const status = (cluster: Cluster): JsonObject => cluster.get('deployments/default/web')?.['status'] as JsonObject;
const reason = (cluster: Cluster): unknown => (status(cluster)['conditions'] as readonly JsonObject[]).find(({ type }) => type === 'Progressing')?.['reason'];

/** The ReplicaSet controller and the kubelets, in a nutshell: every pod that is wanted is there and available. */
function provide(cluster: Cluster): void {
  for (const replicaSet of cluster.list<ReplicaSet & JsonObject>('replicasets')) {
    const replicas = replicaSet.spec.replicas ?? 0;
    if (replicaSet.status?.availableReplicas === replicas) continue;
    cluster.put({ ...replicaSet, status: { replicas, readyReplicas: replicas, availableReplicas: replicas } });
  }
}

function rollOut(cluster: Cluster, seen?: (sizes: number[]) => void): void {
  for (let round = 0; round < 30; round++) {
    cluster.settle({ timers: true });
    seen?.(sizes(cluster));
    provide(cluster);
    if (cluster.entries.length === 0) return;
  }
  throw new Error('the rollout does not end');
}

test('the first ReplicaSet has the full size; the rollout is complete when its pods are available', () => {
  const cluster = play([deploymentController], []);
  cluster.put(deployment('web', 3));
  cluster.settle();
  expect(sizes(cluster)).toEqual([3]);
  expect(reason(cluster)).toBe('NewReplicaSetCreated');
  rollOut(cluster);
  expect(status(cluster)).toMatchObject({ replicas: 3, updatedReplicas: 3, availableReplicas: 3, observedGeneration: 1 });
  expect(reason(cluster)).toBe('NewReplicaSetAvailable');
});

test('a new template is rolled out with at most replicas + maxSurge replicas at a time', () => {
  const cluster = play([deploymentController], []);
  cluster.put(deployment('web', 4));
  rollOut(cluster);
  cluster.put({ ...cluster.get('deployments/default/web'), spec: deployment('web', 4, { template: template('web:2') }).spec });
  const seen: number[] = [];
  rollOut(cluster, (all) => seen.push(all.reduce((sum, replicas) => sum + replicas, 0)));
  expect(Math.max(...seen)).toBe(5);
  expect(sizes(cluster)).toEqual([0, 4]);
  expect(cluster.list<ReplicaSet>('replicasets').map(({ metadata }) => metadata.annotations?.['deployment.kubernetes.io/revision'])).toEqual(['1', '2']);
  expect(reason(cluster)).toBe('NewReplicaSetAvailable');
});

test('Recreate waits until the last old pod is gone', () => {
  const cluster = play([deploymentController], []);
  const spec = { strategy: { type: 'Recreate' } };
  cluster.put(deployment('web', 2, spec));
  rollOut(cluster);
  const [old] = cluster.list<ReplicaSet>('replicasets');
  if (old === undefined) throw new Error('there is no ReplicaSet');
  cluster.put(pod('old', { metadata: ownedBy(old) }));
  cluster.put({ ...cluster.get('deployments/default/web'), spec: deployment('web', 2, { ...spec, template: template('web:2') }).spec });
  rollOut(cluster);
  expect(sizes(cluster)).toEqual([0]);
  cluster.remove('pods/default/old');
  rollOut(cluster);
  expect(sizes(cluster)).toEqual([0, 2]);
});

test('scaling in the middle of a rollout is shared out in proportion', () => {
  const cluster = play([deploymentController], []);
  cluster.put(deployment('web', 10, { strategy: { rollingUpdate: { maxSurge: 3, maxUnavailable: 2 } } }));
  rollOut(cluster);
  const next = { template: template('web:2'), strategy: { rollingUpdate: { maxSurge: 3, maxUnavailable: 2 } } };
  cluster.put({ ...cluster.get('deployments/default/web'), spec: deployment('web', 10, next).spec });
  cluster.settle();
  expect(sizes(cluster)).toEqual([8, 5]);
  // The example of the Deployment documentation, "Proportional scaling".
  cluster.put({ ...cluster.get('deployments/default/web'), spec: deployment('web', 15, next).spec });
  cluster.settle();
  expect(sizes(cluster)).toEqual([11, 7]);
});

test('a paused Deployment is scaled, not rolled out', () => {
  const cluster = play([deploymentController], []);
  cluster.put(deployment('web', 2));
  rollOut(cluster);
  cluster.put({ ...cluster.get('deployments/default/web'), spec: deployment('web', 3, { paused: true, template: template('web:2') }).spec });
  rollOut(cluster);
  expect(sizes(cluster)).toEqual([3]);
  expect(reason(cluster)).toBe('DeploymentPaused');
});

describe('the new ReplicaSet is refused', () => {
  const refuse = (cluster: Cluster, message: string): void => {
    cluster.put(deployment('web', 1));
    cluster.deliver();
    cluster.work('reconciles');
    cluster.answer({ code: 403, reason: 'Forbidden', message });
  };

  test('as the status says, until it is created after all', () => {
    const cluster = play([deploymentController], []);
    refuse(cluster, 'exceeded quota: objects');
    cluster.answer();
    expect(reason(cluster)).toBe('ReplicaSetCreateError');
    rollOut(cluster);
    expect(reason(cluster)).toBe('NewReplicaSetAvailable');
  });

  test('because the namespace goes away: nothing is said', () => {
    const cluster = play([deploymentController], []);
    refuse(cluster, 'unable to create new content in namespace default because it is being terminated');
    expect(cluster.requests).toEqual([]);
    expect(status(cluster)).toBeUndefined();
  });
});

describe('the name of the new ReplicaSet is taken', () => {
  const owner = deployment('web', 1);
  const twin = newReplicaSet(owner, 1, 1, { replicas: 1, maxSurge: 1, maxUnavailable: 0 });

  test('by our own, whose creation was answered by nobody: it is used', () => {
    const cluster = play([deploymentController], []);
    cluster.put(owner);
    cluster.deliver();
    cluster.work('reconciles');
    cluster.loseReply();
    rollOut(cluster);
    expect(sizes(cluster)).toEqual([1]);
    expect(status(cluster)['collisionCount']).toBeUndefined();
  });

  test('by another template: collisionCount grows, and with it the name changes', () => {
    const cluster = play([deploymentController], []);
    const { ownerReferences: _, ...metadata } = twin['metadata'] as JsonObject;
    cluster.put({ ...twin, metadata: { ...metadata, labels: { app: 'other' }, namespace: 'default' } });
    cluster.put(owner);
    rollOut(cluster);
    expect(status(cluster)['collisionCount']).toBe(1);
    expect(cluster.list('replicasets')).toHaveLength(2);
  });
});

test('the hash of a template is short, stable, and another one for another collisionCount', () => {
  expect(templateHash(template(), 0)).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{1,10}$/);
  expect(templateHash({ ...template(), metadata: { labels: { app: 'web', 'pod-template-hash': 'x' } } }, 0)).toBe(templateHash(template(), 0));
  expect(templateHash(template(), 1)).not.toBe(templateHash(template(), 0));
  expect(templateHash(template('web:2'), 0)).not.toBe(templateHash(template(), 0));
});
