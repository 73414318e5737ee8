import { describe, expect, it } from 'vitest';
import { identityOf, storedAtEnd } from '../../../generators/differential/stored.ts';
import type { JsonObject } from '../../../model/kernel/index.ts';
import { holding, shape, stateOf, storedPod } from '../../properties/support.ts';

const replicaSet = { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'web-abc', namespace: 'default', uid: 'rs-1' }, spec: { replicas: 1 } };
const owned = (name: string, uid: string, spec: JsonObject = {}) => storedPod(name, { metadata: { generateName: 'web-abc-', ownerReferences: [{ kind: 'ReplicaSet', name: 'web-abc', uid, controller: true }] }, spec });
const end = (...objects: readonly JsonObject[]) => storedAtEnd(stateOf({ etcd: { 'deleted/pods/default/gone': 3, compactor: true, ...holding(objects) } }), shape);

describe('what is stored in the end', () => {
  it('is called by its key, and by what it was generated from', () => {
    expect(identityOf('pods', storedPod('web') as never)).toBe('pods/default/web');
    expect([...end(replicaSet, owned('web-abc-b', 'rs-1'), owned('web-abc-c', 'rs-1')).keys()]).toEqual(['pods/default/web-abc-*', 'replicasets/default/web-abc']);
  });
  it('is the same whatever was drawn: names, UIDs, versions, nodes, addresses', () => {
    const one = end(replicaSet, owned('web-abc-b', 'rs-1', { nodeName: 'node-1' }));
    const other = end({ ...replicaSet, metadata: { ...replicaSet.metadata, uid: 'rs-9' } }, owned('web-abc-z', 'rs-9', { nodeName: 'node-2' }));
    expect([...other]).toEqual([...one]);
  });
  it('tells an object whose owner is there from one that has been left behind', () => {
    expect([...end(replicaSet, owned('web-abc-b', 'rs-1'))]).not.toEqual([...end(replicaSet, owned('web-abc-b', 'rs-0'))]);
  });
  it('tells a pod that has a node from one that has none', () => {
    expect(end(owned('web-abc-b', 'rs-1', { nodeName: 'node-1' }))).not.toEqual(end(owned('web-abc-b', 'rs-1')));
  });
  it('says nothing of how a pod has ended that is being deleted', () => {
    const leaving = (phase: string) => end(storedPod('web', { metadata: { deletionTimestamp: 'now' }, status: { phase }, spec: phase === 'Failed' ? { nodeName: 'node-1' } : {} }));
    expect([...leaving('Failed')]).toEqual([...leaving('Succeeded')]);
  });
  it('says nothing of leases', () => {
    expect(end({ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'leader', namespace: 'kube-system' }, spec: { holderIdentity: 'a' } }).size).toBe(0);
  });
});
