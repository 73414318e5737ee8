import { describe, expect, test } from 'vitest';
import type { NewRequest, Verb } from '../../../../model/components/client/protocol.ts';
import type { JsonObject } from '../../../../model/kernel/json.ts';
import { ApiBench, boundPod, pod, revisionOf } from './support.ts';

const key = 'pods/default/web';
type Asked = Partial<NewRequest> & { readonly verb: Verb };
const label = (name: string): JsonObject => ({ metadata: { labels: { [name]: 'yes' } } });

/** Both requests get as far as their transactions before the first of these is executed. */
function together(bench: ApiBench, first: Asked, second: Asked): { readonly [id: string]: number } {
  bench.request('1', first);
  bench.request('2', second);
  const isTransaction = ({ message }: { readonly message: JsonObject }) => message['type'] === 'txn';
  while (bench.underway.filter(isTransaction).length < 2) {
    if (!bench.deliver((message) => !isTransaction(message)) && !bench.internal('apiserver')) throw new Error('one of them does not get there');
  }
  bench.run();
  return Object.fromEntries(bench.replies().map(({ id, code }) => [id, code]));
}

/** Somebody else changes the stored pod behind the API server's back. */
function touch(bench: ApiBench, change: JsonObject = {}): void {
  const stored = bench.stored(key) as JsonObject;
  const resourceVersion = String(Number(revisionOf(stored)) + 1000);
  bench.setPart('etcd', key, { ...stored, ...change, metadata: { ...(stored['metadata'] as JsonObject), ...(change['metadata'] as JsonObject | undefined), resourceVersion } });
}

describe('two requests at the same time', () => {
  test('creates: one wins', () => {
    const bench = new ApiBench();
    expect(together(bench, { verb: 'create', body: pod('web') }, { verb: 'create', body: pod('web') })).toEqual({ '1': 201, '2': 409 });
    expect(bench.log).toHaveLength(1);
  });

  test('patches: the loser is tried again on what the winner left, and both succeed', () => {
    const bench = new ApiBench([boundPod('web')]);
    expect(together(bench, { verb: 'patch', name: 'web', body: label('first') }, { verb: 'patch', name: 'web', body: label('second') })).toEqual({ '1': 200, '2': 200 });
    expect(bench.stored(key)).toMatchObject({ metadata: { labels: { first: 'yes', second: 'yes' } } });
    expect(bench.notesOf('2').filter((note) => note === 'mutating admission')).toHaveLength(2);
  });

  test('updates that name the version they read: one is told that it is too late', () => {
    const bench = new ApiBench([boundPod('web')]);
    const update = (name: string): Asked => ({ verb: 'update', name: 'web', body: { ...bench.stored(key), metadata: { ...(bench.stored(key)?.['metadata'] as JsonObject), labels: { [name]: 'yes' } } } });
    expect(together(bench, update('first'), update('second'))).toEqual({ '1': 200, '2': 409 });
    expect(bench.stored(key)).toMatchObject({ metadata: { labels: { first: 'yes' } } });
  });

  test('a binding and a deletion: a pod that is marked is not bound', () => {
    const bench = new ApiBench([boundPod('web', {}, { nodeName: '' })]);
    const binding: Asked = { verb: 'create', subresource: 'binding', name: 'web', body: { kind: 'Binding', metadata: { name: 'web' }, target: { name: 'node-1' } } };
    const codes = together(bench, { verb: 'delete', name: 'web' }, binding);
    expect(codes['1']).toBe(200);
    expect([404, 409]).toContain(codes['2']);
    expect(bench.stored(key)).toBeUndefined();
  });

  test('deletions: both succeed, or one finds nothing', () => {
    const bench = new ApiBench([pod('web')]);
    const codes = together(bench, { verb: 'delete', name: 'web' }, { verb: 'delete', name: 'web' });
    expect(codes['1']).toBe(200);
    expect([200, 404]).toContain(codes['2']);
    expect(bench.stored(key)).toBeUndefined();
  });

  test('a patch and a deletion with a version: the version decides', () => {
    const bench = new ApiBench([boundPod('web')]);
    const resourceVersion = revisionOf(bench.stored(key));
    expect(together(bench, { verb: 'patch', name: 'web', body: label('first') }, { verb: 'delete', name: 'web', options: { preconditions: { resourceVersion } } })).toEqual({ '1': 200, '2': 409 });
    expect(bench.stored(key)?.['metadata']).not.toHaveProperty('deletionTimestamp');
  });
});

describe('what is stored has moved on from what the cache shows', () => {
  test('the object is gone: 404', () => {
    const bench = new ApiBench([boundPod('web')]);
    bench.setPart('etcd', key, undefined);
    expect(bench.ask({ verb: 'patch', name: 'web', body: label('late') })).toMatchObject({ code: 404 });
    expect(bench.ask({ verb: 'update', name: 'web', body: { ...boundPod('web'), spec: {} } })).toMatchObject({ code: 404 });
  });

  test('a patch that the cache takes for done is done again', () => {
    const bench = new ApiBench();
    bench.ask({ verb: 'create', body: pod('web', label('done')) });
    bench.sync();
    touch(bench, { metadata: { labels: {} } });
    expect(bench.ask({ verb: 'patch', name: 'web', body: label('done') })).toMatchObject({ code: 200, object: { metadata: { labels: { done: 'yes' } } } });
  });

  test('a dry run is decided on what is stored, too', () => {
    const bench = new ApiBench([boundPod('web')]);
    touch(bench, { metadata: { labels: { stored: 'yes' } } });
    const before = bench.parts('etcd');
    expect(bench.ask({ verb: 'patch', name: 'web', body: label('tried'), options: { dryRun: true } })).toMatchObject({ code: 200, object: { metadata: { labels: { stored: 'yes', tried: 'yes' } } } });
    bench.setPart('etcd', key, undefined);
    expect(bench.ask({ verb: 'patch', name: 'web', body: label('tried'), options: { dryRun: true } })).toMatchObject({ code: 404 });
    bench.setPart('etcd', key, before[key]);
    expect(bench.parts('etcd')).toEqual(before);
  });
});

describe('the update that takes off the last finalizer', () => {
  const marked = () => new ApiBench([pod('web', { metadata: { deletionTimestamp: 'now', deletionGracePeriodSeconds: 0, finalizers: ['example.com/guard'] } })]);
  const release: Asked = { verb: 'patch', name: 'web', body: { metadata: { finalizers: null } } };

  /** Until the removal is on its way to etcd. */
  function removing(bench: ApiBench): void {
    bench.request('1', release);
    while (!bench.underway.some(({ message }) => message['delete'] === true)) if (!bench.deliver()) bench.internal('apiserver');
  }

  test('removes the object although somebody changes it meanwhile', () => {
    const bench = marked();
    removing(bench);
    touch(bench);
    bench.run();
    expect(bench.replies()).toMatchObject([{ code: 200 }]);
    expect(bench.stored(key)).toBeUndefined();
  });

  test('has succeeded when somebody else removes it', () => {
    const bench = marked();
    removing(bench);
    bench.setPart('etcd', key, undefined);
    bench.run();
    expect(bench.replies()).toMatchObject([{ code: 200 }]);
  });
});
