import { describe, expect, test } from 'vitest';
import { Bench, node, pod, requesting } from './support.ts';

/** A scheduler that has sent the bind of its only pod. */
function binding(): Bench {
  return new Bench([node('node-1'), pod('web')]).take('schedule default/web');
}

const scheduledFalse = (reason: string, message: string) => ({ status: { conditions: [{ type: 'PodScheduled', status: 'False', reason, message }] } });

describe('a bind that fails', () => {
  test.each([
    [409, 'Operation cannot be fulfilled on pods/binding "web": pod web is already assigned to node "node-2"'],
    [404, 'pods "web" not found'],
    [0, 'no answer'],
  ])('code %d: the pod is forgotten, backs off, and says why', (code, message) => {
    const bench = binding();
    bench.answers(bench.request, { code, ...(code !== 0 && { message }) });
    expect(bench.notes()).toEqual(['forgotten', 'scheduling failed']);
    expect(bench.part('assumed/default/web')).toBeUndefined();
    expect(bench.part('cycle/default/web')).toBeUndefined();
    expect(bench.part('queue/default/web')).toMatchObject({ at: 'backoff' });
    expect(bench.request).toMatchObject({ verb: 'patch', resource: 'pods', subresource: 'status', name: 'web', body: scheduledFalse('SchedulerError', `running Bind plugin "DefaultBinder": ${message}`) });
    expect(bench.enabled(false)).toEqual([]);
    bench.take('back-off of default/web is over');
    expect(bench.enabled()).toEqual(['schedule default/web']);
  });

  test('a pod that the watch has shown bound meanwhile is left alone', () => {
    const bench = binding();
    const { request } = bench;
    bench.sees('MODIFIED', pod('web', { metadata: { resourceVersion: '2' }, spec: { nodeName: 'node-1' } }));
    bench.answers(request, { code: 0 });
    expect(bench.part('queue/default/web')).toBeUndefined();
    expect(bench.part('assumed/default/web')).toBeUndefined();
  });

  test('a pod that was deleted meanwhile is gone', () => {
    const bench = binding();
    const { request } = bench;
    bench.sees('DELETED', pod('web'));
    expect(bench.part('assumed/default/web')).toMatchObject({ phase: 'binding' });
    bench.answers(request, { code: 404 });
    expect(Object.keys(bench.parts).filter((part) => part.endsWith('default/web'))).toEqual([]);
  });

  test('a pod created again under its name waits for the end of that binding cycle', () => {
    const bench = binding();
    const { request } = bench;
    bench.sees('DELETED', pod('web')).sees('ADDED', pod('web', { metadata: { uid: 'another' } }));
    expect(bench.part('queue/default/web')).toMatchObject({ at: 'active', uid: 'another' });
    expect(bench.enabled()).toEqual([]);
    bench.answers(request, { code: 409 });
    expect(bench.part('queue/default/web')).toMatchObject({ at: 'active', uid: 'another' });
    expect(bench.enabled()).toEqual(['schedule default/web']);
  });

  test('mutant bindSucceeded=true keeps the assumption of a pod that is bound nowhere', () => {
    const bench = binding();
    bench.world = { mutants: { bindSucceeded: true } };
    bench.answers(bench.request, { code: 409 });
    expect(bench.part('assumed/default/web')).toMatchObject({ phase: 'bound' });
    expect(bench.enabled()).toEqual([]);
  });

  test('mutant forgetOnBindError=false leaves a phantom on the node (issue 26043)', () => {
    const bench = binding();
    bench.world = { mutants: { forgetOnBindError: false } };
    bench.answers(bench.request, { code: 409 });
    expect(bench.part('assumed/default/web')).toMatchObject({ phase: 'binding' });
    expect(bench.part('queue/default/web')).toMatchObject({ at: 'backoff' });
  });

  test('the room it held wakes the pods that waited for it', () => {
    const bench = new Bench([node('node-1'), pod('big', { spec: { ...requesting('2'), priority: 1 } }), pod('small', { spec: requesting('1') })]);
    bench.take('schedule default/big');
    const bind = bench.request;
    bench.take('schedule default/small').take('handle the failure of default/small');
    expect(bench.part('queue/default/small')).toMatchObject({ at: 'unschedulable', rejectedBy: ['NodeResourcesFit'] });
    bench.answers(bind, { code: 409 });
    expect(bench.part('queue/default/small')).toMatchObject({ at: 'backoff' });
  });
});

describe('a pod that fits nowhere', () => {
  const small = node('node-1', { status: { allocatable: { cpu: '500m', memory: '1Gi', pods: '110' } } });
  const message = '0/2 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint {dedicated: gpu}.';

  function rejected(): Bench {
    const tainted = node('node-2', { spec: { taints: [{ key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }] } });
    return new Bench([small, tainted, pod('web', { spec: requesting('1') })]).take('schedule default/web');
  }

  test('is parked with the plugins that rejected it, and says why', () => {
    const bench = rejected();
    expect(bench.note('filtered')).toMatchObject({ feasible: [], rejected: { 'node-1': ['Insufficient cpu'], 'node-2': ['node(s) had untolerated taint {dedicated: gpu}'] } });
    bench.take('handle the failure of default/web');
    expect(bench.part('queue/default/web')).toEqual({ at: 'unschedulable', uid: 'web-uid', priority: 0, rejectedBy: ['NodeResourcesFit', 'TaintToleration'] });
    expect(bench.request.body).toEqual(scheduledFalse('Unschedulable', message));
    bench.answers(bench.request, { code: 200 });
    expect(bench.enabled()).toEqual([]);
  });

  test('does not say again what it says already', () => {
    const conditions = [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/1 nodes are available: 1 Insufficient cpu.' }];
    const bench = new Bench([small, pod('web', { spec: requesting('1'), status: { conditions } })]);
    bench.take('schedule default/web').take('handle the failure of default/web');
    expect(bench.sent).toEqual([]);
  });

  test('a newer report waits for the one under way', () => {
    const bench = rejected().take('handle the failure of default/web');
    const first = bench.request;
    bench.sees('DELETED', small).sees('MODIFIED', node('node-2', { metadata: { resourceVersion: '2' }, spec: { unschedulable: true } }));
    bench.take('back-off of default/web is over').take('schedule default/web').take('handle the failure of default/web');
    expect(bench.sent).toEqual([]);
    bench.answers(first, { code: 200 });
    expect(bench.request.body).toEqual(scheduledFalse('Unschedulable', '0/1 nodes are available: 1 node(s) were unschedulable.'));
  });

  test('without any node it says so', () => {
    const bench = new Bench([pod('web')]).take('schedule default/web').take('handle the failure of default/web');
    expect(bench.request.body).toEqual(scheduledFalse('Unschedulable', 'no nodes available to schedule pods'));
    bench.sees('ADDED', node('node-1'));
    expect(bench.part('queue/default/web')).toMatchObject({ at: 'backoff' });
  });

  test('no other pod is scheduled before its failure is handled', () => {
    const bench = new Bench([small, pod('web', { spec: { ...requesting('1'), priority: 1 } }), pod('other')]).take('schedule default/web');
    expect(bench.enabled()).toEqual(['handle the failure of default/web']);
  });

  test('an event that helps and comes in between sends it to the back-off queue (issue 118438)', () => {
    const bench = rejected().sees('ADDED', node('node-3')).take('handle the failure of default/web');
    expect(bench.part('queue/default/web')).toMatchObject({ at: 'backoff' });
  });

  test('mutant inFlightEventMovesPod=false loses the wake-up: only the flush finds the pod again', () => {
    const bench = rejected();
    bench.world = { mutants: { inFlightEventMovesPod: false } };
    bench.sees('ADDED', node('node-3')).take('handle the failure of default/web');
    expect(bench.part('queue/default/web')).toMatchObject({ at: 'unschedulable', lostWakeup: true });
    expect(bench.enabled(false)).toEqual([]);
    bench.take('flush default/web from the unschedulable pods');
    expect(bench.notes()).toEqual(['flushed']);
    expect(bench.part('queue/default/web')).toMatchObject({ at: 'active' });
  });

  test('mutant someNodeFits=false keeps a pod pending that would fit', () => {
    const bench = new Bench([node('node-1'), pod('web')]);
    bench.world = { mutants: { someNodeFits: false } };
    bench.take('schedule default/web').take('handle the failure of default/web');
    expect(bench.part('queue/default/web')).toMatchObject({ at: 'unschedulable', rejectedBy: [] });
  });
});
