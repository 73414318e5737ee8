import { expect, test } from 'vitest';
import { boundPod, NodeBench, type BenchOptions } from './nodeBench.ts';

function running(pod = boundPod(), options: BenchOptions = {}): NodeBench {
  const node = new NodeBench(options);
  node.store(pod);
  node.settle();
  node.messages.length = 0;
  node.history.length = 0;
  return node;
}

test('graceful deletion: not ready, SIGTERM, sandbox and address given back, terminal phase, then removed', () => {
  const node = running();
  node.delete();
  node.settle();
  expect(node.messages).toEqual([
    'kubelet → runtime: StopContainer default/web/app',
    'kubelet → apiserver: PATCH pods/web/status',
    'apiserver → kubelet: 200',
    'runtime → kubelet: StopContainer default/web/app: ok',
    'kubelet → runtime: StopPodSandbox default/web',
    'runtime → cni: DEL default/web',
    'cni → runtime: DEL default/web: ok',
    'runtime → kubelet: StopPodSandbox default/web: ok',
    'kubelet → apiserver: PATCH pods/web/status',
    'apiserver → kubelet: 200',
    'kubelet → apiserver: DELETE pods/web',
    'apiserver → kubelet: 200',
  ]);
  expect(node.history.map(({ status }) => [status?.phase, status?.conditions?.find(({ type }) => type === 'Ready')?.status])).toEqual([
    ['Running', 'False'],
    ['Succeeded', 'False'],
  ]);
  expect(node.stored.size).toBe(0);
});

test('nothing is left of a deleted pod, neither in the kubelet nor below it', () => {
  const node = running();
  node.delete();
  node.settle();
  expect(Object.keys(node.bench.parts('kubelet-node-1')).sort()).toEqual(['cache/nodes/node-1', 'informer/nodes', 'informer/pods', 'node', 'runtime']);
  expect(node.bench.parts('runtime-node-1')).toEqual({ 'image/nginx:1.27': true });
  expect(node.bench.parts('cni-node-1')).toEqual({});
});

test('a program that ignores SIGTERM gets SIGKILL when its grace period is over', () => {
  const node = running(boundPod({ annotations: { 'podproof.dev/ignores-sigterm': 'true' } }));
  node.delete();
  node.settle(() => node.timersAndWork().includes('SIGKILL default/web/app'));
  expect(node.timersAndWork()).not.toContain('default/web/app obeys SIGTERM');
  node.settle();
  expect(node.history.at(-1)?.status).toMatchObject({ phase: 'Failed', containerStatuses: [{ state: { terminated: { exitCode: 137 } } }] });
});

test('a pod that vanished (force delete) is ended all the same, and nothing more is asked of the API server', () => {
  const node = running();
  node.delete('web', true);
  node.settle();
  expect(node.running()).toEqual([]);
  expect(node.messages.some((message) => message.includes('apiserver'))).toBe(false);
  expect(Object.keys(node.bench.parts('kubelet-node-1'))).not.toContain('worker/web-uid');
});

test('a pod of the same name that comes after a force delete starts while the old one ends, and gets no status of it', () => {
  const node = running();
  node.delete('web', true);
  node.store(boundPod({ uid: 'web-2' }));
  node.settle();
  expect(node.running()).toEqual(['web-2/app']);
  expect(node.pod().status?.phase).toBe('Running');
  expect(node.history.every(({ metadata }) => metadata.uid === 'web-2')).toBe(true);
  expect(node.history.every(({ status }) => status?.phase !== 'Succeeded')).toBe(true);
});

test('without its guard, the status of the old one would be written to the new one', () => {
  const node = running(boundPod(), { mutants: { podUIDMatches: true } });
  node.delete('web', true);
  node.store(boundPod({ uid: 'web-2' }));
  node.settle();
  expect(node.history.some(({ metadata, status }) => metadata.uid === 'web-2' && (status?.phase === 'Succeeded' || status?.phase === 'Failed'))).toBe(true);
});

test('deletion while the pod comes up: whatever is under way is waited for, then undone', () => {
  for (const message of ['RunPodSandbox', 'PullImage', 'CreateContainer', 'StartContainer']) {
    const node = new NodeBench();
    node.store(boundPod());
    node.settle(() => node.messages.some((text) => text.startsWith(`kubelet → runtime: ${message}`)));
    node.delete();
    node.settle();
    expect({ message, stored: node.stored.size, running: node.running(), addresses: node.bench.parts('cni-node-1') }).toEqual({ message, stored: 0, running: [], addresses: {} });
    expect(node.history.at(-1)?.status?.phase).toMatch(/Succeeded|Failed/);
  }
});

test('a pod that is deleted before it was admitted is never started', () => {
  const node = new NodeBench();
  node.store(boundPod());
  node.delete();
  node.settle();
  expect(node.messages.filter((message) => message.includes('runtime'))).toEqual([]);
  expect(node.stored.size).toBe(0);
});

test('without its guard, the pod would be removed while its container runs', () => {
  const node = running(boundPod(), { mutants: { allContainersStopped: true } });
  node.delete();
  node.settle(() => node.messages.includes('kubelet → apiserver: DELETE pods/web') || node.running().length === 0);
  expect(node.stored.size === 0 || node.running().length > 0).toBe(true);
});

test('without its guard, a terminal phase would be reported while a container runs', () => {
  const node = running(boundPod({ annotations: { 'podproof.dev/ignores-sigterm': 'true' } }), { mutants: { containersHaveStopped: true } });
  node.delete();
  node.settle(() => node.history.length > 0);
  expect(node.history[0]?.status?.phase).toBe('Failed');
  expect(node.running()).toEqual(['web-uid/app']);
});
