import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../model/kernel/json.ts';
import type { KubernetesObject } from '../../../../model/objects/index.ts';
import { Bench, node, pod } from './support.ts';

const storageClass = (name: string, volumeBindingMode: string, provisioner = 'csi.example.com') =>
  ({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name, uid: name, resourceVersion: '1' }, provisioner, volumeBindingMode }) as unknown as KubernetesObject;

const claim = (name: string, spec: JsonObject = {}, metadata: JsonObject = {}, phase = 'Pending') =>
  ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace: 'default', uid: `${name}-uid`, resourceVersion: '1', ...metadata },
    spec: { storageClassName: 'late', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
    status: { phase },
  }) as unknown as KubernetesObject;

const volume = (name: string, on: string, spec: JsonObject = {}) =>
  ({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name, uid: `${name}-uid`, resourceVersion: '1' },
    spec: {
      storageClassName: 'late',
      accessModes: ['ReadWriteOnce'],
      capacity: { storage: '1Gi' },
      nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [on] }] }] } },
      ...spec,
    },
  }) as unknown as KubernetesObject;

const database = pod('db', { spec: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] } });
const bound = claim('data', { volumeName: 'pv' }, { resourceVersion: '9' }, 'Bound');

function verdict(...objects: readonly KubernetesObject[]): JsonObject {
  return new Bench([node('node-1'), node('node-2'), database, storageClass('late', 'WaitForFirstConsumer'), storageClass('soon', 'Immediate'), ...objects]).take('schedule default/db').note('filtered');
}

describe('VolumeBinding filters', () => {
  test.each([
    ['a claim that is missing', [], 'persistentvolumeclaim "data" not found'],
    ['a claim that is being deleted', [claim('data', {}, { deletionTimestamp: '1970-01-01T00:00:00Z' })], 'persistentvolumeclaim "data" is being deleted'],
    ['a claim that should be bound by now', [claim('data', { storageClassName: 'soon' })], 'pod has unbound immediate PersistentVolumeClaims'],
  ])('%s concerns every node', (_, objects, preFilter) => {
    expect(verdict(...objects)).toMatchObject({ feasible: [], rejected: {}, preFilter });
    expect(new Bench([node('node-1'), database, storageClass('soon', 'Immediate'), ...objects]).take('schedule default/db').part('cycle/default/db')).toMatchObject({
      context: { message: `0/1 nodes are available: ${preFilter}.`, rejectedBy: ['VolumeBinding'] },
    });
  });

  test('a bound volume decides where', () => {
    expect(verdict(bound, volume('pv', 'node-1'))).toMatchObject({ feasible: ['node-1'], rejected: { 'node-2': ["node(s) didn't match PersistentVolume's node affinity"] } });
    expect(verdict(bound)).toMatchObject({ feasible: [], rejected: { 'node-1': ['node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)'] } });
  });

  test('an unbound claim goes where a volume is or can be made', () => {
    const nowhere = ["node(s) didn't find available persistent volumes to bind"];
    const noProvisioner = storageClass('late', 'WaitForFirstConsumer', 'kubernetes.io/no-provisioner');
    const filtered = new Bench([node('node-1'), node('node-2'), database, noProvisioner, claim('data'), volume('small', 'node-1', { capacity: { storage: '1Mi' } }), volume('pv', 'node-2')]).take('schedule default/db').note('filtered');
    expect(filtered).toMatchObject({ feasible: ['node-2'], rejected: { 'node-1': nowhere } });
  });

  test('a claim that names a node pins the pod to it (issue 121436)', () => {
    expect(verdict(claim('data', {}, { annotations: { 'volume.kubernetes.io/selected-node': 'node-2' } }))).toMatchObject({ feasible: ['node-2'] });
  });
});

describe('PreBind', () => {
  const cluster = [node('node-1'), database, storageClass('late', 'WaitForFirstConsumer'), claim('data')];

  test('names the node on the claim, waits until that is bound, then binds the pod', () => {
    const bench = new Bench(cluster).take('schedule default/db');
    expect(bench.request).toMatchObject({ verb: 'update', resource: 'persistentvolumeclaims', name: 'data', body: { metadata: { resourceVersion: '1', annotations: { 'volume.kubernetes.io/selected-node': 'node-1' } } } });
    bench.answers(bench.request, { code: 200 });
    expect(bench.sent).toEqual([]);
    expect(bench.part('cycle/default/db')).toMatchObject({ value: 'waitingForVolumes' });
    expect(bench.enabled()).toEqual([]);
    bench.sees('MODIFIED', bound);
    expect(bench.enabled()).toEqual(['volumes of default/db are bound']);
    expect(bench.take('volumes of default/db are bound').request).toMatchObject({ subresource: 'binding', name: 'db' });
    bench.answers(bench.request, { code: 201 });
    expect(bench.part('volumes/default/db')).toBeUndefined();
  });

  test('claims a volume that is there', () => {
    const bench = new Bench([...cluster, volume('pv', 'node-1')]).take('schedule default/db');
    expect(bench.request).toMatchObject({ verb: 'update', resource: 'persistentvolumes', name: 'pv', body: { spec: { claimRef: { name: 'data', namespace: 'default', uid: 'data-uid' } } } });
  });

  test('two pods do not take one volume: what an attempt has decided counts', () => {
    const other = pod('other', { spec: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'other' } }] } });
    const noProvisioner = storageClass('late', 'WaitForFirstConsumer', 'kubernetes.io/no-provisioner');
    const bench = new Bench([node('node-1'), database, other, noProvisioner, claim('data'), claim('other'), volume('pv', 'node-1')]).take('schedule default/db');
    expect(bench.take('schedule default/other').note('filtered')).toMatchObject({ feasible: [] });
  });

  test('a conflict forgets the pod; it is tried again', () => {
    const bench = new Bench(cluster).take('schedule default/db');
    bench.answers(bench.request, { code: 409, message: 'the object has been modified' });
    expect(bench.note('scheduling failed')).toMatchObject({ reason: 'SchedulerError', message: 'running PreBind plugin "VolumeBinding": the object has been modified' });
    expect([bench.part('assumed/default/db'), bench.part('volumes/default/db')]).toEqual([undefined, undefined]);
    expect(bench.part('queue/default/db')).toMatchObject({ at: 'backoff' });
  });

  test('it gives up when the volumes take too long, if the scenario has that fault', () => {
    const bench = new Bench(cluster).take('schedule default/db');
    bench.answers(bench.request, { code: 200 });
    bench.world = { faults: ['volumeBindingTimeout'] };
    bench.take('volumes of default/db take too long');
    expect(bench.note('scheduling failed')).toMatchObject({ message: 'running PreBind plugin "VolumeBinding": binding volumes: context deadline exceeded' });
  });

  test('mutant volumeIsWritten=true goes on although the claim was not written', () => {
    const bench = new Bench(cluster).take('schedule default/db');
    bench.world = { mutants: { volumeIsWritten: true } };
    bench.answers(bench.request, { code: 409 });
    expect(bench.part('cycle/default/db')).toMatchObject({ value: 'waitingForVolumes' });
  });
});
