import { describe, expect, it } from 'vitest';
import type { Happening, Json, JsonObject, Parts, StateView } from '../../model/kernel/index.ts';
import { addressesAreUnique } from '../../properties/kubelet/addressesAreUnique.ts';
import { atMostOneInstance } from '../../properties/kubelet/atMostOneInstance.ts';
import { finishedMeansStopped } from '../../properties/kubelet/finishedMeansStopped.ts';
import { graceIsRespected } from '../../properties/kubelet/graceIsRespected.ts';
import { initContainersInOrder } from '../../properties/kubelet/initContainersInOrder.ts';
import { nothingStartsAfterTheEnd } from '../../properties/kubelet/nothingStartsAfterTheEnd.ts';
import { objectOutlivesContainers } from '../../properties/kubelet/objectOutlivesContainers.ts';
import { oneContainerPerSpec } from '../../properties/kubelet/oneContainerPerSpec.ts';
import { rejectsOnlyWhatDoesNotFit } from '../../properties/kubelet/rejectsOnlyWhatDoesNotFit.ts';
import { restartPolicyIsKept } from '../../properties/kubelet/restartPolicyIsKept.ts';
import { startsOnlyWhatIsBoundHere } from '../../properties/kubelet/startsOnlyWhatIsBoundHere.ts';
import { commits, holding, holds, judged, notes, reacts, stateOf, storedNode, storedPod, takesUp } from './support.ts';

const bound = storedPod('web', { spec: { nodeName: 'node-1' } });
const starts = (container = 'web', node = 'node-1') => notes(`runtime-${node}`, ['container started', { uid: 'web-1', container, pod: 'default/web', node }]);
const exits = (container = 'web', exitCode = 0) => notes('runtime-node-1', ['container exited', { uid: 'web-1', container, exitCode }]);

describe('starts-only-what-is-bound-here', () => {
  it('holds on the node of the pod, also when the object has just gone', () => {
    expect(judged(startsOnlyWhatIsBoundHere, [commits('MODIFIED', bound), starts(), commits('DELETED', bound), starts()])).toBeUndefined();
  });
  it('is broken on another node', () => {
    expect(judged(startsOnlyWhatIsBoundHere, [commits('MODIFIED', bound), starts('web', 'node-2')])).toBe('container web of default/web was started on node-2, and the pod is bound to node-1');
  });
  it('remembers a pod that has gone only until its kubelet has forgotten it', () => {
    const forgotten = notes('kubelet-node-1', ['pod forgotten', { uid: 'web-1' }]);
    expect(startsOnlyWhatIsBoundHere.observe(startsOnlyWhatIsBoundHere.observe({ seen: { 'web-1': { node: 'node-1', gone: true } } }, forgotten, {} as never), forgotten, {} as never)).toEqual({ seen: {} });
  });
});

describe('nothing-starts-after-the-end', () => {
  const ended = commits('MODIFIED', storedPod('web', { status: { phase: 'Succeeded' } }));
  it('holds of what starts before', () => {
    expect(judged(nothingStartsAfterTheEnd, [commits('MODIFIED', bound), starts(), ended])).toBeUndefined();
  });
  it('is broken by what starts after', () => {
    expect(judged(nothingStartsAfterTheEnd, [ended, starts()])).toBe('container web of default/web was started after the pod had become Succeeded');
  });
});

describe('init-containers-in-order', () => {
  const pod = commits('ADDED', storedPod('web', { spec: { initContainers: [{ name: 'proxy', restartPolicy: 'Always' }, { name: 'migrate' }] } }));
  it('holds when each waits for the one before it', () => {
    expect(judged(initContainersInOrder, [pod, starts('proxy'), starts('migrate'), exits('migrate'), starts()])).toBeUndefined();
  });
  it.each([
    ['an init container starts before the sidecar', [starts('migrate')], 'before init container proxy was done'],
    ['a container starts while an init container runs', [starts('proxy'), starts('migrate'), starts()], 'before init container migrate was done'],
    ['a container starts after an init container has failed', [starts('proxy'), starts('migrate'), exits('migrate', 1), starts()], 'before init container migrate was done'],
  ])('is broken when %s', (_, happened, why) => {
    expect(judged(initContainersInOrder, [pod, ...happened])).toContain(why);
  });
});

describe('one-container-per-spec', () => {
  const runtime = (container: object) => stateOf({ 'runtime-node-1': { 'container/web-1/web': { podKey: 'default/web', state: 'running', ...container } } });
  it('holds of one, and is broken by two', () => {
    expect(holds(oneContainerPerSpec, runtime({}))).toBeUndefined();
    expect(holds(oneContainerPerSpec, runtime({ duplicates: 1 }))).toBe('2 containers web of default/web run on runtime-node-1');
  });
});

describe('finished-means-stopped', () => {
  const state = (phase: string, container: string) =>
    stateOf({ etcd: holding([storedPod('web', { spec: { nodeName: 'node-1' }, status: { phase } })]), 'runtime-node-1': { 'container/web-1/web': { podKey: 'default/web', state: container } } });
  it('is broken by a finished pod whose container runs', () => {
    expect(holds(finishedMeansStopped, state('Failed', 'running'))).toBe('pod default/web has failed, and its container web runs');
    expect(holds(finishedMeansStopped, state('Succeeded', 'exited'))).toBeUndefined();
    expect(holds(finishedMeansStopped, state('Running', 'running'))).toBeUndefined();
  });
});

describe('addresses-are-unique', () => {
  const running = (...all: readonly (readonly [ip: string, container: string])[]) =>
    stateOf({
      'runtime-node-1': Object.fromEntries(
        all.flatMap(([ip, state], index) => [
          [`sandbox/web-${index}`, { podKey: `default/web-${index}`, state: 'ready', ip }],
          [`container/web-${index}/web`, { podKey: `default/web-${index}`, state }],
        ]),
      ),
    });
  it('holds of two, and is broken by one that two have', () => {
    expect(holds(addressesAreUnique, running(['10.244.0.2', 'running'], ['10.244.0.3', 'running']))).toBeUndefined();
    expect(holds(addressesAreUnique, running(['10.244.0.2', 'running'], ['10.244.0.2', 'running']))).toBe('10.244.0.2 is the address of default/web-0 and of default/web-1');
  });
  it('holds of a pod that has stopped, whose address may be given away', () => {
    expect(holds(addressesAreUnique, running(['10.244.0.2', 'exited'], ['10.244.0.2', 'running']))).toBeUndefined();
  });
});

describe('object-outlives-containers', () => {
  const asks = takesUp('kubelet-node-1/0.delete/web-1', { verb: 'delete', name: 'web' });
  const removed = commits('DELETED', bound, { request: 'kubelet-node-1/0.delete/web-1' });

  it('holds when the containers have stopped', () => {
    expect(judged(objectOutlivesContainers, [starts(), exits(), asks, removed])).toBeUndefined();
  });
  it('is broken when one still runs', () => {
    expect(judged(objectOutlivesContainers, [starts(), asks, removed])).toBe('kubelet-node-1 had pod default/web removed while web ran');
  });
  it('says nothing of others who remove it', () => {
    expect(judged(objectOutlivesContainers, [starts(), commits('DELETED', bound)])).toBeUndefined();
  });
});

describe('at-most-one-instance', () => {
  const container = (state: string) => ({ 'container/web-1/web': { podKey: 'default/web', state } });
  const twice = stateOf({ 'runtime-node-1': container('running'), 'runtime-node-2': { 'container/web-2/web': { podKey: 'default/web', state: 'running' } } });
  const byForce = [takesUp('kubectl/0.command', { verb: 'delete', name: 'web', options: { gracePeriodSeconds: 0 } }), commits('MODIFIED', bound)];

  it('holds when the first has ended', () => {
    expect(judged(atMostOneInstance, [], stateOf({ 'runtime-node-1': container('exited'), 'runtime-node-2': container('running') }))).toBeUndefined();
  });
  it('is broken when both run', () => {
    expect(judged(atMostOneInstance, [], twice)).toBe('pod default/web runs on node-1 and on node-2');
  });
  it('is not promised after a force deletion', () => {
    expect(judged(atMostOneInstance, byForce, twice)).toBeUndefined();
  });
  it('is not promised of a kubelet that starts from a stale list', () => {
    const stale = reacts('apiserver', { faults: ['staleList'] }, 'kubelet-node-1', { type: 'request', id: '1.informer/pods', user: 'system:node:node-1', verb: 'list', resource: 'pods' });
    expect(judged(atMostOneInstance, [stale], twice)).toBeUndefined();
  });
});

describe('rejects-only-what-does-not-fit', () => {
  const kubelet = 'kubelet-node-1';
  const choosy = storedPod('web', { spec: { nodeName: 'node-1', nodeSelector: { zone: 'near' }, containers: [{ name: 'web', image: 'web', resources: { requests: { cpu: '3' } } }] } });
  const greedy = storedPod('other', { spec: { nodeName: 'node-1', containers: [{ name: 'web', image: 'web', resources: { requests: { cpu: '2' } } }] } });
  const node = storedNode('node-1', { metadata: { labels: { zone: 'near' } } });
  const decides: Happening = { kind: 'reaction', component: kubelet, input: { kind: 'internal', input: { work: 'admit', uid: 'web-1' } }, reaction: {} };
  const worker = (pod: string, value: string, rejection: Json = null): JsonObject => ({ value, context: { pod: `default/${pod}`, rejection, terminal: false } });
  const rejected = worker('web', 'finished', { reason: 'OutOfcpu', message: '' });
  const seeing = (more: Parts, phase = 'watching'): StateView =>
    stateOf({ etcd: holding([node, choosy, greedy]), [kubelet]: { 'informer/nodes': { phase, listAt: '' }, ...holding(phase === 'watching' ? [node, choosy, greedy] : [choosy, greedy], 'cache/'), 'worker/web-1': rejected, ...more } });

  it('is broken when there is room, and the labels are right', () => {
    expect(judged(rejectsOnlyWhatDoesNotFit, [decides], seeing({}))).toBe('kubelet-node-1 rejects pod default/web (OutOfcpu), and it fits node-1');
  });
  it('is broken when only a pod that was rejected, too, takes the room', () => {
    expect(judged(rejectsOnlyWhatDoesNotFit, [decides], seeing({ 'worker/other-1': worker('other', 'finished', { reason: 'OutOfcpu', message: '' }) }))).toBeDefined();
  });
  it('is broken by a kubelet that has not seen its node', () => {
    expect(judged(rejectsOnlyWhatDoesNotFit, [decides], seeing({}, 'listing'))).toBeDefined();
  });
  it('holds when a pod that it runs takes the room', () => {
    expect(judged(rejectsOnlyWhatDoesNotFit, [decides], seeing({ 'worker/other-1': worker('other', 'running') }))).toBeUndefined();
  });
  it('holds when the labels of the node are others, as far as the kubelet has seen', () => {
    const before = { ...node, metadata: { ...(node['metadata'] as JsonObject), labels: { zone: 'remote' } } };
    expect(judged(rejectsOnlyWhatDoesNotFit, [decides], seeing(holding([before], 'cache/')))).toBeUndefined();
  });
  it('is about what the kubelet has decided just now', () => {
    expect(judged(rejectsOnlyWhatDoesNotFit, [decides, reacts(kubelet, {})], seeing({}))).toBeUndefined();
    expect(judged(rejectsOnlyWhatDoesNotFit, [decides], seeing({ 'worker/web-1': worker('web', 'running') }))).toBeUndefined();
  });
});

describe('grace-is-respected', () => {
  const signalled = notes('runtime-node-1', ['container signalled', { uid: 'web-1', container: 'web' }]);
  const killed = notes('runtime-node-1', ['container exited', { uid: 'web-1', container: 'web', pod: 'default/web', exitCode: 137, signal: 'KILL' }]);

  it('holds of a container that is killed after it was asked to end, and of one that ends by itself', () => {
    expect(judged(graceIsRespected, [signalled, killed, exits('web', 137)])).toBeUndefined();
  });
  it('is broken by one that is killed at once, also after another one was asked', () => {
    expect(judged(graceIsRespected, [killed])).toBe('container web of default/web was killed without having been asked to end');
    expect(judged(graceIsRespected, [signalled, exits(), starts(), killed])).toContain('was killed without');
  });
});

describe('restart-policy-is-kept', () => {
  const pod = (restartPolicy: string) => commits('ADDED', storedPod('web', { spec: { restartPolicy, initContainers: [{ name: 'proxy', restartPolicy: 'Always' }] } }));

  it.each<[string, number]>([['Always', 0], ['Always', 1], ['OnFailure', 1]])('holds when a pod with %s starts what has ended with %i', (policy, code) => {
    expect(judged(restartPolicyIsKept, [pod(policy), starts(), exits('web', code), starts()])).toBeUndefined();
  });
  it.each<[string, number]>([['Never', 0], ['Never', 1], ['OnFailure', 0]])('is broken when a pod with %s starts what has ended with %i', (policy, code) => {
    expect(judged(restartPolicyIsKept, [pod(policy), starts(), exits('web', code), starts()])).toBe(`container web of default/web was started again after it had ended with ${code}, and its restartPolicy is ${policy}`);
  });
  it('is not about sidecars, nor about another container, nor about a pod that has gone', () => {
    expect(judged(restartPolicyIsKept, [pod('Never'), starts('proxy'), exits('proxy', 1), starts('proxy'), starts()])).toBeUndefined();
    expect(judged(restartPolicyIsKept, [pod('Never'), starts(), exits('web', 1), commits('DELETED', storedPod('web')), starts()])).toBeUndefined();
  });
});
