import { expect, test } from 'vitest';
import { boundPod, node as node1, NodeBench } from './nodeBench.ts';

const asking = (name: string, cpu: string) => boundPod({ name, spec: { containers: [{ name: 'app', image: 'nginx:1', imagePullPolicy: 'IfNotPresent', resources: { requests: { cpu } } }] } });

test('a pod that does not fit any more has failed, keeps its node, and is never tried again', () => {
  const node = new NodeBench();
  node.store(asking('big', '1500m'));
  node.store(asking('late', '1'));
  node.settle();
  expect(node.pod('big').status?.phase).toBe('Running');
  expect(node.pod('late').status).toMatchObject({ phase: 'Failed', reason: 'OutOfcpu', message: expect.stringContaining('requested: 1, used: 1500m, capacity: 2') });
  expect(node.pod('late').spec.nodeName).toBe('node-1');
  expect(node.notes('pod rejected')).toMatchObject([{ reason: 'OutOfcpu' }]);
  node.delete('big');
  node.settle();
  expect(node.pod('late').status?.phase).toBe('Failed');
});

test('a rejected pod does not take room from the next one', () => {
  const node = new NodeBench();
  for (const [name, cpu] of [['big', '1500m'], ['late', '1'], ['small', '500m']] as const) node.store(asking(name, cpu));
  node.settle();
  expect(node.pod('small').status?.phase).toBe('Running');
});

test('without its guard, the rejected pod would count', () => {
  const node = new NodeBench({ mutants: { rejectedPodsAreNotCounted: false } });
  for (const [name, cpu] of [['big', '1500m'], ['late', '1'], ['small', '500m']] as const) node.store(asking(name, cpu));
  node.settle();
  expect(node.pod('small').status?.reason).toBe('OutOfcpu');
});

test('no more pods than the node takes', () => {
  const node = new NodeBench();
  for (const name of ['a', 'b', 'c', 'd']) node.store(boundPod({ name }));
  node.settle();
  expect(['a', 'b', 'c', 'd'].map((name) => node.pod(name).status?.reason)).toEqual([undefined, undefined, undefined, 'OutOfpods']);
});

test('node selector and required affinity are looked at once more', () => {
  const node = new NodeBench();
  node.store(boundPod({ spec: { nodeSelector: { disk: 'hdd' } } }));
  node.settle();
  expect(node.pod().status).toMatchObject({ phase: 'Failed', reason: 'NodeAffinity' });
  const fits = new NodeBench();
  fits.store(boundPod({ spec: { nodeSelector: { disk: 'ssd' } } }));
  fits.settle();
  expect(fits.pod().status?.phase).toBe('Running');
});

test('a pod that has ended is not started, not even by a kubelet that never saw it', () => {
  const node = new NodeBench({ cold: true, pods: [boundPod({ status: { phase: 'Succeeded' } })] });
  node.settle();
  expect(node.running()).toEqual([]);
  expect(node.history).toEqual([]);
});

test('without its guards, a finished pod would run again, and its phase go back', () => {
  const node = new NodeBench({ cold: true, pods: [boundPod({ status: { phase: 'Succeeded' } })], mutants: { podIsNotTerminal: true } });
  node.settle();
  expect(node.running()).toEqual(['web-uid/app']);
  expect(node.pod().status?.phase).toBe('Succeeded');
  const back = new NodeBench({ cold: true, pods: [boundPod({ status: { phase: 'Succeeded' } })], mutants: { podIsNotTerminal: true, phaseIsNotTerminal: true } });
  back.settle();
  expect(back.history.map(({ status }) => status?.phase)).toEqual(['Pending', 'Running']);
});

test('a rejected pod that is deleted is removed', () => {
  const node = new NodeBench();
  node.store(boundPod({ spec: { nodeSelector: { disk: 'hdd' } } }));
  node.settle();
  node.delete();
  node.settle();
  expect(node.stored.size).toBe(0);
});

test('the node of the tests has room for three pods and two cores', () => {
  expect(node1.status?.allocatable).toMatchObject({ cpu: '2', pods: '3' });
});
