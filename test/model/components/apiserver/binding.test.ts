import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../model/kernel/json.ts';
import { ApiBench, boundPod, pod, uidOf } from './support.ts';

const key = 'pods/default/web';
const binding = (node: string, metadata: JsonObject = {}, target: JsonObject = {}): JsonObject => ({ apiVersion: 'v1', kind: 'Binding', metadata: { name: 'web', namespace: 'default', ...metadata }, target: { apiVersion: 'v1', kind: 'Node', name: node, ...target } });
const bindTo = (node: string, metadata?: JsonObject, target?: JsonObject) => ({ verb: 'create', subresource: 'binding', name: 'web', body: binding(node, metadata, target) }) as const;

describe('binding a pod', () => {
  test('gives it its node and the condition, in one update', () => {
    const bench = new ApiBench([pod('web', { status: { phase: 'Pending', nominatedNodeName: 'node-2', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' }] } })]);
    const reply = bench.ask(bindTo('node-1', { labels: { zone: 'a' } }), 'system:kube-scheduler');
    expect(reply).toEqual({ type: 'reply', id: '1', code: 201 });
    expect(bench.stored(key)).toMatchObject({ metadata: { labels: { zone: 'a' } }, spec: { nodeName: 'node-1' }, status: { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'True' }] } });
    expect(bench.stored(key)?.['status']).not.toHaveProperty('nominatedNodeName');
    expect(bench.log).toHaveLength(1);
    expect(bench.notesOf('1')).toEqual(['authenticated', 'authorized', 'defaulted', 'mutating admission', 'schema validated', 'validating admission', 'committing', 'committed']);
  });

  test('does not ask whether the node exists', () => {
    expect(new ApiBench([pod('web')]).ask(bindTo('nowhere'))).toMatchObject({ code: 201 });
  });

  test('as a dry run leaves it unbound', () => {
    const bench = new ApiBench([pod('web')]);
    expect(bench.ask({ ...bindTo('node-1'), options: { dryRun: true } })).toMatchObject({ code: 201 });
    expect(bench.log).toEqual([]);
  });
});

describe('a binding that is refused changes nothing', () => {
  const conflict = (object: JsonObject, message: string, metadata?: JsonObject) => {
    const bench = new ApiBench([object]);
    expect(bench.ask(bindTo('node-1', metadata))).toMatchObject({ code: 409, reason: 'Conflict', message });
    expect(bench.log).toEqual([]);
  };

  test('409: it has a node, even the same one', () => {
    conflict(boundPod('web'), 'Operation cannot be fulfilled on pods/binding "web": pod web is already assigned to node "node-1"');
  });

  test('409: it is being deleted', () => {
    conflict(pod('web', { metadata: { deletionTimestamp: 'now' } }), 'Operation cannot be fulfilled on pods/binding "web": pod web is being deleted, cannot be assigned to a host');
  });

  test('409: it is gated', () => {
    conflict(pod('web', { spec: { schedulingGates: [{ name: 'wait' }] } }), 'Operation cannot be fulfilled on pods/binding "web": pod web has non-empty .spec.schedulingGates');
  });

  test('409: it is another incarnation', () => {
    const uid = uidOf(new ApiBench([pod('web')]).stored(key));
    conflict(pod('web'), `Operation cannot be fulfilled on pods "web": Precondition failed: UID in precondition: other, UID in object meta: ${uid}`, { uid: 'other' });
  });

  test('403: its namespace is being deleted, whatever has become of the pod since the cache saw it', () => {
    const team: JsonObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team', deletionTimestamp: 'now', finalizers: ['kubernetes'] }, status: { phase: 'Terminating' } };
    const inTeam = { namespace: 'team' } as const;
    const bench = new ApiBench([team, pod('web', { metadata: inTeam })]);
    expect(bench.ask({ verb: 'patch', name: 'web', ...inTeam, body: { metadata: { labels: { zone: 'a' } } } })).toMatchObject({ code: 200 });
    const refused = new ApiBench([team, pod('web', { metadata: inTeam })]);
    for (const [each, isStale] of [[bench, true], [refused, false]] as const) {
      each.request('2', { ...bindTo('node-1', inTeam), ...inTeam }, 'system:kube-scheduler');
      each.run();
      expect(each.replies().find(({ id }) => id === '2')).toMatchObject({ code: 403, message: expect.stringContaining('because it is being terminated') });
      expect(each.stored('pods/team/web')?.['spec']).not.toHaveProperty('nodeName');
      // Mutating admission sees nothing of the pod, so that etcd is not asked.
      expect(each.log).toHaveLength(isStale ? 1 : 0);
    }
  });

  test('404, 400, 422, 405', () => {
    expect(new ApiBench().ask(bindTo('node-1'))).toMatchObject({ code: 404, message: 'pods "web" not found' });
    const bench = new ApiBench([pod('web')]);
    expect(bench.ask({ ...bindTo('node-1'), name: 'other' })).toMatchObject({ code: 400 });
    expect(bench.ask(bindTo(''))).toMatchObject({ code: 422, reason: 'Invalid', message: 'Binding "web" is invalid: target.name: Required value' });
    expect(bench.ask(bindTo('node-1', {}, { kind: 'Pod' }))).toMatchObject({ code: 422 });
    expect(bench.ask({ ...bindTo('node-1'), verb: 'update' })).toMatchObject({ code: 405 });
    expect(bench.ask(bindTo('node-1'), 'system:kube-proxy')).toMatchObject({ code: 403, reason: 'Forbidden' });
  });
});

describe('what is decided on the cache is decided again on what is stored', () => {
  test('a pod that is bound in etcd, but not yet in the cache', () => {
    const bench = new ApiBench([pod('web')], ['apiserver-a', 'apiserver-b']);
    expect(bench.ask(bindTo('node-1'), undefined, 'apiserver-a')).toMatchObject({ code: 201 });
    expect(bench.ask(bindTo('node-2'), undefined, 'apiserver-b')).toMatchObject({ code: 409, reason: 'Conflict' });
    expect(bench.stored(key)).toMatchObject({ spec: { nodeName: 'node-1' } });
  });

  test('a pod whose gate is lifted in etcd, but not yet in the cache', () => {
    const bench = new ApiBench([pod('web', { spec: { schedulingGates: [{ name: 'wait' }] } })]);
    bench.setPart('etcd', key, { ...pod('web'), metadata: { ...(bench.stored(key)?.['metadata'] as JsonObject), resourceVersion: '99' } });
    expect(bench.ask(bindTo('node-1'))).toMatchObject({ code: 201 });
  });

  test('a pod that is replaced between the cache and the commit: only the UID tells', () => {
    const replaced = (metadata: JsonObject) => {
      const bench = new ApiBench([pod('web')]);
      const old = uidOf(bench.stored(key));
      bench.ask({ verb: 'delete', name: 'web' });
      bench.ask({ verb: 'create', body: pod('web') });
      return { bench, reply: bench.ask(bindTo('node-1', metadata['uid'] === 'old' ? { uid: old } : {})) };
    };
    expect(replaced({ uid: 'old' }).reply).toMatchObject({ code: 409 });
    expect(replaced({}).reply).toMatchObject({ code: 201 });
  });
});

describe('two bindings at the same time', () => {
  function race(mutants: { readonly [guard: string]: boolean } = {}) {
    const bench = new ApiBench([pod('web')]);
    bench.options = { mutants };
    bench.request('1', bindTo('node-1'));
    bench.request('2', bindTo('node-2'));
    // Both get as far as the transaction before either is executed.
    while (bench.underway.filter(({ message }) => message['type'] === 'txn').length < 2) {
      if (!bench.deliver(({ message }) => message['type'] === 'request')) bench.internal('apiserver');
    }
    bench.run();
    return { bench, codes: Object.fromEntries(bench.replies().map(({ id, code }) => [id, code])) };
  }

  test('one wins, the other is told', () => {
    const { bench, codes } = race();
    expect(codes).toEqual({ '1': 201, '2': 409 });
    expect(bench.stored(key)).toMatchObject({ spec: { nodeName: 'node-1' } });
  });

  test('without podIsUnbound the pod is bound twice: the canonical double binding', () => {
    const { bench, codes } = race({ podIsUnbound: true });
    expect(codes).toEqual({ '1': 201, '2': 201 });
    expect(bench.log).toHaveLength(2);
    expect(bench.stored(key)).toMatchObject({ spec: { nodeName: 'node-2' } });
  });

  test('without revisionMatches, too', () => {
    expect(race({ revisionMatches: true }).codes).toEqual({ '1': 201, '2': 201 });
  });
});

test.each([
  ['podIsNotBeingDeleted', pod('web', { metadata: { deletionTimestamp: 'now' } }), {}],
  ['podHasNoSchedulingGates', pod('web', { spec: { schedulingGates: [{ name: 'wait' }] } }), {}],
  ['bindingUIDMatches', pod('web'), { uid: 'other' }],
  ['podIsUnbound', boundPod('web'), {}],
])('without %s it is bound all the same; when it never holds, nothing is', (guard, object, metadata) => {
  const bench = new ApiBench([object]);
  bench.options = { mutants: { [guard]: true } };
  expect(bench.ask(bindTo('node-2', metadata))).toMatchObject({ code: 201 });
  const never = new ApiBench([pod('web')]);
  never.options = { mutants: { [guard]: false } };
  expect(never.ask(bindTo('node-2', { uid: uidOf(never.stored(key)) }))).toMatchObject({ code: 409 });
});
