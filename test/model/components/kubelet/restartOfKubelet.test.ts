import { expect, test } from 'vitest';
import { boundPod, node as node1, NodeBench, type BenchOptions } from './nodeBench.ts';

function running(options: BenchOptions = {}, pod = boundPod()): NodeBench {
  const node = new NodeBench(options);
  node.store(pod);
  node.settle();
  return node;
}

function restart(node: NodeBench): void {
  node.bench.crash('kubelet-node-1');
  node.messages.length = 0;
  node.history.length = 0;
}

test('it asks what runs before it does anything, and finds it', () => {
  const node = running();
  restart(node);
  expect(node.running()).toEqual(['web-uid/app']);
  node.settle();
  expect(node.messages.filter((message) => message.includes('runtime'))).toEqual([
    'kubelet → runtime: ListPodSandbox',
    'runtime → kubelet: ListPodSandbox: ok',
    'kubelet → runtime: ListContainers',
    'runtime → kubelet: ListContainers: ok',
  ]);
  expect(node.notes('container started')).toHaveLength(1);
});

test('what the API server knows is not reported again', () => {
  const node = running();
  restart(node);
  node.settle();
  expect(node.history).toEqual([]);
});

test('without its guard, a second container would run for the same spec', () => {
  const node = running({ mutants: { noRunningContainerForSpec: true } });
  restart(node);
  node.settle();
  expect(node.notes('container started')).toHaveLength(2);
  expect(node.notes('container exited')).toHaveLength(0);
  expect(node.bench.parts('runtime-node-1')['container/web-uid/app']).toMatchObject({ duplicates: 1 });
});

test('a container that ended meanwhile is started again', () => {
  const node = running();
  restart(node);
  node.internal('runtime-node-1', 'default/web/app crashes', 'containerCrash');
  node.settle();
  expect(node.pod().status).toMatchObject({ phase: 'Running', containerStatuses: [{ restartCount: 1, ready: true }] });
  expect(node.running()).toEqual(['web-uid/app']);
});

test('a pod that was deleted meanwhile is ended', () => {
  const node = running();
  restart(node);
  const pod = node.pod();
  node.stored.set('default/web', { ...pod, metadata: { ...pod.metadata, deletionTimestamp: '1970-01-01T00:00:00Z', deletionGracePeriodSeconds: 30 } });
  node.settle();
  expect(node.running()).toEqual([]);
  expect(node.stored.size).toBe(0);
});

test('a pod that is gone meanwhile is ended: nobody wants it any more', () => {
  const node = running();
  restart(node);
  node.stored.clear();
  node.settle();
  expect(node.running()).toEqual([]);
  expect(node.bench.parts('cni-node-1')).toEqual({});
});

test('a crash at any point of the way up still ends with exactly one running container', () => {
  const way = ['RunPodSandbox default/web', 'runtime → cni: ADD', 'cni → runtime', 'RunPodSandbox default/web: ok', 'PullImage', 'PullImage default/web/app: ok', 'CreateContainer', 'CreateContainer default/web/app: ok', 'StartContainer', 'StartContainer default/web/app: ok', 'PATCH'];
  for (const point of way) {
    const node = new NodeBench();
    node.store(boundPod());
    node.settle(() => node.messages.some((message) => message.includes(point)));
    node.bench.crash('kubelet-node-1');
    node.settle();
    expect({ point, running: node.running(), story: node.story(), phase: node.pod().status?.phase }).toEqual({ point, running: ['web-uid/app'], story: ['app started'], phase: 'Running' });
  }
});

test('a crash of the runtime at any point of the way up: the call is tried again, and one container runs', () => {
  for (const point of ['runtime → cni: ADD', 'RunPodSandbox default/web: ok', 'runtime → registry', 'registry → runtime', 'CreateContainer default/web/app: ok', 'StartContainer default/web/app: ok']) {
    const node = new NodeBench();
    node.store(boundPod());
    node.settle(() => node.messages.some((message) => message.includes(point)));
    node.bench.crash('runtime-node-1');
    node.settle();
    expect({ point, running: node.running(), story: node.story() }).toEqual({ point, running: ['web-uid/app'], story: ['app started'] });
  }
});

test('its node says NotReady: it reports Ready again', () => {
  const node = new NodeBench({ cold: true, node: { ...node1, status: { ...node1.status, conditions: [{ type: 'MemoryPressure', status: 'False' }, { type: 'Ready', status: 'Unknown' }] } } });
  node.settle();
  expect(node.nodePatches).toHaveLength(1);
  expect(node.nodePatches[0]).toMatchObject({ verb: 'patch', subresource: 'status', name: 'node-1', body: { status: { conditions: [{ type: 'Ready', status: 'True' }] } } });
});

test('a status whose answer was lost is sent again', () => {
  const node = new NodeBench();
  node.store(boundPod());
  node.settle(() => node.bench.underway.some(({ to }) => to === 'apiserver'));
  const [request] = node.bench.received('apiserver');
  node.bench.send('apiserver', 'kubelet-node-1', { type: 'reply', id: request?.['id'] ?? '', code: 0, reason: 'Timeout' });
  node.settle();
  expect(node.pod().status?.phase).toBe('Running');
});
