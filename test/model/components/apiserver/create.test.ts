import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../model/kernel/json.ts';
import { ApiBench, pod, textOf, uidOf } from './support.ts';

describe('creating a pod', () => {
  test('stores it, defaulted and pending, and replies 201', () => {
    const bench = new ApiBench();
    const reply = bench.ask({ verb: 'create', body: pod('web') });
    expect(reply).toMatchObject({ code: 201, object: { metadata: { name: 'web', generation: 1 }, status: { phase: 'Pending' } } });
    expect(bench.stored('pods/default/web')).toEqual(reply.object);
    expect(bench.log.map(({ log }) => log)).toEqual(['pods']);
    expect(bench.parts('apiserver')).not.toHaveProperty(['request/client/1']);
  });

  test('passes every stage in order', () => {
    const bench = new ApiBench();
    bench.ask({ verb: 'create', body: pod('web') });
    expect(bench.notesOf('1')).toEqual(['authenticated', 'authorized', 'defaulted', 'mutating admission', 'schema validated', 'validating admission', 'committing', 'committed']);
  });

  test('takes separate steps: anything may happen between them', () => {
    const bench = new ApiBench();
    bench.request('1', { verb: 'create', body: pod('web') });
    bench.deliver();
    expect(bench.internals('apiserver')).toEqual(['mutate POST pods/web of client']);
    bench.internal('apiserver');
    expect(bench.internals('apiserver')).toEqual(['validate POST pods/web of client']);
    bench.internal('apiserver');
    expect(bench.underway).toMatchObject([{ from: 'apiserver', to: 'etcd', message: { type: 'txn', key: 'pods/default/web', expect: '0' } }]);
    bench.deliver();
    bench.deliver();
    expect(bench.replies()).toMatchObject([{ code: 201 }]);
  });

  test('ignores what only the system may say', () => {
    const bench = new ApiBench();
    const { object } = bench.ask({ verb: 'create', body: pod('web', { metadata: { uid: 'mine', deletionTimestamp: 'now', generation: 7 }, status: { phase: 'Running' } }) });
    expect(object).toMatchObject({ metadata: { generation: 1 }, status: { phase: 'Pending' } });
    expect(uidOf(object)).toMatch(/^pods-web-\d+$/);
    expect(object?.['metadata']).not.toHaveProperty('deletionTimestamp');
  });

  test('says of a gated pod that it waits', () => {
    const { object } = new ApiBench().ask({ verb: 'create', body: pod('web', { spec: { schedulingGates: [{ name: 'quota' }] } }) });
    expect(object).toMatchObject({ status: { conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }] } });
  });
});

describe('a create that fails changes nothing', () => {
  const failing = (bench: ApiBench, ...args: Parameters<ApiBench['ask']>) => {
    const before = bench.parts('etcd');
    const reply = bench.ask(...args);
    expect(bench.parts('etcd')).toEqual(before);
    expect(bench.notesOf('1')).toContain('rejected');
    return reply;
  };

  test('401: nobody knows the user', () => {
    expect(failing(new ApiBench(), { verb: 'create', body: pod('web') }, 'system:anonymous')).toMatchObject({ code: 401, reason: 'Unauthorized' });
  });

  test('403: no role allows it', () => {
    const reply = failing(new ApiBench(), { verb: 'create', body: pod('web') }, 'system:kube-scheduler');
    expect(reply).toMatchObject({ code: 403, reason: 'Forbidden' });
    expect(reply.message).toContain('User "system:kube-scheduler" cannot create resource "pods"');
  });

  test('404: there is no such resource, or no such namespace', () => {
    expect(failing(new ApiBench(), { verb: 'create', resource: 'unicorns', body: pod('web') })).toMatchObject({ code: 404, message: 'the server could not find the requested resource' });
    expect(failing(new ApiBench(), { verb: 'create', namespace: 'nowhere', body: pod('web', { metadata: { namespace: 'nowhere' } }) })).toMatchObject({ code: 404, message: 'namespaces "nowhere" not found' });
  });

  test('400: the request contradicts itself', () => {
    expect(failing(new ApiBench(), { verb: 'create', body: pod('web', { metadata: { namespace: 'other' } }) })).toMatchObject({ code: 400, reason: 'BadRequest' });
    expect(failing(new ApiBench(), { verb: 'create', body: pod('web', { metadata: { resourceVersion: '7' } }) })).toMatchObject({ code: 400, message: 'resourceVersion should not be set on objects to be created' });
  });

  test('400: it is not an object of that kind', () => {
    expect(failing(new ApiBench(), { verb: 'create', body: { ...pod('web'), kind: 'Node' } })).toMatchObject({ code: 400, message: 'the kind in the data (Node) does not match the expected kind (Pod)' });
    expect(failing(new ApiBench(), { verb: 'create', body: pod('web', { spec: { containers: 'many' } }) })).toMatchObject({ code: 400, reason: 'BadRequest', message: expect.stringContaining('Pod in version "v1" cannot be handled as a Pod') });
  });

  test('405: not everything can be created', () => {
    expect(failing(new ApiBench(), { verb: 'create', subresource: 'status', name: 'web', body: pod('web') })).toMatchObject({ code: 405 });
  });

  test('422: it has no name, or is not valid', () => {
    expect(failing(new ApiBench(), { verb: 'create', body: pod('') })).toMatchObject({ code: 422, reason: 'Invalid', message: 'Pod "" is invalid: metadata.name: Required value: name or generateName is required' });
    expect(failing(new ApiBench(), { verb: 'create', body: pod('web', { spec: { containers: [] } }) })).toMatchObject({ code: 422, reason: 'Invalid' });
  });

  test('409: it exists already, perhaps not for long', () => {
    const bench = new ApiBench([pod('web')]);
    expect(failing(bench, { verb: 'create', body: pod('web') })).toMatchObject({ code: 409, reason: 'AlreadyExists', message: 'pods "web" already exists' });
    const deleting = new ApiBench([pod('web', { metadata: { deletionTimestamp: 'now', deletionGracePeriodSeconds: 30 } })]);
    expect(failing(deleting, { verb: 'create', body: pod('web') })).toMatchObject({ code: 409, reason: 'AlreadyExists', message: 'object is being deleted: pods "web" already exists' });
  });

  test('504: etcd does not answer; whether it is stored nobody knows', () => {
    const bench = new ApiBench();
    bench.request('1', { verb: 'create', body: pod('web') });
    bench.deliver();
    bench.internal('apiserver');
    bench.internal('apiserver');
    const [txn] = bench.received('etcd');
    bench.send('etcd', 'apiserver', { type: 'etcdTimeout', id: textOf(txn?.['id']) });
    bench.run();
    expect(bench.replies()).toMatchObject([{ code: 504, reason: 'Timeout' }]);
  });
});

test('without objectIsValid an invalid pod is stored', () => {
  const bench = new ApiBench();
  bench.options = { mutants: { objectIsValid: true } };
  expect(bench.ask({ verb: 'create', body: pod('web', { spec: { containers: [] } }) })).toMatchObject({ code: 201 });
  bench.options = { mutants: { objectIsValid: false } };
  expect(bench.ask({ verb: 'create', body: pod('web-2') })).toMatchObject({ code: 422 });
});

describe('generateName', () => {
  const generated = pod('', { metadata: { generateName: 'web-' } });

  test('gives every object a name of its own', () => {
    const bench = new ApiBench();
    const names = [1, 2, 3].map(() => (bench.ask({ verb: 'create', body: generated }).object?.['metadata'] as JsonObject | undefined)?.['name']);
    expect(names).toEqual(['web-b', 'web-c', 'web-d']);
  });

  test('gives the name of what was refused to the next: who tries for ever comes back to where it was', () => {
    const bench = new ApiBench();
    const before = bench.parts('apiserver');
    for (const invalid of [1, 2]) expect(bench.ask({ verb: 'create', body: { ...generated, spec: { containers: [] } } }), `${invalid}`).toMatchObject({ code: 422 });
    expect(bench.parts('apiserver')).toEqual(before);
    expect(bench.ask({ verb: 'create', body: generated })).toMatchObject({ code: 201, object: { metadata: { name: 'web-b' } } });
  });

  test('tries again when the name is taken, from name generation on', () => {
    const bench = new ApiBench([pod('web-b'), pod('web-c')]);
    const reply = bench.ask({ verb: 'create', body: generated });
    expect(reply).toMatchObject({ code: 201, object: { metadata: { name: 'web-d' } } });
    expect(bench.notesOf('1').filter((name) => name === 'mutating admission')).toHaveLength(1);
    expect(bench.notesOf('1').filter((name) => name === 'schema validated')).toHaveLength(3);
  });

  test('gives up after eight attempts', () => {
    const bench = new ApiBench([pod('web-x')]);
    bench.options = { faults: ['nameCollision'] };
    expect(bench.ask({ verb: 'create', body: generated })).toMatchObject({ code: 409, reason: 'AlreadyExists', message: 'pods "web-x" already exists, the server was not able to generate a unique name for the object' });
    expect(bench.notesOf('1').filter((name) => name === 'committing')).toHaveLength(8);
  });

  test('without nameAttemptsLeft the first collision surfaces (issue 115489)', () => {
    const bench = new ApiBench([pod('web-b')]);
    bench.options = { mutants: { nameAttemptsLeft: false } };
    expect(bench.ask({ verb: 'create', body: generated })).toMatchObject({ code: 409 });
  });
});

describe('a dry run', () => {
  test('goes all the way, and stores nothing', () => {
    const bench = new ApiBench();
    const before = bench.parts('etcd');
    expect(bench.ask({ verb: 'create', body: pod('web'), options: { dryRun: true } })).toMatchObject({ code: 201, object: { metadata: { name: 'web' } } });
    expect(bench.parts('etcd')).toEqual(before);
  });

  test('finds out what would fail', () => {
    const bench = new ApiBench([pod('web')]);
    expect(bench.ask({ verb: 'create', body: pod('web'), options: { dryRun: true } })).toMatchObject({ code: 409, reason: 'AlreadyExists' });
  });
});

test('a request that nobody waits for is executed without a reply, two of them at a time', () => {
  const bench = new ApiBench();
  bench.request(null, { verb: 'create', body: pod('web') });
  bench.request(null, { verb: 'create', body: pod('api') });
  bench.deliver();
  bench.deliver();
  expect(Object.keys(bench.parts('apiserver')).filter((part) => part.startsWith('request/'))).toEqual(['request/client/-', 'request/client/-~2']);
  bench.run();
  expect(bench.replies()).toEqual([]);
  expect(bench.stored('pods/default/web')).toBeDefined();
  expect(bench.stored('pods/default/api')).toBeDefined();
});
