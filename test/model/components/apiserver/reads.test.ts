import { describe, expect, test } from 'vitest';
import { ApiBench, boundPod, pod, textOf } from './support.ts';

const names = (items: readonly unknown[] = []) => items.map((item) => (item as { metadata: { name: string } }).metadata.name);

describe('get', () => {
  test('reads what is stored, however old the cache is', () => {
    const bench = new ApiBench();
    bench.ask({ verb: 'create', body: pod('web') });
    expect(bench.ask({ verb: 'get', name: 'web' })).toMatchObject({ code: 200, object: { metadata: { name: 'web' } } });
    expect(bench.notesOf('1')).toContain('served');
  });

  test('404, 400, 403', () => {
    const bench = new ApiBench();
    expect(bench.ask({ verb: 'get', name: 'web' })).toMatchObject({ code: 404, reason: 'NotFound', message: 'pods "web" not found' });
    expect(bench.ask({ verb: 'get', resource: 'deployments', name: 'web' })).toMatchObject({ message: 'deployments.apps "web" not found' });
    expect(bench.ask({ verb: 'get' })).toMatchObject({ code: 400 });
    expect(bench.ask({ verb: 'get', name: 'web' }, 'system:kube-proxy')).toMatchObject({ code: 403 });
  });

  test('504: etcd does not answer', () => {
    const bench = new ApiBench();
    bench.request('1', { verb: 'get', name: 'web' });
    bench.deliver();
    const [range] = bench.received('etcd');
    bench.send('etcd', 'apiserver', { type: 'etcdTimeout', id: textOf(range?.['id']) });
    bench.run();
    expect(bench.replies()).toMatchObject([{ code: 504, reason: 'Timeout' }]);
  });
});

describe('list', () => {
  test('without a version it is consistent, and keeps the client\'s place at the head', () => {
    const bench = new ApiBench([pod('a')]);
    bench.ask({ verb: 'create', body: pod('b') });
    const reply = bench.ask({ verb: 'list' });
    expect(names(reply.items)).toEqual(['a', 'b']);
    expect(reply.resourceVersion).toBe('apiserver: 0.request/client/1');
    expect(bench.cursors['pods client']).toBe('parked');
  });

  test('at version 0 it is what the cache has, however old, when the nemesis wills it', () => {
    const bench = new ApiBench([pod('a')]);
    bench.ask({ verb: 'create', body: pod('b') });
    expect(names(bench.ask({ verb: 'list', options: { resourceVersion: '0' } }).items)).toEqual(['a', 'b']);
    bench.options = { faults: ['staleList'] };
    expect(names(bench.ask({ verb: 'list', options: { resourceVersion: '0' } }).items)).toEqual(['a']);
    expect(bench.cursors['pods client']).toBe('parked');
    bench.sync();
    expect(names(bench.ask({ verb: 'list', options: { resourceVersion: '0' } }).items)).toEqual(['a', 'b']);
  });

  test('from the cache names another place than the same list of an earlier life of the client', () => {
    const bench = new ApiBench([pod('a')]);
    bench.options = { faults: ['staleList'] };
    const places = ['0.informer/pods', '1.informer/pods'].map((id) => {
      bench.request(id, { verb: 'list', options: { resourceVersion: '0' } });
      bench.run();
      return bench.replies()[0]?.resourceVersion;
    });
    expect(places).toEqual(['apiserver: cache, 0.request/client/0.informer/pods', 'apiserver: cache, 0.request/client/1.informer/pods']);
  });

  test('at a version that the cache has not seen it asks etcd', () => {
    const bench = new ApiBench([pod('a')]);
    bench.ask({ verb: 'create', body: pod('b') });
    const resourceVersion = 'apiserver: 0.request/client/1';
    expect(names(bench.ask({ verb: 'list', options: { resourceVersion } }).items)).toEqual(['a', 'b']);
    bench.sync();
    expect(names(bench.ask({ verb: 'list', options: { resourceVersion } }).items)).toEqual(['a', 'b']);
  });

  test.each(['', '0'])('at version "%s", of one namespace, of one node', (resourceVersion) => {
    const bench = new ApiBench([pod('a'), boundPod('b'), pod('c', { metadata: { namespace: 'kube-system' } })]);
    expect(names(bench.ask({ verb: 'list', options: { resourceVersion } }).items)).toEqual(['a', 'b']);
    expect(names(bench.ask({ verb: 'list', namespace: undefined, options: { resourceVersion } }).items)).toEqual(['a', 'b', 'c']);
    expect(names(bench.ask({ verb: 'list', namespace: undefined, options: { resourceVersion, nodeName: 'node-1' } }).items)).toEqual(['b']);
  });

  test('of a client that does not watch keeps no place', () => {
    const bench = new ApiBench([], ['apiserver'], { watchers: ['scheduler'] });
    bench.ask({ verb: 'list' });
    bench.ask({ verb: 'list', options: { resourceVersion: '0' } });
    expect(bench.cursors).toEqual({});
  });

  test('without listIsConsistent it is stale, or never', () => {
    const bench = new ApiBench([pod('a')]);
    bench.ask({ verb: 'create', body: pod('b') });
    bench.options = { mutants: { listIsConsistent: false } };
    expect(names(bench.ask({ verb: 'list' }).items)).toEqual(['a']);
    bench.options = { mutants: { listIsConsistent: true } };
    expect(names(bench.ask({ verb: 'list', options: { resourceVersion: '0' } }).items)).toEqual(['a', 'b']);
  });
});

describe('watch', () => {
  test('opens at the place that the list kept, through this API server', () => {
    const bench = new ApiBench();
    bench.ask({ verb: 'list' });
    bench.request('1', { verb: 'watch' });
    const reaction = bench.take('apiserver', { kind: 'message', from: 'client', message: bench.underway[0]?.message ?? null });
    expect(reaction?.cursors).toEqual([{ log: 'pods', reader: 'client', move: 'open', via: 'apiserver' }]);
    expect(reaction?.send).toMatchObject([{ message: { code: 200 } }]);
  });

  test.each(['none', 'expired'] as const)('410: the place is %s', (status) => {
    const bench = new ApiBench();
    bench.cursors = { 'pods client': status };
    expect(bench.ask({ verb: 'watch' })).toMatchObject({ code: 410, reason: 'Expired' });
  });

  test('without historyIsKept it goes on somewhere else, and misses what was between', () => {
    const bench = new ApiBench();
    bench.cursors = { 'pods client': 'expired' };
    bench.options = { mutants: { historyIsKept: true } };
    expect(bench.ask({ verb: 'watch' })).toMatchObject({ code: 200 });
    expect(bench.cursors['pods client']).toBe('open');
    bench.options = { mutants: { historyIsKept: false } };
    expect(bench.ask({ verb: 'watch' })).toMatchObject({ code: 410 });
  });
});

describe('the watch cache', () => {
  const cacheOf = (bench: ApiBench) => Object.keys(bench.parts('apiserver')).filter((part) => part.startsWith('cache/pods/'));

  test('follows etcd', () => {
    const bench = new ApiBench([pod('a')]);
    bench.ask({ verb: 'create', body: pod('b') });
    bench.ask({ verb: 'delete', name: 'a' });
    expect(cacheOf(bench)).toEqual(['cache/pods/default/a']);
    bench.sync();
    expect(cacheOf(bench)).toEqual(['cache/pods/default/b']);
  });

  test('after a crash it is filled from etcd before any request is taken', () => {
    const bench = new ApiBench([pod('a')]);
    bench.ask({ verb: 'create', body: pod('b') });
    bench.crash('apiserver');
    expect(cacheOf(bench)).toEqual([]);
    bench.request('1', { verb: 'list', options: { resourceVersion: '0' } });
    expect(bench.deliver()).toBe(false);
    bench.run();
    expect(names(bench.replies()[0]?.items)).toEqual(['a', 'b']);
    expect(bench.cursors['pods apiserver']).toBe('open');
    expect(bench.internals('apiserver')).toEqual([]);
  });

  test('lists again when etcd does not answer', () => {
    const bench = new ApiBench();
    bench.crash('apiserver');
    bench.internal('apiserver', 'fill the watch caches');
    const [range] = bench.received('etcd');
    bench.send('etcd', 'apiserver', { type: 'etcdTimeout', id: textOf(range?.['id']) });
    bench.run();
    expect(bench.parts('apiserver')['watchcache/pods']).toBe('watching');
  });

  test('goes on where a broken watch stood, or lists again when that is compacted away', () => {
    const bench = new ApiBench([pod('a')]);
    bench.cursors = { 'pods apiserver': 'parked', 'nodes apiserver': 'expired' };
    bench.take('apiserver', { kind: 'broken', log: 'pods' });
    bench.take('apiserver', { kind: 'broken', log: 'nodes' });
    expect(bench.internals('apiserver')).toEqual(['watch nodes again', 'watch pods again']);
    // It serves what it has meanwhile.
    expect(names(bench.ask({ verb: 'list', options: { resourceVersion: '0' } }).items)).toEqual(['a']);
    expect(bench.parts('apiserver')).toMatchObject({ 'watchcache/pods': 'watching', 'watchcache/nodes': 'watching' });
    expect(bench.cursors).toMatchObject({ 'pods apiserver': 'open', 'nodes apiserver': 'open' });
  });
});
