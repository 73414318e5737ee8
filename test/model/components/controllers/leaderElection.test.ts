import { expect, test } from 'vitest';
import { mayAct } from '../../../../model/components/controllers/leaderElection.ts';
import { replicaSetController } from '../../../../model/components/controllers/replicaSet/replicaSet.ts';
import type { JsonObject } from '../../../../model/kernel/json.ts';
import type { KubernetesObject } from '../../../../model/objects/index.ts';
import { fakeView } from '../../../support/parts.ts';
import { play, replicaSet } from './support.ts';

const election = { lease: 'kube-controller-manager' };
const lease = (holderIdentity: string): KubernetesObject & JsonObject =>
  ({ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'kube-controller-manager', namespace: 'kube-system', resourceVersion: '1' }, spec: { holderIdentity, leaseTransitions: 0 } }) as unknown as KubernetesObject & JsonObject;
const replica = (holder: string | undefined, objects: readonly KubernetesObject[] = []) =>
  play([replicaSetController], [...objects, ...(holder === undefined ? [] : [lease(holder)])], { name: 'controller-manager-a', election });
const leads = (cluster: ReturnType<typeof replica>): boolean => mayAct(fakeView(cluster.parts));

test('whoever holds the lease at the beginning leads', () => {
  expect(leads(replica('controller-manager-a'))).toBe(true);
  expect(leads(replica('controller-manager-b'))).toBe(false);
  expect(leads(replica(undefined))).toBe(false);
});

test('a free lease is taken, and then everything that the caches hold is looked at', () => {
  const cluster = replica(undefined, [replicaSet('web', 1)]);
  expect(cluster.work('reconciles')).toBe(false);
  cluster.settle();
  expect(leads(cluster)).toBe(true);
  expect(cluster.list('pods')).toHaveLength(1);
});

test('a follower takes the lease of a silent holder, and of no other', () => {
  const cluster = replica('controller-manager-b');
  expect(cluster.work('acquires')).toBe(false);
  expect(cluster.react({ kind: 'silence', of: 'kubelet-node-1' })).toBe(false);
  cluster.react({ kind: 'silence', of: 'controller-manager-b' });
  cluster.settle();
  expect(leads(cluster)).toBe(true);
  expect(cluster.get('leases/kube-system/kube-controller-manager')?.['spec']).toEqual({ holderIdentity: 'controller-manager-a', leaseTransitions: 1 });
});

test('when clocks jump two may lead, until the old one sees it', () => {
  const cluster = replica('controller-manager-b');
  cluster.react({ kind: 'internal', input: { election: 'jump' } }, 'leaderOverlap');
  cluster.settle();
  expect(leads(cluster)).toBe(true);
});

test('who loses the race for the lease waits and follows', () => {
  const cluster = replica(undefined);
  cluster.work('acquires');
  cluster.put({ ...lease('controller-manager-b') });
  cluster.settle({ timers: true });
  expect(leads(cluster)).toBe(false);
});

test('a deposed leader sends nothing more and forgets what it expected; what is under way takes its course', () => {
  const cluster = replica('controller-manager-a');
  cluster.put(replicaSet('web', 5));
  cluster.deliver();
  cluster.work('reconciles');
  cluster.put({ ...lease('controller-manager-b') });
  cluster.deliver('leases');
  expect(leads(cluster)).toBe(false);
  expect(Object.keys(cluster.parts).filter((part) => part.startsWith('own/'))).toEqual([]);
  cluster.answer();
  expect(cluster.requests).toEqual([]);
  expect(cluster.list('pods')).toHaveLength(1);
  cluster.settle({ timers: true });
  expect(cluster.list('pods')).toHaveLength(1);
});
