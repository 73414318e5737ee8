import { describe, expect, test } from 'vitest';
import { Bench, node, pod } from './support.ts';

describe('the way of a pod through the scheduler', () => {
  test('it is watched, filtered, scored, assumed, bound and confirmed', () => {
    const bench = new Bench([node('node-1')]);
    bench.sees('ADDED', pod('web'));
    expect(bench.part('queue/default/web')).toEqual({ at: 'active', uid: 'web-uid', priority: 0 });
    expect(bench.enabled()).toEqual(['schedule default/web']);

    bench.take('schedule default/web');
    expect(bench.notes()).toEqual(['scheduling', 'filtered', 'assumed']);
    expect(bench.note('filtered')).toMatchObject({ pod: 'default/web', feasible: ['node-1'], rejected: {} });
    expect(bench.request).toEqual({
      type: 'request',
      id: '0.bind/default/web',
      user: 'system:kube-scheduler',
      verb: 'create',
      resource: 'pods',
      subresource: 'binding',
      namespace: 'default',
      name: 'web',
      body: { apiVersion: 'v1', kind: 'Binding', metadata: { namespace: 'default', name: 'web', uid: 'web-uid' }, target: { kind: 'Node', name: 'node-1' } },
    });
    expect(bench.part('assumed/default/web')).toMatchObject({ uid: 'web-uid', node: 'node-1', phase: 'binding' });
    expect(bench.part('cycle/default/web')).toMatchObject({ value: 'binding', context: { node: 'node-1' } });
    expect(bench.part('queue/default/web')).toBeUndefined();
    expect(bench.enabled()).toEqual([]);

    bench.answers(bench.request, { code: 201 });
    expect(bench.part('assumed/default/web')).toMatchObject({ phase: 'bound' });
    expect(bench.part('cycle/default/web')).toBeUndefined();

    bench.sees('MODIFIED', pod('web', { metadata: { resourceVersion: '2' }, spec: { nodeName: 'node-1' } }));
    expect(bench.notes()).toEqual(['confirmed']);
    expect(Object.keys(bench.parts).filter((part) => !part.startsWith('cache/') && !part.startsWith('informer/'))).toEqual([]);
  });
});
