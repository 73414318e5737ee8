import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../model/kernel/json.ts';
import { ApiBench, boundPod, pod, revisionOf, uidOf } from './support.ts';

const key = 'pods/default/web';
const labelled = (object: JsonObject | undefined, labels: JsonObject): JsonObject => ({ ...object, metadata: { ...(object?.['metadata'] as JsonObject), labels } });
const without = (object: JsonObject, field: string): JsonObject => ({ ...object, metadata: { ...(object['metadata'] as JsonObject), [field]: undefined } });

describe('an update', () => {
  test('changes the version that the client has read', () => {
    const bench = new ApiBench([boundPod('web')]);
    const reply = bench.ask({ verb: 'update', name: 'web', body: labelled(bench.stored(key), { app: 'web' }) });
    expect(reply).toMatchObject({ code: 200, object: { metadata: { labels: { app: 'web' } } } });
    expect(bench.stored(key)).toEqual(reply.object);
  });

  test('409: the version is not the stored one any more', () => {
    const bench = new ApiBench([boundPod('web')]);
    const old = bench.stored(key);
    bench.ask({ verb: 'update', name: 'web', body: labelled(old, { first: 'yes' }) });
    bench.sync();
    expect(bench.ask({ verb: 'update', name: 'web', body: labelled(old, { second: 'yes' }) })).toMatchObject({
      code: 409,
      reason: 'Conflict',
      message: 'Operation cannot be fulfilled on pods "web": the object has been modified; please apply your changes to the latest version and try again',
    });
    expect(bench.stored(key)).toMatchObject({ metadata: { labels: { first: 'yes' } } });
  });

  test('succeeds with a version that this API server has not seen yet: what is stored decides', () => {
    const bench = new ApiBench([boundPod('web')]);
    bench.ask({ verb: 'update', name: 'web', body: labelled(bench.stored(key), { first: 'yes' }) });
    expect(bench.ask({ verb: 'update', name: 'web', body: labelled(bench.stored(key), { second: 'yes' }) })).toMatchObject({ code: 200 });
  });

  test('without decidedOnCurrentData a lagging cache refuses what is right', () => {
    const bench = new ApiBench([boundPod('web')]);
    bench.ask({ verb: 'update', name: 'web', body: labelled(bench.stored(key), { first: 'yes' }) });
    bench.options = { mutants: { decidedOnCurrentData: true } };
    expect(bench.ask({ verb: 'update', name: 'web', body: labelled(bench.stored(key), { second: 'yes' }) })).toMatchObject({ code: 409 });
  });

  test('needs no version where the resource allows that: the last one wins', () => {
    const bench = new ApiBench([boundPod('web')]);
    bench.ask({ verb: 'update', name: 'web', body: labelled(bench.stored(key), { first: 'yes' }) });
    expect(bench.ask({ verb: 'update', name: 'web', body: labelled(without(bench.stored(key) ?? {}, 'resourceVersion'), { second: 'yes' }) })).toMatchObject({ code: 200 });
    const lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { namespace: 'default', name: 'leader' }, spec: { holderIdentity: 'a' } };
    const leases = new ApiBench([lease]);
    expect(leases.ask({ verb: 'update', resource: 'leases', name: 'leader', body: { ...lease, spec: { holderIdentity: 'b' } } })).toMatchObject({ code: 422, message: 'Lease.coordination.k8s.io "leader" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update' });
  });

  test('409: it was meant for another incarnation', () => {
    const bench = new ApiBench([boundPod('web')]);
    const stranger = { ...without(bench.stored(key) ?? {}, 'resourceVersion'), metadata: { namespace: 'default', name: 'web', uid: 'other' } };
    expect(bench.ask({ verb: 'update', name: 'web', body: stranger })).toMatchObject({ code: 409, reason: 'Conflict', message: `Operation cannot be fulfilled on pods "web": Precondition failed: UID in precondition: other, UID in object meta: ${uidOf(bench.stored(key))}` });
    bench.options = { mutants: { uidMatches: true } };
    expect(bench.ask({ verb: 'update', name: 'web', body: stranger })).toMatchObject({ code: 200 });
  });

  test('that changes nothing leaves the resourceVersion', () => {
    const bench = new ApiBench();
    bench.ask({ verb: 'create', body: pod('web') });
    bench.sync();
    const before = revisionOf(bench.stored(key));
    expect(bench.ask({ verb: 'update', name: 'web', body: bench.stored(key) })).toMatchObject({ code: 200 });
    expect(revisionOf(bench.stored(key))).toBe(before);
    expect(bench.log).toHaveLength(1);
  });

  test('404 and 400', () => {
    const bench = new ApiBench([boundPod('web')]);
    expect(bench.ask({ verb: 'update', name: 'gone', body: pod('gone') })).toMatchObject({ code: 404, reason: 'NotFound', message: 'pods "gone" not found' });
    expect(bench.ask({ verb: 'update', name: 'web', body: pod('other') })).toMatchObject({ code: 400, message: 'the name of the object (other) does not match the name on the URL (web)' });
    expect(bench.ask({ verb: 'update', body: {} })).toMatchObject({ code: 400 });
  });

  test('422: not everything may change', () => {
    const bench = new ApiBench([boundPod('web')]);
    const moved = { ...bench.stored(key), spec: { ...(bench.stored(key)?.['spec'] as JsonObject), nodeName: 'node-2' } };
    expect(bench.ask({ verb: 'update', name: 'web', body: moved })).toMatchObject({ code: 422, reason: 'Invalid' });
  });

  test('without resourceVersionMatches an update is lost', () => {
    const bench = new ApiBench([boundPod('web')]);
    const old = bench.stored(key);
    bench.ask({ verb: 'update', name: 'web', body: labelled(old, { first: 'yes' }) });
    bench.sync();
    bench.options = { mutants: { resourceVersionMatches: true } };
    bench.ask({ verb: 'update', name: 'web', body: labelled(old, { second: 'yes' }) });
    expect(bench.stored(key)).toMatchObject({ metadata: { labels: { second: 'yes' } } });
    expect((bench.stored(key)?.['metadata'] as JsonObject | undefined)?.['labels']).not.toHaveProperty('first');
  });
});

describe('status and the rest are apart', () => {
  const mixed = (bench: ApiBench) => ({ ...labelled(bench.stored(key), { app: 'web' }), status: { phase: 'Succeeded' } });

  test('the main resource ignores the status', () => {
    const bench = new ApiBench([boundPod('web')]);
    expect(bench.ask({ verb: 'update', name: 'web', body: mixed(bench) })).toMatchObject({ object: { metadata: { labels: { app: 'web' } }, status: { phase: 'Running' } } });
  });

  test('/status ignores everything else', () => {
    const bench = new ApiBench([boundPod('web')]);
    const { object } = bench.ask({ verb: 'update', subresource: 'status', name: 'web', body: mixed(bench) });
    expect(object).toMatchObject({ status: { phase: 'Succeeded' } });
    expect(object?.['metadata']).not.toHaveProperty('labels');
  });

  test('404: not every resource has a status', () => {
    expect(new ApiBench().ask({ verb: 'update', resource: 'leases', subresource: 'status', name: 'x', body: {} })).toMatchObject({ code: 404 });
  });

  test('without statusIsUpdatedThroughSubresource they leak into each other', () => {
    const bench = new ApiBench([boundPod('web')]);
    bench.options = { mutants: { statusIsUpdatedThroughSubresource: false } };
    expect(bench.ask({ verb: 'update', subresource: 'status', name: 'web', body: mixed(bench) })).toMatchObject({ object: { metadata: { labels: { app: 'web' } } } });
    bench.options = { mutants: { statusIsUpdatedThroughSubresource: true } };
    expect(bench.ask({ verb: 'update', name: 'web', body: { ...bench.stored(key), status: { phase: 'Failed' } } })).toMatchObject({ object: { status: { phase: 'Failed' } } });
  });
});

describe('a patch', () => {
  test('merges, and never conflicts unless it says which version it wants', () => {
    const bench = new ApiBench([boundPod('web')]);
    bench.ask({ verb: 'patch', name: 'web', body: { metadata: { labels: { first: 'yes' } } } });
    expect(bench.ask({ verb: 'patch', name: 'web', body: { metadata: { labels: { second: 'yes' } } } })).toMatchObject({ code: 200, object: { metadata: { labels: { first: 'yes', second: 'yes' } } } });
    expect(bench.ask({ verb: 'patch', name: 'web', body: { metadata: { resourceVersion: '1', labels: {} } } })).toMatchObject({ code: 409, reason: 'Conflict' });
  });

  test('of the status', () => {
    const bench = new ApiBench([boundPod('web')]);
    expect(bench.ask({ verb: 'patch', subresource: 'status', name: 'web', body: { status: { podIP: '10.0.0.1' } } })).toMatchObject({ object: { status: { phase: 'Running', podIP: '10.0.0.1' } } });
  });

  test('404 and 400', () => {
    expect(new ApiBench().ask({ verb: 'patch', name: 'web', body: {} })).toMatchObject({ code: 404 });
    expect(new ApiBench([pod('web')]).ask({ verb: 'patch', name: 'web', body: { metadata: { name: 'other' } } })).toMatchObject({ code: 400 });
  });
});

describe('generation', () => {
  const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { namespace: 'default', name: 'web' }, spec: { replicas: 1, selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'nginx' }] } } } };

  test('counts changes of the spec, and of nothing else', () => {
    const bench = new ApiBench();
    const path = { resource: 'deployments', name: 'web' } as const;
    expect(bench.ask({ verb: 'create', resource: 'deployments', body: deployment })).toMatchObject({ code: 201, object: { metadata: { generation: 1 } } });
    expect(bench.ask({ verb: 'patch', ...path, body: { spec: { replicas: 2 } } })).toMatchObject({ object: { metadata: { generation: 2 } } });
    expect(bench.ask({ verb: 'patch', ...path, body: { metadata: { labels: { a: 'b' } } } })).toMatchObject({ object: { metadata: { generation: 2 } } });
    expect(bench.ask({ verb: 'patch', ...path, subresource: 'status', body: { status: { replicas: 2 } } })).toMatchObject({ object: { metadata: { generation: 2 } } });
  });
});

describe('an object that is being deleted', () => {
  const deleting = boundPod('web', { deletionTimestamp: '1970-01-01T00:00:00Z', deletionGracePeriodSeconds: 30, finalizers: ['example.com/guard'] });
  const revived = (bench: ApiBench) => {
    const { deletionTimestamp: _, deletionGracePeriodSeconds: __, ...metadata } = (bench.stored(key)?.['metadata'] ?? {}) as JsonObject;
    return { ...bench.stored(key), metadata };
  };

  test('stays so, whatever an update says', () => {
    const bench = new ApiBench([deleting]);
    expect(bench.ask({ verb: 'update', name: 'web', body: revived(bench) })).toMatchObject({ object: { metadata: { deletionTimestamp: expect.any(String), deletionGracePeriodSeconds: 30 } } });
    bench.options = { mutants: { deletionTimestampIsKept: true } };
    expect(bench.ask({ verb: 'update', name: 'web', body: revived(bench) }).object?.['metadata']).not.toHaveProperty('deletionTimestamp');
  });

  test('gets no new finalizers', () => {
    const bench = new ApiBench([deleting]);
    const patch = { verb: 'patch', name: 'web', body: { metadata: { finalizers: ['example.com/guard', 'example.com/late'] } } } as const;
    expect(bench.ask(patch)).toMatchObject({ code: 422, reason: 'Invalid' });
    bench.options = { mutants: { noFinalizerIsAdded: true } };
    expect(bench.ask(patch)).toMatchObject({ code: 200 });
  });
});
