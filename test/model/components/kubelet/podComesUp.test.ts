import { expect, test } from 'vitest';
import { boundPod, NodeBench } from './nodeBench.ts';

test('a pod comes up: sandbox, network, image, container, Ready', () => {
  const node = new NodeBench();
  node.store(boundPod());
  node.settle();
  expect(node.messages).toEqual([
    'kubelet → runtime: RunPodSandbox default/web',
    'runtime → cni: ADD default/web',
    'cni → runtime: ADD default/web: 10.244.0.2',
    'runtime → kubelet: RunPodSandbox default/web: ok',
    'kubelet → runtime: PullImage default/web/app',
    'runtime → registry: pull nginx:1.27',
    'registry → runtime: nginx:1.27: ok',
    'runtime → kubelet: PullImage default/web/app: ok',
    'kubelet → runtime: CreateContainer default/web/app',
    'runtime → kubelet: CreateContainer default/web/app: ok',
    'kubelet → runtime: StartContainer default/web/app',
    'runtime → kubelet: StartContainer default/web/app: ok',
    'kubelet → apiserver: PATCH pods/web/status',
    'apiserver → kubelet: 200',
    'kubelet → apiserver: PATCH pods/web/status',
    'apiserver → kubelet: 200',
  ]);
});

test('what happens inside is told in the documented order', () => {
  const node = new NodeBench();
  node.store(boundPod());
  node.settle();
  expect(node.bench.notes.map(({ note }) => note).filter((name) => name !== 'status reported' && name !== 'status acknowledged')).toEqual([
    'pod admitted',
    'directories created',
    'volumes mounted',
    'address assigned',
    'sandbox created',
    'image pulled',
    'container created',
    'container started',
  ]);
  expect(node.notes('directories created')[0]?.['text']).toBe('/var/lib/kubelet/pods/web-uid');
  expect(node.notes('container started')[0]).toMatchObject({ uid: 'web-uid', container: 'app', pod: 'default/web', node: 'node-1' });
});

test('the status says so: first Pending with ContainerCreating, then Running and Ready with an address', () => {
  const node = new NodeBench();
  node.store(boundPod());
  node.settle();
  const [first, last] = node.history;
  expect(first?.status).toMatchObject({ phase: 'Pending', containerStatuses: [{ name: 'app', ready: false, state: { waiting: { reason: 'ContainerCreating' } } }] });
  expect(conditions(first)).toEqual({ PodScheduled: 'True', PodReadyToStartContainers: 'False', Initialized: 'True', ContainersReady: 'False', Ready: 'False' });
  expect(last?.status).toMatchObject({ phase: 'Running', podIP: '10.244.0.2', hostIP: '192.168.0.1', containerStatuses: [{ ready: true, started: true, restartCount: 0, state: { running: {} } }] });
  expect(conditions(last)).toEqual({ PodScheduled: 'True', PodReadyToStartContainers: 'True', Initialized: 'True', ContainersReady: 'True', Ready: 'True' });
});

test('what the API server refuses to write is sent again', () => {
  const node = new NodeBench();
  node.denials = 3;
  node.store(boundPod());
  node.settle();
  expect(conditions(node.pod())).toMatchObject({ Ready: 'True' });
  node.denials = 3;
  node.delete();
  node.settle();
  expect(node.stored.size).toBe(0);
});

test('a node with a running pod has nothing left to do, and no timer is armed', () => {
  const node = new NodeBench();
  node.store(boundPod());
  node.settle();
  // What is left can only be a fault.
  expect(node.timersAndWork()).toEqual(['default/web/app crashes']);
});

test('a second pod with the same image does not pull it again, and gets another address', () => {
  const node = new NodeBench();
  node.store(boundPod());
  node.settle();
  node.store(boundPod({ name: 'api' }));
  node.settle();
  expect(node.notes('image pulled')).toHaveLength(1);
  expect(node.pod('api').status?.podIP).toBe('10.244.0.3');
});

test('a pod of another node is none of its business, whatever the watch brings', () => {
  const node = new NodeBench();
  node.store(boundPod({ spec: { nodeName: 'node-2' } }));
  node.settle();
  expect(node.messages).toEqual([]);
});

test('claimed volumes are attached and mounted before the sandbox is made', () => {
  const node = new NodeBench();
  node.store(boundPod({ spec: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'db' } }, { name: 'tmp', emptyDir: {} }] } }));
  node.settle();
  expect(node.messages.slice(0, 5)).toEqual([
    'kubelet → csi: attach default/db for default/web',
    'csi → kubelet: attach default/db for default/web: ok',
    'kubelet → csi: mount default/db for default/web',
    'csi → kubelet: mount default/db for default/web: ok',
    'kubelet → runtime: RunPodSandbox default/web',
  ]);
  expect(node.bench.parts('csi-node-1')).toEqual({ 'volume/default/db': { mountedBy: ['web-uid'] } });
  node.delete();
  node.settle();
  expect(node.bench.parts('csi-node-1')).toEqual({});
});

test('a pod with readiness gates is Ready when all of them are True', () => {
  const node = new NodeBench();
  node.store(boundPod({ spec: { readinessGates: [{ conditionType: 'example.com/lb' }] } }));
  node.settle();
  expect(conditions(node.pod())).toMatchObject({ ContainersReady: 'True', Ready: 'False' });
  const { status } = node.pod();
  node.store({ ...node.pod(), status: { ...status, conditions: [...(status?.conditions ?? []), { type: 'example.com/lb', status: 'True' }] } });
  node.settle();
  expect(conditions(node.pod())).toMatchObject({ Ready: 'True', 'example.com/lb': 'True' });
});

function conditions(pod: ReturnType<typeof boundPod> | undefined): { readonly [type: string]: string } {
  return Object.fromEntries((pod?.status?.conditions ?? []).map(({ type, status }) => [type, status]));
}
