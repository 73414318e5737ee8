import { describe, expect, it } from 'vitest';
import type { Happening, JsonObject } from '../../model/kernel/index.ts';
import { ownerUid } from '../../properties/controllers/ownerUid.ts';
import { replicaUpperBound } from '../../properties/controllers/replicaUpperBound.ts';
import { endpointsAreSound } from '../../properties/endpoints/endpointsAreSound.ts';
import { noTerminalEndpoints } from '../../properties/endpoints/noTerminalEndpoints.ts';
import { commits, conditions, holding, judged, notes, reacts, stateOf, storedPod } from './support.ts';

const owner = (uid: string) => ({ ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid, controller: true }] });
const replicaSet = (replicas: number) => ({ apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'web', namespace: 'default', uid: 'web-rs' }, spec: { replicas } });

describe('replica-upper-bound', () => {
  const wants = (replicas: number) => commits('MODIFIED', replicaSet(replicas));
  const pod = (name: string, more: JsonObject = {}, phase = 'Running') => storedPod(name, { metadata: { ...owner('web-rs'), ...more }, status: { phase } });
  const created = (name: string) => commits('ADDED', pod(name));

  it('holds up to the number that was ever asked for', () => {
    expect(judged(replicaUpperBound, [wants(2), created('a'), wants(1), created('b')])).toBeUndefined();
  });
  it('holds when a pod takes the place of one that is being deleted or has finished', () => {
    expect(judged(replicaUpperBound, [wants(1), created('a'), commits('MODIFIED', pod('a', { deletionTimestamp: 'now' })), created('b'), commits('MODIFIED', pod('b', {}, 'Failed')), created('c')])).toBeUndefined();
  });
  it('holds when a pod takes the place of one that was released, its labels having changed', () => {
    expect(judged(replicaUpperBound, [wants(1), created('a'), commits('MODIFIED', pod('a', { ownerReferences: [] })), created('b')])).toBeUndefined();
  });
  it('is broken by one too many', () => {
    expect(judged(replicaUpperBound, [wants(1), created('a'), created('b')])).toBe('pod default/b is replica number 2 of a ReplicaSet that never asked for more than 1');
  });
  it.each<[string, Happening]>([
    ['the controller manager has crashed', { kind: 'crash', component: 'controller-manager' }],
    ['it has become the leader', notes('controller-manager', ['started leading', {}])],
    ['it does not know what became of a creation', reacts('controller-manager', {}, 'apiserver', { type: 'reply', id: '0.queue/replicaSet/create/0', code: 0 })],
  ])('is not promised once %s', (_, happened) => {
    expect(judged(replicaUpperBound, [wants(1), created('a'), happened, created('b')])).toBeUndefined();
  });
});

describe('owner-uid', () => {
  const adopts = { type: 'request', id: '0.queue/replicaSet/adopt', user: 'system:kube-controller-manager', verb: 'patch', resource: 'pods', name: 'orphan', body: { metadata: owner('web-rs') } };
  const afterReading = (metadata: JsonObject) => reacts('controller-manager', { send: [{ to: 'apiserver', message: adopts }] }, 'apiserver', { type: 'reply', id: '0.queue/replicaSet/owner', code: 200, object: { metadata } });
  const deletes = reacts('controller-manager', {
    set: { 'queue/replicaSet': { active: { memory: { replicaSet: replicaSet(0) } } } },
    send: [{ to: 'apiserver', message: { type: 'request', id: '0.queue/replicaSet/delete/0', user: 'system:kube-controller-manager', verb: 'delete', resource: 'pods', namespace: 'default', name: 'web' } }],
  });
  const knows = (uid: string) => stateOf({ 'controller-manager': holding([storedPod('web', { metadata: owner(uid) })], 'cache/') });

  it('holds when an orphan is adopted for an owner that the live read has shown', () => {
    expect(judged(ownerUid, [afterReading({ name: 'web', uid: 'web-rs' })])).toBeUndefined();
  });
  it('is broken when the live read has shown another one, or one that goes', () => {
    expect(judged(ownerUid, [afterReading({ name: 'web', uid: 'younger' })])).toContain('the live read before showed younger');
    expect(judged(ownerUid, [afterReading({ name: 'web', uid: 'web-rs', deletionTimestamp: 'now' })])).toContain('showed that it is being deleted');
  });
  it('is broken when a pod goes from one owner to another', () => {
    const of = (uid: string) => commits('MODIFIED', storedPod('web', { metadata: owner(uid) }));
    expect(judged(ownerUid, [of('a'), commits('MODIFIED', storedPod('web')), of('b')])).toBeUndefined();
    expect(judged(ownerUid, [of('a'), of('b')])).toBe('pods default/web was controlled by a and is now controlled by b');
  });
  it('holds when a ReplicaSet deletes a pod of its own, and is broken by the pod of another', () => {
    expect(judged(ownerUid, [deletes], knows('web-rs'))).toBeUndefined();
    expect(judged(ownerUid, [deletes], knows('older'))).toBe('a ReplicaSet (uid web-rs) deletes pod default/web, which another owner (uid older) controls');
  });
});

describe('endpoints', () => {
  const publishes = (ready: boolean): Happening => {
    const endpoint = { addresses: ['10.244.0.2'], conditions: { ready }, targetRef: { kind: 'Pod', namespace: 'default', name: 'web', uid: 'web-1' } };
    const body = { metadata: { name: 'web-b', namespace: 'default', labels: { 'kubernetes.io/service-name': 'web' } }, endpoints: [endpoint] };
    return reacts('controller-manager', { send: [{ to: 'apiserver', message: { type: 'request', id: '0.queue/endpointSlice/update/0', user: 'system:kube-controller-manager', verb: 'update', resource: 'endpointslices', body } }] });
  };
  const knows = (...objects: readonly JsonObject[]) => stateOf({ 'controller-manager': holding(objects, 'cache/') });
  const pod = (status: JsonObject, metadata: JsonObject = {}) => storedPod('web', { metadata, status });

  it('are sound when the controller sees the pod Ready', () => {
    expect(judged(endpointsAreSound, [publishes(true)], knows(pod(conditions('Ready'))))).toBeUndefined();
  });
  it.each<[string, JsonObject]>([
    ['pod web is not Ready', pod({})],
    ['pod web is being deleted', pod(conditions('Ready'), { deletionTimestamp: 'now' })],
    ['the controller knows no such pod', pod(conditions('Ready'), { uid: 'second' })],
  ])('are not when %s', (why, known) => {
    expect(judged(endpointsAreSound, [publishes(true)], knows(known))).toBe(`10.244.0.2 is published as an endpoint of default/web, and ${why}`);
    expect(judged(endpointsAreSound, [publishes(false)], knows(known))).toBeUndefined();
  });
  it('may be ready early where the Service asks for that', () => {
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'default' }, spec: { publishNotReadyAddresses: true } };
    expect(judged(endpointsAreSound, [publishes(true)], knows(pod({}), service))).toBeUndefined();
  });
  it('are none of a finished pod', () => {
    expect(judged(noTerminalEndpoints, [publishes(false)], knows(pod({ phase: 'Running' })))).toBeUndefined();
    expect(judged(noTerminalEndpoints, [publishes(false)], knows(pod({ phase: 'Failed' })))).toContain('pod web has failed');
  });
  it('may lag behind what the controller learns after it has published', () => {
    expect(judged(endpointsAreSound, [publishes(true), reacts('controller-manager', {})], knows(pod({})))).toBeUndefined();
  });
});
