import { describe, expect, it } from 'vitest';
import type { Happening, JsonObject } from '../../model/kernel/index.ts';
import { conditionOrder } from '../../properties/pods/conditionOrder.ts';
import { phaseOrder } from '../../properties/pods/phaseOrder.ts';
import { readyImplies } from '../../properties/pods/readyImplies.ts';
import { terminalPhaseIsFinal } from '../../properties/pods/terminalPhaseIsFinal.ts';
import { commits, conditions, holding, holds, judged, reacts, stateOf, storedPod } from './support.ts';

describe('condition-order', () => {
  const withStatus = (spec: JsonObject, ...isTrue: readonly string[]) => commits('MODIFIED', storedPod('web', { spec, status: conditions(...isTrue) }));
  const inits = { initContainers: [{ name: 'init' }] };

  it('holds when conditions come in order, several at a time or one by one', () => {
    expect(judged(conditionOrder, [commits('ADDED', storedPod('web')), withStatus({}, 'PodScheduled'), withStatus({}, 'PodScheduled', 'Initialized'), withStatus({}, 'PodScheduled', 'Initialized', 'PodReadyToStartContainers', 'ContainersReady', 'Ready')])).toBeUndefined();
  });
  it('holds when conditions become False again after the pod was Ready', () => {
    const ready = withStatus({}, 'PodScheduled', 'Initialized', 'PodReadyToStartContainers', 'ContainersReady', 'Ready');
    expect(judged(conditionOrder, [ready, withStatus({}, 'PodScheduled'), withStatus({}, 'PodScheduled', 'ContainersReady')])).toBeUndefined();
  });
  it('says nothing of a pod that ends: its status may leave out what it was for a moment', () => {
    const ended = storedPod('web', { spec: inits, status: { phase: 'Succeeded', ...conditions('PodScheduled', 'Initialized') } });
    const leaving = storedPod('web', { metadata: { deletionTimestamp: 'now' }, spec: inits, status: conditions('PodScheduled', 'Initialized') });
    expect(judged(conditionOrder, [commits('ADDED', storedPod('web')), commits('MODIFIED', leaving), commits('MODIFIED', ended)])).toBeUndefined();
  });
  it.each<[string, JsonObject, readonly string[]]>([
    ['ContainersReady before it was PodReadyToStartContainers', {}, ['PodScheduled', 'Initialized', 'ContainersReady']],
    ['Initialized before it was PodReadyToStartContainers', inits, ['PodScheduled', 'Initialized']],
    ['Ready before it was ContainersReady', {}, ['PodScheduled', 'Initialized', 'PodReadyToStartContainers', 'Ready']],
  ])('is broken by a pod that becomes %s', (why, spec, isTrue) => {
    expect(judged(conditionOrder, [commits('ADDED', storedPod('web')), withStatus(spec, ...isTrue)])).toBe(`pod default/web became ${why}`);
  });
});

describe('ready-implies', () => {
  const readinessGates = [{ conditionType: 'example.com/registered' }];
  const ready = (phase: string, spec: JsonObject, ...more: readonly string[]) => stateOf({ etcd: holding([storedPod('web', { spec, status: { phase, ...conditions('Ready', ...more) } })]) });

  it('holds of a running pod whose containers are ready and whose gates are True', () => {
    expect(holds(readyImplies, ready('Running', { readinessGates }, 'ContainersReady', 'example.com/registered'))).toBeUndefined();
    expect(holds(readyImplies, stateOf({ etcd: holding([storedPod('web')]) }))).toBeUndefined();
  });
  it.each([
    ['its phase is Pending', ready('Pending', {}, 'ContainersReady')],
    ['ContainersReady is unset', ready('Running', {})],
    ['its readiness gate example.com/registered is not True', ready('Running', { readinessGates }, 'ContainersReady')],
  ])('is broken when %s', (why, state) => {
    expect(holds(readyImplies, state)).toContain(why);
  });
});

describe('terminal-phase-is-final', () => {
  const phase = (name: string) => commits('MODIFIED', storedPod('web', { status: { phase: name } }));
  const write = { type: 'request', id: '0.status/web-1', user: 'system:node:node-1', verb: 'patch', resource: 'pods', subresource: 'status', name: 'web' };
  const writes: Happening = reacts('kubelet-node-1', { send: [{ to: 'apiserver', message: write }] });

  it('holds of a pod that runs and ends', () => {
    expect(judged(terminalPhaseIsFinal, [phase('Pending'), phase('Running'), phase('Failed'), phase('Failed')])).toBeUndefined();
  });
  it('is broken by another phase after the last', () => {
    expect(judged(terminalPhaseIsFinal, [phase('Succeeded'), phase('Failed')])).toBe('pod default/web went from Succeeded to Failed');
  });
  it('promises nothing of a pod to which an old write of its status may still come', () => {
    const givesUp: Happening = { kind: 'channel fault', fault: 'requestTimeout', from: 'kubelet-node-1', to: 'apiserver', message: write };
    expect(judged(terminalPhaseIsFinal, [writes, givesUp, phase('Failed'), phase('Running')])).toBeUndefined();
    expect(judged(terminalPhaseIsFinal, [writes, { kind: 'crash', component: 'kubelet-node-1' }, phase('Failed'), phase('Running')])).toBeUndefined();
  });
  it('promises it again of the others: those of which every write was answered', () => {
    const answered = reacts('kubelet-node-1', {}, 'apiserver', { type: 'reply', id: '0.status/web-1', code: 200 });
    expect(judged(terminalPhaseIsFinal, [writes, answered, { kind: 'crash', component: 'kubelet-node-1' }, phase('Failed'), phase('Running')])).toBe('pod default/web went from Failed to Running');
  });
});

describe('phase-order', () => {
  const is = (phase: string, metadata: JsonObject = {}) => commits('MODIFIED', storedPod('web', { metadata, status: { phase } }));
  const writes = reacts('kubelet-node-1', { send: [{ to: 'apiserver', message: { type: 'request', id: '0.status/web-1', user: 'system:node:node-1', verb: 'patch', resource: 'pods' } }] });

  it('holds of a pod that goes its way', () => {
    expect(judged(phaseOrder, [is('Pending'), is('Running'), is('Succeeded'), commits('DELETED', storedPod('web')), commits('ADDED', storedPod('web'))])).toBeUndefined();
  });
  it('holds of one that is being deleted: recorded clusters do so', () => {
    expect(judged(phaseOrder, [is('Running'), is('Running', { deletionTimestamp: 'now' }), is('Pending', { deletionTimestamp: 'now' })])).toBeUndefined();
  });
  it('holds when an old write of a kubelet that has crashed comes late', () => {
    expect(judged(phaseOrder, [writes, { kind: 'crash', component: 'kubelet-node-1' }, is('Running'), is('Pending')])).toBeUndefined();
  });
  it('is broken by a pod that is Pending again', () => {
    expect(judged(phaseOrder, [is('Running'), is('Pending')])).toBe('pod default/web was Running and is Pending again');
  });
});
