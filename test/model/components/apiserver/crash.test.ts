import { describe, expect, test } from 'vitest';
import { ApiBench, pod } from './support.ts';

const key = 'pods/default/web';

/** Until a transaction is on its way to etcd. */
function committing(bench: ApiBench): void {
  while (!bench.underway.some(({ message }) => message['type'] === 'txn')) if (!bench.deliver()) bench.internal('apiserver');
}

describe('a crash of the API server', () => {
  test('loses the requests in process; their clients get no answer', () => {
    const bench = new ApiBench();
    bench.request('0.create', { verb: 'create', body: pod('web') });
    bench.request(null, { verb: 'create', body: pod('api') });
    bench.deliver();
    bench.deliver();
    bench.crash('apiserver');
    expect(bench.replies()).toEqual([{ type: 'reply', id: '0.create', code: 0, reason: 'Timeout' }]);
    bench.run();
    expect(bench.stored(key)).toBeUndefined();
    expect(bench.replies()).toEqual([]);
  });

  test('leaves open whether the request was executed', () => {
    const bench = new ApiBench();
    bench.request('1', { verb: 'create', body: pod('web') });
    committing(bench);
    bench.crash('apiserver');
    bench.run();
    expect(bench.replies()).toMatchObject([{ code: 0 }]);
    expect(bench.stored(key)).toBeDefined();
  });

  test('does not make it take the answer to an old request for that to a new one of the same name', () => {
    const bench = new ApiBench();
    bench.request('1', { verb: 'create', body: pod('web') });
    committing(bench);
    bench.deliver(({ to }) => to === 'etcd');
    const late = bench.received('apiserver');
    bench.crash('apiserver');
    bench.run();
    bench.replies();
    bench.request('1', { verb: 'create', body: pod('web') });
    committing(bench);
    for (const message of late) bench.send('etcd', 'apiserver', message);
    while (bench.deliver(({ to }) => to === 'apiserver'));
    expect(bench.replies()).toEqual([]);
    bench.run();
    expect(bench.replies()).toMatchObject([{ code: 409, reason: 'AlreadyExists' }]);
  });

  test('keeps generated names new', () => {
    const bench = new ApiBench();
    const create = { verb: 'create', body: pod('', { metadata: { generateName: 'web-' } }) } as const;
    bench.ask(create);
    bench.crash('apiserver');
    expect(bench.ask(create)).toMatchObject({ code: 201, object: { metadata: { name: 'web-c' } } });
  });
});
