import { expect, test } from 'vitest';
import { boundPod, NodeBench } from './nodeBench.ts';

const inits = { initContainers: [{ name: 'first', image: 'busybox:1' }, { name: 'second', image: 'busybox:1' }] };

test('init containers run one after the other, containers after them', () => {
  const node = new NodeBench();
  node.store(boundPod({ spec: inits }));
  node.settle();
  expect(node.story()).toEqual(['first started', 'first exited', 'second started', 'second exited', 'app started']);
  expect(node.pod().status?.phase).toBe('Running');
});

test('until they are done the pod is Pending, not Initialized, and its containers wait with PodInitializing', () => {
  const node = new NodeBench();
  node.store(boundPod({ spec: inits }));
  node.settle(() => node.notes('container started').length === 1);
  node.settle(() => node.messages.at(-1) === 'kubelet → apiserver: PATCH pods/web/status');
  const { status } = node.pod();
  expect(status?.phase).toBe('Pending');
  expect(status?.containerStatuses?.[0]?.state).toEqual({ waiting: { reason: 'PodInitializing' } });
  expect(status?.conditions?.find(({ type }) => type === 'Initialized')?.status).toBe('False');
});

test('one that fails is run again; with restartPolicy Never the pod has failed', () => {
  const annotations = { 'podproof.dev/exits.first': '1' };
  const again = new NodeBench();
  again.store(boundPod({ annotations, spec: inits }));
  again.settle();
  expect(again.notes('container started').length).toBeGreaterThan(1);
  expect(again.pod().status).toMatchObject({ phase: 'Pending', initContainerStatuses: [{ state: { waiting: { reason: 'CrashLoopBackOff' } } }, {}] });
  const never = new NodeBench();
  never.store(boundPod({ annotations, spec: { ...inits, restartPolicy: 'Never' } }));
  never.settle();
  expect(never.notes('container started')).toHaveLength(1);
  expect(never.pod().status?.phase).toBe('Failed');
});

test('a sidecar goes on running, starts before the containers and is stopped after them', () => {
  const node = new NodeBench();
  node.store(boundPod({ spec: { initContainers: [{ name: 'mesh', image: 'envoy:1', restartPolicy: 'Always' }] } }));
  node.settle();
  expect(node.running()).toEqual(['web-uid/mesh', 'web-uid/app']);
  expect(node.notes('container started').map(({ container }) => container)).toEqual(['mesh', 'app']);
  node.delete();
  node.settle();
  expect(node.notes('container exited').map(({ container }) => container)).toEqual(['app', 'mesh']);
});

test('a sidecar does not keep a finished pod alive', () => {
  const node = new NodeBench();
  node.store(boundPod({ annotations: { 'podproof.dev/exits.app': '0' }, spec: { restartPolicy: 'Never', initContainers: [{ name: 'mesh', image: 'envoy:1', restartPolicy: 'Always' }] } }));
  node.settle();
  expect(node.running()).toEqual([]);
  expect(node.pod().status?.phase).toBe('Succeeded');
});

test('without its guard, the second would not wait for the first', () => {
  const node = new NodeBench({ mutants: { previousInitSucceeded: true } });
  node.store(boundPod({ spec: inits }));
  node.settle();
  expect(node.story().slice(0, 2)).toEqual(['first started', 'second started']);
});
