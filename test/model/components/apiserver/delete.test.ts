import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../model/kernel/json.ts';
import { ApiBench, boundPod, pod, revisionOf, uidOf } from './support.ts';

const key = 'pods/default/web';
const types = (bench: ApiBench) => bench.log.map(({ entry }) => entry['type']);
const terminating = (grace: number, metadata: JsonObject = {}) => boundPod('web', { deletionTimestamp: '1970-01-01T00:00:00Z', deletionGracePeriodSeconds: grace, ...metadata });

describe('deleting a pod', () => {
  test('that a kubelet may run marks it and gives it time', () => {
    const bench = new ApiBench([boundPod('web', { generation: 1 })]);
    const reply = bench.ask({ verb: 'delete', name: 'web' });
    expect(reply).toMatchObject({ code: 200, object: { metadata: { deletionTimestamp: '1970-01-01T00:00:00Z', deletionGracePeriodSeconds: 30, generation: 2 } } });
    expect(bench.stored(key)).toEqual(reply.object);
    expect(types(bench)).toEqual(['MODIFIED']);
  });

  test('with another grace period', () => {
    expect(new ApiBench([boundPod('web')]).ask({ verb: 'delete', name: 'web', options: { gracePeriodSeconds: 5 } })).toMatchObject({ object: { metadata: { deletionGracePeriodSeconds: 5 } } });
  });

  test.each([
    ['unscheduled', pod('web')],
    ['finished', { ...boundPod('web'), status: { phase: 'Succeeded' } }],
    ['failed', { ...boundPod('web'), status: { phase: 'Failed' } }],
  ])('that is %s removes it at once, in two transactions', (_, object) => {
    const bench = new ApiBench([object]);
    expect(bench.ask({ verb: 'delete', name: 'web' })).toMatchObject({ code: 200 });
    expect(bench.stored(key)).toBeUndefined();
    expect(types(bench)).toEqual(['MODIFIED', 'DELETED']);
    expect(bench.log[1]?.entry).toMatchObject({ object: { metadata: { deletionGracePeriodSeconds: 0 } } });
  });

  test('by force removes it while its containers may still run', () => {
    const bench = new ApiBench([boundPod('web')]);
    expect(bench.ask({ verb: 'delete', name: 'web', options: { gracePeriodSeconds: 0 } })).toMatchObject({ code: 200 });
    expect(bench.stored(key)).toBeUndefined();
  });

  test('404, 400', () => {
    expect(new ApiBench().ask({ verb: 'delete', name: 'web' })).toMatchObject({ code: 404, reason: 'NotFound', message: 'pods "web" not found' });
    expect(new ApiBench().ask({ verb: 'delete' })).toMatchObject({ code: 400 });
  });

  test('as a dry run leaves it', () => {
    const bench = new ApiBench([pod('web')]);
    expect(bench.ask({ verb: 'delete', name: 'web', options: { dryRun: true } })).toMatchObject({ code: 200 });
    expect(bench.stored(key)).toBeDefined();
  });

  test('without podMayHaveContainers it goes while it runs, or never', () => {
    const bench = new ApiBench([boundPod('web'), pod('unbound')]);
    bench.options = { mutants: { podMayHaveContainers: false } };
    bench.ask({ verb: 'delete', name: 'web' });
    expect(bench.stored(key)).toBeUndefined();
    bench.options = { mutants: { podMayHaveContainers: true } };
    bench.ask({ verb: 'delete', name: 'unbound' });
    expect(bench.stored('pods/default/unbound')).toMatchObject({ metadata: { deletionGracePeriodSeconds: 30 } });
  });
});

describe('deleting what is being deleted', () => {
  test('changes nothing, unless less time is given', () => {
    const bench = new ApiBench([terminating(30)]);
    expect(bench.ask({ verb: 'delete', name: 'web' })).toMatchObject({ code: 200 });
    expect(bench.ask({ verb: 'delete', name: 'web', options: { gracePeriodSeconds: 60 } })).toMatchObject({ code: 200 });
    expect(bench.log).toEqual([]);
    expect(bench.ask({ verb: 'delete', name: 'web', options: { gracePeriodSeconds: 10 } })).toMatchObject({ object: { metadata: { deletionGracePeriodSeconds: 10 } } });
  });

  test('with grace 0 removes it: that is how a kubelet ends it', () => {
    const bench = new ApiBench([terminating(30)]);
    bench.ask({ verb: 'delete', name: 'web', options: { gracePeriodSeconds: 0, preconditions: { uid: uidOf(bench.stored(key)) } } }, 'system:node:node-1');
    expect(bench.stored(key)).toBeUndefined();
  });

  test('finishes a deletion that got stuck between its two transactions', () => {
    const bench = new ApiBench([terminating(0)]);
    bench.ask({ verb: 'delete', name: 'web' });
    expect(bench.stored(key)).toBeUndefined();
    expect(types(bench)).toEqual(['DELETED']);
  });

  test('without graceIsShorter it can be put off for ever', () => {
    const bench = new ApiBench([terminating(30)]);
    bench.options = { mutants: { graceIsShorter: true } };
    expect(bench.ask({ verb: 'delete', name: 'web', options: { gracePeriodSeconds: 600 } })).toMatchObject({ object: { metadata: { deletionGracePeriodSeconds: 600 } } });
    bench.options = { mutants: { graceIsShorter: false } };
    bench.ask({ verb: 'delete', name: 'web', options: { gracePeriodSeconds: 0 } });
    expect(bench.stored(key)).toBeDefined();
  });
});

describe('preconditions', () => {
  test('409: another incarnation, another version', () => {
    const bench = new ApiBench([boundPod('web')]);
    expect(bench.ask({ verb: 'delete', name: 'web', options: { preconditions: { uid: 'other' } } })).toMatchObject({ code: 409, reason: 'Conflict', message: expect.stringContaining('the UID in the precondition (other) does not match the UID in record') });
    expect(bench.ask({ verb: 'delete', name: 'web', options: { preconditions: { resourceVersion: '7' } } })).toMatchObject({ code: 409, message: expect.stringContaining('The object might have been modified') });
    expect(bench.log).toEqual([]);
  });

  test('hold for the right one, also when it goes in two transactions', () => {
    const bench = new ApiBench([pod('web')]);
    const stored = bench.stored(key);
    expect(bench.ask({ verb: 'delete', name: 'web', options: { preconditions: { uid: uidOf(stored), resourceVersion: revisionOf(stored) } } })).toMatchObject({ code: 200 });
    expect(bench.stored(key)).toBeUndefined();
  });

  test('without preconditionsHold the wrong one is deleted', () => {
    const bench = new ApiBench([boundPod('web')]);
    bench.options = { mutants: { preconditionsHold: true } };
    expect(bench.ask({ verb: 'delete', name: 'web', options: { preconditions: { uid: 'other' } } })).toMatchObject({ code: 200 });
    bench.options = { mutants: { preconditionsHold: false } };
    expect(bench.ask({ verb: 'delete', name: 'web', options: { preconditions: { uid: uidOf(bench.stored(key)) } } })).toMatchObject({ code: 409 });
  });
});

describe('finalizers', () => {
  const guarded = { finalizers: ['example.com/guard'] };
  const release = { verb: 'patch', name: 'web', body: { metadata: { finalizers: null } } } as const;

  test('keep an object that is marked; taking off the last one removes it', () => {
    const bench = new ApiBench([pod('web', { metadata: guarded })]);
    expect(bench.ask({ verb: 'delete', name: 'web' })).toMatchObject({ code: 200, object: { metadata: { deletionGracePeriodSeconds: 0 } } });
    expect(bench.stored(key)).toBeDefined();
    bench.ask({ verb: 'delete', name: 'web', options: { gracePeriodSeconds: 0 } });
    expect(bench.stored(key)).toBeDefined();
    expect(bench.ask(release)).toMatchObject({ code: 200 });
    expect(bench.stored(key)).toBeUndefined();
    expect(types(bench)).toEqual(['MODIFIED', 'DELETED']);
  });

  test('do not end the grace period of a pod', () => {
    const bench = new ApiBench([terminating(30, guarded)]);
    bench.ask(release);
    expect(bench.stored(key)).toMatchObject({ metadata: { deletionGracePeriodSeconds: 30 } });
  });

  test('hold for every resource', () => {
    const bench = new ApiBench([{ apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-1', ...guarded } }]);
    const path = { resource: 'nodes', namespace: undefined, name: 'node-1' };
    expect(bench.ask({ verb: 'delete', ...path })).toMatchObject({ code: 200 });
    expect(bench.ask({ verb: 'delete', ...path })).toMatchObject({ code: 200 });
    expect(types(bench)).toEqual(['MODIFIED']);
    bench.ask({ verb: 'patch', ...path, body: { metadata: { finalizers: null } } });
    expect(bench.stored('nodes/node-1')).toBeUndefined();
  });

  test('a namespace has one of its own: it is Terminating until its controller has emptied it', () => {
    const bench = new ApiBench();
    const path = { resource: 'namespaces', namespace: undefined, name: 'team' };
    bench.ask({ verb: 'create', ...path, body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } } });
    expect(bench.stored('namespaces/team')).toMatchObject({ spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } });
    bench.ask({ verb: 'delete', ...path });
    expect(bench.stored('namespaces/team')).toMatchObject({ metadata: { deletionTimestamp: expect.any(String) }, status: { phase: 'Terminating' } });
    bench.ask({ verb: 'patch', ...path, body: { spec: { finalizers: [] } } });
    expect(bench.stored('namespaces/team')).toBeUndefined();
  });

  test('without noFinalizerIsLeft it goes although somebody is not done', () => {
    const bench = new ApiBench([pod('web', { metadata: guarded })]);
    bench.options = { mutants: { noFinalizerIsLeft: true } };
    bench.ask({ verb: 'delete', name: 'web' });
    expect(bench.stored(key)).toBeUndefined();
  });
});

test('other resources go in one transaction', () => {
  const bench = new ApiBench([{ apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-1' } }]);
  expect(bench.ask({ verb: 'delete', resource: 'nodes', namespace: undefined, name: 'node-1' })).toMatchObject({ code: 200 });
  expect(types(bench)).toEqual(['DELETED']);
});

describe('between the two transactions', () => {
  /** Until the pod is marked with grace 0 and about to be removed. */
  function marked(): ApiBench {
    const bench = new ApiBench([pod('web')]);
    bench.request('1', { verb: 'delete', name: 'web' });
    const isRemoval = () => bench.underway.some(({ message }) => message['delete'] === true);
    while (!isRemoval()) if (!bench.deliver()) bench.internal('apiserver');
    return bench;
  }

  test('a crash leaves it marked; the client does not know', () => {
    const bench = marked();
    bench.received('etcd');
    bench.crash('apiserver');
    expect(bench.replies()).toEqual([{ type: 'reply', id: '1', code: 0, reason: 'Timeout' }]);
    expect(bench.stored(key)).toMatchObject({ metadata: { deletionGracePeriodSeconds: 0 } });
  });

  test('somebody else may remove it: that is as good (issue 19403)', () => {
    const bench = marked();
    bench.setPart('etcd', key, undefined);
    bench.run();
    expect(bench.replies()).toMatchObject([{ code: 200 }]);
  });

  test('somebody else may change it: it goes all the same', () => {
    const bench = marked();
    const stored = bench.stored(key) as JsonObject;
    bench.setPart('etcd', key, { ...stored, metadata: { ...(stored['metadata'] as JsonObject), resourceVersion: '99' } });
    bench.run();
    expect(bench.replies()).toMatchObject([{ code: 200 }]);
    expect(bench.stored(key)).toBeUndefined();
  });
});
