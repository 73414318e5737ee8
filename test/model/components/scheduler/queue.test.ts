import { describe, expect, test } from 'vitest';
import { Bench, node, pod, requesting } from './support.ts';

const full = (name: string) => pod(name, { spec: requesting('3') });

/** A pod that no node has room for, parked. */
function parked(): Bench {
  return new Bench([node('node-1'), full('web')]).take('schedule default/web').take('handle the failure of default/web');
}

describe('which pods are queued', () => {
  test('at a warm start: those that wait for this scheduler', () => {
    const bench = new Bench([
      pod('mine'),
      pod('theirs', { spec: { schedulerName: 'another' } }),
      pod('bound', { spec: { nodeName: 'node-1' } }),
      pod('over', { status: { phase: 'Failed' } }),
      pod('gated', { spec: { schedulingGates: [{ name: 'example.com/wait' }] } }),
    ]);
    expect(Object.keys(bench.parts).filter((part) => part.startsWith('queue/'))).toEqual(['queue/default/mine', 'queue/default/gated']);
    expect(bench.part('queue/default/gated')).toMatchObject({ at: 'gated' });
  });

  test('the same as the watch shows them', () => {
    const bench = new Bench([]);
    bench.sees('ADDED', pod('mine')).sees('ADDED', pod('theirs', { spec: { schedulerName: 'another' } })).sees('ADDED', pod('bound', { spec: { nodeName: 'node-1' } }));
    expect(Object.keys(bench.parts).filter((part) => part.startsWith('queue/'))).toEqual(['queue/default/mine']);
  });

  test('a pod that somebody else binds leaves the queue', () => {
    const bench = new Bench([pod('web')]).sees('MODIFIED', pod('web', { metadata: { resourceVersion: '2' }, spec: { nodeName: 'node-1' } }));
    expect(bench.part('queue/default/web')).toBeUndefined();
  });

  test('a deleted pod leaves the queue', () => {
    expect(new Bench([pod('web')]).sees('DELETED', pod('web')).part('queue/default/web')).toBeUndefined();
  });

  test('a gated pod is not scheduled until its gates are gone', () => {
    const bench = new Bench([node('node-1'), pod('web', { spec: { schedulingGates: [{ name: 'example.com/wait' }] } })]);
    expect(bench.enabled()).toEqual([]);
    bench.sees('MODIFIED', pod('web', { metadata: { resourceVersion: '2' } }));
    expect(bench.enabled()).toEqual(['schedule default/web']);
  });

  test('mutant podHasNoGates=true queues a gated pod', () => {
    const bench = new Bench([node('node-1')]);
    bench.world = { mutants: { podHasNoGates: true } };
    bench.sees('ADDED', pod('web', { spec: { schedulingGates: [{ name: 'example.com/wait' }] } }));
    expect(bench.enabled()).toEqual(['schedule default/web']);
  });

  test('a pod that is being deleted is popped and dropped', () => {
    const bench = new Bench([node('node-1'), pod('web', { metadata: { deletionTimestamp: '1970-01-01T00:00:00Z', finalizers: ['example.com/wait'] } })]);
    bench.take('schedule default/web');
    expect(bench.notes()).toEqual(['scheduling', 'skipped']);
    expect(Object.keys(bench.parts).filter((part) => part.startsWith('queue/') || part.startsWith('cycle/'))).toEqual([]);
  });
});

test('a pod that is created under the name of one whose attempt has just failed is queued', () => {
  const bench = new Bench([pod('web')]);
  bench.take('schedule default/web');
  bench.sees('DELETED', pod('web')).sees('ADDED', pod('web', { metadata: { uid: 'web-uid-2' } }));
  bench.take('handle the failure of default/web');
  expect(bench.part('queue/default/web')).toMatchObject({ at: 'active', uid: 'web-uid-2' });
});

describe('which pod is next', () => {
  test('the one of the highest priority; of equals the first by name', () => {
    const bench = new Bench([node('node-1'), pod('b'), pod('a'), pod('z', { spec: { priority: 10 } })]);
    expect(bench.enabled()).toEqual(['schedule default/z']);
    expect(bench.take('schedule default/z').enabled()).toEqual(['schedule default/a']);
    expect(bench.take('schedule default/a').enabled()).toEqual(['schedule default/b']);
  });

  test('mutant isNextInLine=true lets a pod overtake a more important one', () => {
    const bench = new Bench([node('node-1'), pod('a'), pod('z', { spec: { priority: 10 } })]);
    bench.world = { mutants: { isNextInLine: true } };
    expect(bench.enabled()).toEqual(['schedule default/a', 'schedule default/z']);
  });

  test('nothing is popped before the caches are filled', () => {
    const bench = new Bench([node('node-1'), pod('web')]);
    bench.parts = { ...bench.parts, 'informer/nodes': { phase: 'listing', listAt: '0' } };
    expect(bench.enabled()).toEqual([]);
  });

  test('a cold scheduler lists what it watches first', () => {
    expect(new Bench(undefined, { watches: ['pods', 'nodes'] }).enabled()).toEqual(['list nodes', 'list pods']);
  });
});

describe('what wakes an unschedulable pod', () => {
  const bigger = node('node-1', { metadata: { resourceVersion: '2' }, status: { allocatable: { cpu: '4', memory: '4Gi', pods: '110' } } });

  test('an event that a plugin which rejected it has registered for', () => {
    expect(parked().sees('MODIFIED', bigger).part('queue/default/web')).toMatchObject({ at: 'backoff' });
    expect(parked().sees('ADDED', node('node-2')).part('queue/default/web')).toMatchObject({ at: 'backoff' });
  });

  test('a bound pod that goes', () => {
    const busy = pod('busy', { spec: { ...requesting('1'), nodeName: 'node-1' } });
    const bench = new Bench([node('node-1'), busy, pod('web', { spec: requesting('2') })]).take('schedule default/web').take('handle the failure of default/web');
    const over = pod('busy', { metadata: { resourceVersion: '2' }, spec: { ...requesting('1'), nodeName: 'node-1' }, status: { phase: 'Succeeded' } });
    expect(bench.sees('MODIFIED', over).part('queue/default/web')).toMatchObject({ at: 'backoff' });
  });

  test('its own change, unless only its status changed', () => {
    const status = { conditions: [{ type: 'PodScheduled', status: 'False' }] };
    const bench = parked().sees('MODIFIED', pod('web', { metadata: { resourceVersion: '2' }, spec: requesting('3'), status }));
    expect(bench.part('queue/default/web')).toMatchObject({ at: 'unschedulable' });
    bench.sees('MODIFIED', pod('web', { metadata: { resourceVersion: '3' }, spec: requesting('1'), status }));
    expect(bench.part('queue/default/web')).toMatchObject({ at: 'backoff' });
  });

  test('not a heartbeat, and not an event that cannot help', () => {
    const heartbeat = node('node-1', { metadata: { resourceVersion: '2' }, status: { allocatable: { cpu: '2', memory: '4Gi', pods: '110' }, conditions: [{ type: 'Ready', status: 'True' }] } });
    const bench = parked().sees('MODIFIED', heartbeat).sees('ADDED', pod('other', { spec: { nodeName: 'node-1' } })).sees('DELETED', node('node-1'));
    expect(bench.part('queue/default/web')).toEqual({ at: 'unschedulable', uid: 'web-uid', priority: 0, rejectedBy: ['NodeResourcesFit'] });
    expect(bench.enabled()).toEqual([]);
  });

  test('mutant clusterEventMovesPod=false: only the flush', () => {
    const bench = parked();
    bench.world = { mutants: { clusterEventMovesPod: false } };
    bench.sees('MODIFIED', bigger);
    expect(bench.enabled()).toEqual(['flush default/web from the unschedulable pods']);
  });
});

describe('one attempt at a time', () => {
  const patched = pod('web', { metadata: { resourceVersion: '2' }, status: { conditions: [{ type: 'PodScheduled', status: 'False' }] } });

  test('a change that is seen while the bind is under way does not queue the pod again', () => {
    const bench = new Bench([node('node-1'), pod('web')]).take('schedule default/web').sees('MODIFIED', patched);
    expect(bench.part('queue/default/web')).toBeUndefined();
  });

  test('mutant podIsNotAssumed=true schedules it twice (issue 37232)', () => {
    const bench = new Bench([node('node-1'), node('node-2'), pod('web')]);
    bench.world = { mutants: { podIsNotAssumed: true } };
    bench.take('schedule default/web', 'node-1').sees('MODIFIED', patched);
    expect(bench.take('schedule default/web').notes()).toContain('assumed');
    expect(bench.request.body).toMatchObject({ target: { name: 'node-2' } });
  });
});
