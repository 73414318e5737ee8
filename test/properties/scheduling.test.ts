import { describe, expect, it } from 'vitest';
import type { JsonObject, Parts } from '../../model/kernel/index.ts';
import { assumeLifeCycle } from '../../properties/scheduling/assumeLifeCycle.ts';
import { bindIsFeasible } from '../../properties/scheduling/bindIsFeasible.ts';
import { noBindOfDeletingPod } from '../../properties/scheduling/noBindOfDeletingPod.ts';
import { noBindOfGatedPod } from '../../properties/scheduling/noBindOfGatedPod.ts';
import { noDoubleBinding } from '../../properties/scheduling/noDoubleBinding.ts';
import { noLostWakeup } from '../../properties/scheduling/noLostWakeup.ts';
import { noSelfOvercommit } from '../../properties/scheduling/noSelfOvercommit.ts';
import { onlyLeadersSchedule } from '../../properties/scheduling/onlyLeadersSchedule.ts';
import { oneAttemptInFlight } from '../../properties/scheduling/oneAttemptInFlight.ts';
import { waitingPodsAreQueued } from '../../properties/scheduling/waitingPodsAreQueued.ts';
import { commits, holding, holds, judged, notes, reacts, shape, stateOf, storedNode, storedPod } from './support.ts';

const unbound = storedPod('web');
const on = (nodeName: string) => storedPod('web', { spec: { nodeName } });

describe('no-double-binding', () => {
  it('holds when a pod gets its node and keeps it', () => {
    expect(judged(noDoubleBinding, [commits('ADDED', unbound), commits('MODIFIED', on('node-1')), commits('MODIFIED', on('node-1')), commits('DELETED', on('node-1'))])).toBeUndefined();
  });
  it('holds of another pod of the same name', () => {
    const second = storedPod('web', { metadata: { uid: 'second' }, spec: { nodeName: 'node-2' } });
    expect(judged(noDoubleBinding, [commits('MODIFIED', on('node-1')), commits('DELETED', on('node-1')), commits('ADDED', second)])).toBeUndefined();
  });
  it('is broken by a second node', () => {
    expect(judged(noDoubleBinding, [commits('MODIFIED', on('node-1')), commits('MODIFIED', on('node-2'))])).toBe('pod default/web was bound to node-1 and is now bound to node-2');
  });
  it('is broken by losing the node', () => {
    expect(judged(noDoubleBinding, [commits('MODIFIED', on('node-1')), commits('MODIFIED', unbound)])).toBe('pod default/web was bound to node-1 and is now unbound');
  });
});

describe('no-bind-of-deleting-pod', () => {
  const deleting = (spec = {}) => storedPod('web', { metadata: { deletionTimestamp: 'now' }, spec });

  it('holds when a bound pod is deleted', () => {
    expect(judged(noBindOfDeletingPod, [commits('MODIFIED', on('node-1')), commits('MODIFIED', deleting({ nodeName: 'node-1' }))])).toBeUndefined();
  });
  it('is broken when a deleted pod is bound', () => {
    expect(judged(noBindOfDeletingPod, [commits('MODIFIED', deleting()), commits('MODIFIED', deleting({ nodeName: 'node-1' }))])).toBe('pod default/web was being deleted when it was bound to node-1');
  });
});

describe('no-bind-of-gated-pod', () => {
  const schedulingGates = [{ name: 'example.com/quota' }];
  it('holds when the gates go first', () => {
    expect(judged(noBindOfGatedPod, [commits('ADDED', storedPod('web', { spec: { schedulingGates } })), commits('MODIFIED', unbound), commits('MODIFIED', on('node-1'))])).toBeUndefined();
  });
  it('is broken when the node comes first', () => {
    expect(judged(noBindOfGatedPod, [commits('MODIFIED', storedPod('web', { spec: { schedulingGates, nodeName: 'node-1' } }))])).toContain('example.com/quota');
  });
});

describe('bind-is-feasible', () => {
  const assumes = notes('scheduler', ['assumed', { pod: 'default/web', uid: 'web-1', node: 'node-1' }]);
  const greedy = (name: string, nodeName?: string) => storedPod(name, { spec: { ...(nodeName && { nodeName }), containers: [{ name: 'web', resources: { requests: { cpu: '3' } } }] } });
  const knows = (parts: object) => stateOf({ scheduler: { ...holding([greedy('web'), storedNode('node-1')], 'cache/'), ...parts } });

  it('holds when the scheduler knows nothing against the node', () => {
    expect(judged(bindIsFeasible, [assumes], knows({}))).toBeUndefined();
  });
  it('is broken when a bound pod has taken the room', () => {
    expect(judged(bindIsFeasible, [assumes], knows(holding([greedy('other', 'node-1')], 'cache/')))).toBe('scheduler chose node-1 for default/web, although the node has not enough cpu left');
  });
  it('is broken when an assumed pod has', () => {
    const assumed = { uid: 'other-1', node: 'node-1', phase: 'binding', pod: greedy('other', 'node-1') };
    expect(judged(bindIsFeasible, [assumes], knows({ 'assumed/default/other': assumed }))).toContain('not enough cpu');
  });
  it('judges a decision by the state that it leads to: what the scheduler learns later does not count', () => {
    expect(judged(bindIsFeasible, [assumes, reacts('scheduler', {})], knows(holding([greedy('other', 'node-1')], 'cache/')))).toBeUndefined();
  });
});

describe('no-self-overcommit', () => {
  const pods = ['first', 'second'].map((name) => storedPod(name, { spec: { nodeName: 'node-1', containers: [{ name: 'web', resources: { requests: { cpu: '3' } } }] } }));
  const full = stateOf({ etcd: holding([storedNode('node-1'), ...pods]) });

  it('holds when there is room for all', () => {
    expect(judged(noSelfOvercommit, [], stateOf({ etcd: holding([storedNode('node-1', { allocatable: { cpu: '8' } }), ...pods]) }))).toBeUndefined();
  });
  it('is broken when a node is given away twice', () => {
    expect(judged(noSelfOvercommit, [], full)).toBe('the pods on node-1 ask for more cpu than it has: first, second');
  });
  it.each([
    ['the scheduler has crashed', { kind: 'crash', component: 'scheduler' } as const],
    ['the fate of a binding is unknown', reacts('scheduler', {}, 'apiserver', { type: 'reply', id: '0.bind/default/web', code: 0 })],
    ['a pod came with a node', commits('ADDED', on('node-1'))],
  ])('promises nothing after %s', (_, happened) => {
    expect(judged(noSelfOvercommit, [happened], full)).toBeUndefined();
  });
  it('promises nothing of two schedulers', () => {
    expect(noSelfOvercommit.violation(noSelfOvercommit.initial, full, { ...shape, schedulers: ['a', 'b'] })).toBeUndefined();
  });
});

describe('assume-life-cycle', () => {
  const assumed = (phase: string) => ({ 'assumed/default/web': { uid: 'web-1', node: 'node-1', phase, pod: {} } });
  const cycle = { 'cycle/default/web': { value: 'binding', context: { uid: 'web-1' } } };

  it('holds while the pod is being bound, and until it is seen bound', () => {
    expect(holds(assumeLifeCycle, stateOf({ scheduler: { ...assumed('binding'), ...cycle } }))).toBeUndefined();
    expect(holds(assumeLifeCycle, stateOf({ scheduler: { ...assumed('bound'), ...holding([unbound], 'cache/') } }))).toBeUndefined();
  });
  it.each([
    ['is not binding it', { ...assumed('binding') }],
    ['and the pod is gone', { ...assumed('bound') }],
    ['has seen it bound to node-1', { ...assumed('bound'), ...holding([on('node-1')], 'cache/') }],
  ])('is broken when the scheduler %s', (why, parts) => {
    expect(holds(assumeLifeCycle, stateOf({ scheduler: parts }))).toContain(why);
  });
});

describe('one-attempt-in-flight', () => {
  const about = { pod: 'default/web', uid: 'web-1', node: 'node-1' };
  const assumes = notes('scheduler', ['assumed', about]);

  it.each(['bound', 'forgotten', 'scheduling failed'])('holds when the first attempt is %s before the second', (end) => {
    expect(judged(oneAttemptInFlight, [assumes, notes('scheduler', [end, about]), assumes])).toBeUndefined();
  });
  it('holds when the scheduler forgets everything in a crash', () => {
    expect(judged(oneAttemptInFlight, [assumes, { kind: 'crash', component: 'scheduler' }, assumes])).toBeUndefined();
  });
  it('is broken by a second attempt before the first has ended', () => {
    expect(judged(oneAttemptInFlight, [assumes, assumes])).toContain('while an earlier attempt to place it was under way');
  });
});

describe('no-lost-wakeup', () => {
  it('holds when waiting pods will be woken', () => {
    expect(holds(noLostWakeup, stateOf({ scheduler: { 'queue/default/web': { at: 'backoff' }, 'cycle/default/db': { value: 'unschedulable', context: { wakeup: 'noted' } } } }))).toBeUndefined();
  });
  it('is broken when an event was let pass', () => {
    expect(holds(noLostWakeup, stateOf({ scheduler: { 'queue/default/web': { at: 'unschedulable', lostWakeup: true } } }))).toContain('only the flush after five minutes');
    expect(holds(noLostWakeup, stateOf({ scheduler: { 'cycle/default/web': { value: 'unschedulable', context: { wakeup: 'lost' } } } }))).toContain('while it was in no queue');
  });
});

describe('waiting-pods-are-queued', () => {
  const pod = storedPod('web');
  const sees = (object: JsonObject, parts: Parts = {}) => holds(waitingPodsAreQueued, stateOf({ scheduler: { ...holding([object], 'cache/'), ...parts } }));

  it.each<[string, Parts]>([
    ['in a queue', { 'queue/default/web': { at: 'gated', uid: 'web-1' } }],
    ['in an attempt', { 'cycle/default/web': { value: 'unschedulable', context: { uid: 'web-1' } } }],
    ['assumed', { 'assumed/default/web': { uid: 'web-1', phase: 'bound' } }],
  ])('holds of a pod that is %s', (_, parts) => {
    expect(sees(pod, parts)).toBeUndefined();
  });
  it.each<[string, Parameters<typeof storedPod>[1]]>([
    ['has a node', { spec: { nodeName: 'node-1' } }],
    ['is being deleted', { metadata: { deletionTimestamp: 'now' } }],
    ['has ended', { status: { phase: 'Failed' } }],
    ['is for another scheduler', { spec: { schedulerName: 'mine' } }],
  ])('asks nothing for a pod that %s', (_, more) => {
    expect(sees(storedPod('web', more))).toBeUndefined();
  });
  it('is broken by one that is nowhere, also when another one of its name was queued', () => {
    expect(sees(pod)).toBe('scheduler sees default/web without a node, and has it in no queue');
    expect(sees(pod, { 'queue/default/web': { at: 'active', uid: 'web-0' } })).toContain('has it in no queue');
  });
});

describe('only-leaders-schedule', () => {
  const pops = notes('scheduler', ['scheduling', { pod: 'default/web', uid: 'web-1' }]);
  const standing = (election?: string) => stateOf({ scheduler: election === undefined ? {} : { election: { value: election } } });
  const pop = (before: ReturnType<typeof stateOf>) => {
    const memory = onlyLeadersSchedule.look?.(onlyLeadersSchedule.initial, before, shape) ?? null;
    return onlyLeadersSchedule.violation(onlyLeadersSchedule.observe(memory, pops, shape), before, shape);
  };

  it('holds of the leader, and of a scheduler that takes part in no election', () => {
    expect(pop(standing('leading'))).toBeUndefined();
    expect(pop(standing())).toBeUndefined();
  });
  it.each(['follower', 'acquiring', 'refused'])('is broken by one that is %s', (election) => {
    expect(pop(standing(election))).toBe('scheduler does not lead, and tries to place default/web');
  });
});
