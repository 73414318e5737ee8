import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../model/kernel/json.ts';
import { ApiBench, boundPod, pod, textOf } from './support.ts';

const key = 'pods/default/web';
const rules = [{ operations: ['CREATE', 'UPDATE', 'DELETE'], apiGroups: [''], resources: ['pods', 'pods/binding'] }];

function configuration(kind: 'Mutating' | 'Validating', name: string, webhook: JsonObject = {}): JsonObject {
  return { apiVersion: 'admissionregistration.k8s.io/v1', kind: `${kind}WebhookConfiguration`, metadata: { name }, webhooks: [{ name: `${name}.example.com`, rules, sideEffects: 'None', ...webhook }] };
}

/** Goes on until somebody outside is asked, or is answered. */
function proceed(bench: ApiBench): void {
  while (bench.deliver() || bench.internal('apiserver'));
}

function asked(bench: ApiBench, webhook: string): JsonObject {
  proceed(bench);
  const [review] = bench.received(`webhook-${webhook}.example.com`);
  if (review === undefined) throw new Error(`${webhook} is not asked`);
  return review;
}

function answer(bench: ApiBench, review: JsonObject, reviewed: JsonObject): void {
  bench.send(`webhook-${textOf(review['webhook'])}`, 'apiserver', { type: 'reviewed', id: textOf(review['id']), allowed: true, ...reviewed });
  proceed(bench);
}

describe('mutating webhooks', () => {
  test('run one after the other, each on what the one before made of it', () => {
    const bench = new ApiBench([configuration('Mutating', 'a'), configuration('Mutating', 'b')]);
    bench.request('1', { verb: 'create', body: pod('web') });
    answer(bench, asked(bench, 'a'), { patch: { metadata: { labels: { a: 'yes' } } } });
    const second = asked(bench, 'b');
    expect(second).toMatchObject({ kind: 'mutating', operation: 'CREATE', object: { metadata: { labels: { a: 'yes' } } } });
    answer(bench, second, { patch: { metadata: { labels: { b: 'yes' } } } });
    expect(bench.replies()).toMatchObject([{ code: 201, object: { metadata: { labels: { a: 'yes', b: 'yes' } } } }]);
  });

  test('run again, once, when a later one changes what they saw', () => {
    const bench = new ApiBench([configuration('Mutating', 'a', { reinvocationPolicy: 'IfNeeded' }), configuration('Mutating', 'b')]);
    bench.request('1', { verb: 'create', body: pod('web') });
    answer(bench, asked(bench, 'a'), {});
    answer(bench, asked(bench, 'b'), { patch: { metadata: { labels: { b: 'yes' } } } });
    const again = asked(bench, 'a');
    expect(again).toMatchObject({ object: { metadata: { labels: { b: 'yes' } } } });
    answer(bench, again, { patch: { metadata: { labels: { a: 'again' } } } });
    expect(bench.replies()).toMatchObject([{ code: 201, object: { metadata: { labels: { a: 'again', b: 'yes' } } } }]);
    expect(bench.notesOf('1').filter((note) => note === 'mutating admission')).toHaveLength(1);
  });

  test('may refuse; on a cached object, etcd is asked whether that is still so', () => {
    const creating = new ApiBench([configuration('Mutating', 'a')]);
    creating.request('1', { verb: 'create', body: pod('web') });
    answer(creating, asked(creating, 'a'), { allowed: false, message: 'no' });
    expect(creating.replies()).toMatchObject([{ code: 403, message: 'admission webhook "a.example.com" denied the request: no' }]);
    expect(creating.stored(key)).toBeUndefined();

    const updating = new ApiBench([configuration('Mutating', 'a'), boundPod('web')]);
    updating.request('1', { verb: 'patch', name: 'web', body: { metadata: { labels: { a: 'b' } } } });
    const review = asked(updating, 'a');
    const stored = updating.stored(key) as JsonObject;
    updating.setPart('etcd', key, { ...stored, metadata: { ...(stored['metadata'] as JsonObject), resourceVersion: '99' } });
    answer(updating, review, { allowed: false });
    expect(asked(updating, 'a')).toMatchObject({ operation: 'UPDATE', oldObject: { metadata: { resourceVersion: '99' } } });
  });

  test('see deletions, too', () => {
    const bench = new ApiBench([configuration('Mutating', 'a'), boundPod('web')]);
    bench.request('1', { verb: 'delete', name: 'web' });
    const review = asked(bench, 'a');
    expect(review).toMatchObject({ operation: 'DELETE', oldObject: { metadata: { name: 'web' } } });
    answer(bench, review, { allowed: false });
    expect(bench.replies()).toMatchObject([{ code: 403 }]);
    expect(bench.log).toEqual([]);
  });
});

describe('validating webhooks', () => {
  const both = () => new ApiBench([configuration('Validating', 'a'), configuration('Validating', 'b')]);

  test('run in parallel, on the object as it will be stored; all must allow', () => {
    const bench = both();
    bench.request('1', { verb: 'create', body: pod('', { metadata: { generateName: 'web-' } }) });
    const [a, b] = [asked(bench, 'a'), asked(bench, 'b')];
    expect(a).toMatchObject({ kind: 'validating', object: { metadata: { name: 'web-b' }, status: { phase: 'Pending' } } });
    answer(bench, b, {});
    expect(bench.replies()).toEqual([]);
    answer(bench, a, {});
    expect(bench.replies()).toMatchObject([{ code: 201 }]);
  });

  test('one that refuses is enough, whatever the order', () => {
    for (const first of ['a', 'b']) {
      const bench = both();
      bench.request('1', { verb: 'create', body: pod('web') });
      const [a, b] = [asked(bench, 'a'), asked(bench, 'b')];
      answer(bench, first === 'a' ? a : b, { allowed: false });
      // The answer waits for the others: a late one must not be taken for the answer to another request.
      expect(bench.replies()).toEqual([]);
      answer(bench, first === 'a' ? b : a, {});
      expect(bench.replies()).toMatchObject([{ code: 403 }]);
      expect(bench.stored(key)).toBeUndefined();
    }
  });

  test('see bindings', () => {
    const bench = new ApiBench([configuration('Validating', 'a'), pod('web')]);
    bench.request('1', { verb: 'create', subresource: 'binding', name: 'web', body: { kind: 'Binding', metadata: { name: 'web' }, target: { name: 'node-1' } } });
    answer(bench, asked(bench, 'a'), { allowed: false });
    expect(bench.replies()).toMatchObject([{ code: 403 }]);
    expect(bench.stored(key)?.['spec']).not.toHaveProperty('nodeName');
  });

  test('an answer to a request of an earlier life is ignored', () => {
    const bench = new ApiBench([configuration('Validating', 'a')]);
    bench.request('1', { verb: 'create', body: pod('web') });
    const review = asked(bench, 'a');
    bench.crash('apiserver');
    proceed(bench);
    bench.replies();
    bench.request('1', { verb: 'create', body: pod('web') });
    const again = asked(bench, 'a');
    answer(bench, review, {});
    expect(bench.replies()).toEqual([]);
    answer(bench, again, {});
    expect(bench.replies()).toMatchObject([{ code: 201 }]);
  });
});

describe('a namespace that the cache does not have is looked up in etcd', () => {
  const team: JsonObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } };
  const account: JsonObject = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: 'team' } };

  test('before a create in it is refused', () => {
    const bench = new ApiBench([account]);
    bench.ask({ verb: 'create', resource: 'namespaces', namespace: undefined, body: team });
    expect(bench.ask({ verb: 'create', namespace: 'team', body: pod('web', { metadata: { namespace: 'team' } }) })).toMatchObject({ code: 201 });
  });

  test('504: etcd does not answer', () => {
    const bench = new ApiBench();
    bench.request('1', { verb: 'create', namespace: 'team', body: pod('web', { metadata: { namespace: 'team' } }) });
    bench.deliver();
    bench.internal('apiserver');
    const [range] = bench.received('etcd');
    expect(range).toMatchObject({ type: 'range', key: 'namespaces/team' });
    bench.send('etcd', 'apiserver', { type: 'etcdTimeout', id: textOf(range?.['id']) });
    bench.run();
    expect(bench.replies()).toMatchObject([{ code: 504 }]);
  });
});

describe('resource quota', () => {
  const quota: JsonObject = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'few', namespace: 'default' }, spec: { hard: { pods: '1' } }, status: { hard: { pods: '1' }, used: { pods: '0' } } };
  const used = (bench: ApiBench) => (bench.stored('resourcequotas/default/few')?.['status'] as JsonObject | undefined)?.['used'];

  test('is charged after everybody else has agreed, before the commit', () => {
    const bench = new ApiBench([quota]);
    expect(bench.ask({ verb: 'create', body: pod('web') })).toMatchObject({ code: 201 });
    expect(used(bench)).toEqual({ pods: '1' });
    expect(bench.log.map(({ log }) => log)).toEqual(['resourcequotas', 'pods']);
    expect(bench.notesOf('1').slice(-4)).toEqual(['validating admission', 'quota charged', 'committing', 'committed']);
  });

  test('403: it is exceeded', () => {
    const bench = new ApiBench([quota]);
    bench.ask({ verb: 'create', body: pod('web') });
    const reply = bench.ask({ verb: 'create', body: pod('api') });
    expect(reply).toMatchObject({ code: 403, reason: 'Forbidden' });
    expect(reply.message).toContain('exceeded quota: few');
    expect(bench.stored('pods/default/api')).toBeUndefined();
  });

  test('of two requests at the same time only one fits, also through two API servers', () => {
    const bench = new ApiBench([quota], ['apiserver-a', 'apiserver-b']);
    bench.request('1', { verb: 'create', body: pod('web') }, undefined, 'apiserver-a');
    bench.request('2', { verb: 'create', body: pod('api') }, undefined, 'apiserver-b');
    while (bench.underway.filter(({ message }) => message['type'] === 'txn').length < 2) {
      if (!bench.deliver(({ message }) => message['type'] === 'request') && !bench.internal('apiserver-a')) bench.internal('apiserver-b');
    }
    bench.run();
    expect(Object.fromEntries(bench.replies().map(({ id, code }) => [id, code]))).toEqual({ '1': 201, '2': 403 });
    expect(used(bench)).toEqual({ pods: '1' });
  });

  test('stays charged when the commit fails: the quota controller puts that right (issue 61530)', () => {
    const bench = new ApiBench([quota]);
    bench.setPart('etcd', key, { ...pod('web'), metadata: { name: 'web', namespace: 'default', resourceVersion: '99' } });
    expect(bench.ask({ verb: 'create', body: pod('web') })).toMatchObject({ code: 409 });
    expect(used(bench)).toEqual({ pods: '1' });
  });

  test('is not charged by a dry run', () => {
    const bench = new ApiBench([quota]);
    expect(bench.ask({ verb: 'create', body: pod('web'), options: { dryRun: true } })).toMatchObject({ code: 201 });
    expect(bench.log).toEqual([]);
  });

  test('504: etcd does not answer', () => {
    const bench = new ApiBench([quota]);
    bench.request('1', { verb: 'create', body: pod('web') });
    while (!bench.underway.some(({ to }) => to === 'etcd')) if (!bench.deliver()) bench.internal('apiserver');
    for (let attempt = 0; bench.replies.length === 0 && attempt < 5; attempt++) {
      const [txn] = bench.received('etcd');
      if (txn === undefined) break;
      bench.send('etcd', 'apiserver', { type: 'etcdTimeout', id: textOf(txn['id']) });
      bench.deliver();
    }
    expect(bench.replies()).toMatchObject([{ code: 504 }]);
    expect(Object.keys(bench.parts('apiserver')).filter((part) => part.startsWith('quota/'))).toEqual([]);
  });
});
