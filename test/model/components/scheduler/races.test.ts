import { describe, expect, test } from 'vitest';
import { Bench, node, pod, requesting } from './support.ts';

const bound = (name: string, to: string) => pod(name, { metadata: { resourceVersion: '5' }, spec: { ...requesting('2'), nodeName: to } });

describe('several binding cycles of one scheduler', () => {
  test('are under way at once; assumed pods take room', () => {
    const bench = new Bench([node('node-1'), node('node-2'), pod('a', { spec: requesting('2') }), pod('b', { spec: requesting('2') }), pod('c', { spec: requesting('2') })]);
    expect(bench.ways('schedule default/a')).toEqual(['node-1', 'node-2']);
    bench.take('schedule default/a', 'node-2').take('schedule default/b');
    expect([bench.part('assumed/default/a')?.['node'], bench.part('assumed/default/b')?.['node']]).toEqual(['node-2', 'node-1']);
    expect(bench.take('schedule default/c').note('filtered')).toMatchObject({ feasible: [] });
  });

  test('a confirmed bind counts as long as no watch has shown it', () => {
    const bench = new Bench([node('node-1'), pod('a', { spec: requesting('2') }), pod('b', { spec: requesting('2') })]).take('schedule default/a');
    bench.answers(bench.request, { code: 201 });
    expect(bench.take('schedule default/b').note('filtered')).toMatchObject({ feasible: [] });
  });

  test('mutant assumedPodsCount=false overcommits the node (issue 106361)', () => {
    const bench = new Bench([node('node-1'), pod('a', { spec: requesting('2') }), pod('b', { spec: requesting('2') })]);
    bench.world = { mutants: { assumedPodsCount: false } };
    expect(bench.take('schedule default/a').take('schedule default/b').note('assumed')).toMatchObject({ node: 'node-1' });
  });
});

describe('two schedulers', () => {
  test('both choose; the loser forgets, backs off, and leaves the pod to the winner', () => {
    const cluster = [node('node-1'), pod('web', { spec: requesting('2') })];
    const one = new Bench(cluster, { name: 'scheduler-a' }).take('schedule default/web');
    const other = new Bench(cluster, { name: 'scheduler-b' }).take('schedule default/web');
    one.answers(one.request, { code: 201 });
    other.answers(other.request, { code: 409, reason: 'Conflict' });
    expect(other.part('queue/default/web')).toMatchObject({ at: 'backoff' });
    for (const bench of [one, other]) {
      bench.sees('MODIFIED', bound('web', 'node-1'));
      expect(bench.part('queue/default/web')).toBeUndefined();
      expect(bench.part('assumed/default/web')).toBeUndefined();
      expect(bench.enabled()).toEqual([]);
    }
  });

  test('they overcommit a node together, which only the kubelet will notice', () => {
    const cluster = [node('node-1'), pod('a', { spec: requesting('2') }), pod('b', { spec: { ...requesting('2'), schedulerName: 'second' } })];
    const one = new Bench(cluster, { name: 'scheduler-a' }).take('schedule default/a');
    const other = new Bench(cluster, { name: 'scheduler-b', schedulerName: 'second' }).take('schedule default/b');
    expect([one, other].map((bench) => bench.note('assumed')['node'])).toEqual(['node-1', 'node-1']);
  });
});

describe('replicas with an election', () => {
  const election = { lease: 'kube-scheduler' };

  test('a follower fills its caches and its queue, and pops nothing', () => {
    const bench = new Bench([node('node-1'), pod('web')], { election });
    expect(bench.part('queue/default/web')).toMatchObject({ at: 'active' });
    expect(bench.enabled()).toEqual(['acquires the lease']);
    bench.take('acquires the lease');
    bench.answers(bench.request, { code: 201 });
    expect(bench.enabled()).toEqual(['schedule default/web']);
  });
});

describe('a crash', () => {
  test('loses everything but the count of lives, and starts cold', () => {
    const { crash } = new Bench([node('node-1'), pod('web')]).component;
    expect(crash?.durable('epoch')).toBe(true);
    expect(['assumed/default/web', 'queue/default/web', 'cycle/default/web', 'cache/nodes/node-1'].some((part) => crash?.durable(part))).toBe(false);
    expect(Object.keys(crash?.fresh ?? {}).filter((part) => !part.startsWith('informer/'))).toEqual([]);
  });

  test('the reply to an earlier life is ignored', () => {
    const bench = new Bench([node('node-1'), pod('web')]).take('schedule default/web');
    const { request } = bench;
    bench.parts = { ...bench.component.crash?.fresh, epoch: 1 };
    bench.answers(request, { code: 201 });
    expect(bench.notes()).toEqual([]);
  });
});
