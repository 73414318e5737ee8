import { expect, test } from 'vitest';
import { endpointSliceController } from '../../../../../model/components/controllers/endpointSlice/endpointSlice.ts';
import type { JsonObject } from '../../../../../model/kernel/json.ts';
import type { EndpointSlice } from '../../../../../model/objects/index.ts';
import { play, pod, ready, service } from '../support.ts';

type Cluster = ReturnType<typeof play>;
const endpoints = (cluster: Cluster): readonly JsonObject[] => cluster.list<EndpointSlice>('endpointslices').flatMap((slice) => (slice.endpoints ?? []) as unknown as readonly JsonObject[]);
const conditions = (cluster: Cluster): unknown[] => endpoints(cluster).map((endpoint) => endpoint['conditions']);

function published(...pods: readonly JsonObject[]): Cluster {
  const cluster = play([endpointSliceController], []);
  cluster.put(service('web'));
  for (const each of pods) cluster.put(each);
  cluster.settle();
  return cluster;
}

test('a ready pod with an address is published; one without an address is not; one slice a Service', () => {
  const cluster = published(pod('a', { status: ready, spec: { nodeName: 'node-1' } }), pod('b'));
  expect(endpoints(cluster)).toMatchObject([{ addresses: ['10.0.0.1'], conditions: { ready: true, serving: true, terminating: false }, nodeName: 'node-1', targetRef: { name: 'a' } }]);
  const [slice] = cluster.list<EndpointSlice & JsonObject>('endpointslices');
  expect(slice).toMatchObject({ addressType: 'IPv4', ports: [{ port: 8080, protocol: 'TCP' }], metadata: { labels: { 'kubernetes.io/service-name': 'web' }, ownerReferences: [{ kind: 'Service', uid: 'web-uid' }] } });
});

test('a pod that is not ready is published as such; a terminating one may serve but is not ready; a finished one is gone', () => {
  expect(conditions(published(pod('a', { status: { ...ready, conditions: [{ type: 'Ready', status: 'False' }] } })))).toEqual([{ ready: false, serving: false, terminating: false }]);
  expect(conditions(published(pod('a', { status: ready, metadata: { deletionTimestamp: '1970-01-01T00:00:00Z' } })))).toEqual([{ ready: false, serving: true, terminating: true }]);
  expect(conditions(published(pod('a', { status: { ...ready, phase: 'Failed' } })))).toEqual([]);
});

test('publishNotReadyAddresses publishes everything as ready', () => {
  const cluster = play([endpointSliceController], []);
  cluster.put(service('web', { publishNotReadyAddresses: true }));
  cluster.put(pod('a', { status: { podIP: '10.0.0.1' } }));
  cluster.settle();
  expect(conditions(cluster)).toEqual([{ ready: true, serving: true, terminating: false }]);
});

test('a stale cache of its own slices is waited for: without that the slice would be created twice', () => {
  for (const [mutants, slices] of [[{}, 1], [{ sliceCacheIsFresh: true }, 2]] as const) {
    const cluster = play([endpointSliceController], []);
    cluster.mutants = mutants;
    cluster.put(service('web'));
    cluster.deliver();
    cluster.work('reconciles');
    cluster.answer();
    cluster.put(pod('a', { status: ready }));
    cluster.deliver('pods');
    cluster.work('reconciles');
    if (cluster.requests.length > 0) cluster.answer();
    expect(cluster.list('endpointslices')).toHaveLength(slices);
    cluster.settle({ timers: true });
    expect(conditions(cluster)).toEqual([{ ready: true, serving: true, terminating: false }]);
  }
});
