import { expect, test } from 'vitest';
import { boundPod, NodeBench } from './nodeBench.ts';

function running(probes: { [probe: string]: object }, mutants = {}): NodeBench {
  const node = new NodeBench({ mutants });
  node.store(boundPod({ spec: { containers: [{ name: 'app', image: 'nginx:1', imagePullPolicy: 'IfNotPresent', ...probes }] } }));
  return node;
}

const ready = (node: NodeBench): boolean | undefined => node.pod().status?.containerStatuses?.[0]?.ready;

test('before its first success a readiness probe counts as failed', () => {
  const node = running({ readinessProbe: {} });
  node.settle(() => node.timersAndWork().includes('readiness probe of default/web/app'));
  node.settle(() => node.pod().status?.phase === 'Running');
  expect(ready(node)).toBe(false);
  node.settle();
  expect(ready(node)).toBe(true);
});

test('a container without a readiness probe is ready when it runs', () => {
  const node = running({});
  node.settle();
  expect(ready(node)).toBe(true);
});

test('a readiness probe that fails makes the pod unready, and the next success ready again', () => {
  const node = running({ readinessProbe: {} });
  node.settle();
  expect(node.internal('kubelet-node-1', 'readiness probe', 'probeFailure')).toBe(true);
  node.settle(() => ready(node) === false);
  expect(ready(node)).toBe(false);
  node.settle();
  expect(ready(node)).toBe(true);
  expect(node.notes('container started')).toHaveLength(1);
});

test('a liveness probe that fails has the container restarted', () => {
  const node = running({ livenessProbe: {} });
  node.settle();
  expect(node.internal('kubelet-node-1', 'liveness probe', 'probeFailure')).toBe(true);
  node.settle();
  expect(node.notes('container started')).toHaveLength(2);
  expect(node.pod().status?.containerStatuses?.[0]?.restartCount).toBe(1);
});

test('the startup probe comes before the others; its failure has the container restarted', () => {
  const node = running({ startupProbe: {}, readinessProbe: {}, livenessProbe: {} });
  node.settle(() => node.timersAndWork().includes('startup probe of default/web/app'));
  expect(node.timersAndWork().filter((label) => label.includes('probe'))).toEqual(['startup probe of default/web/app']);
  node.internal('kubelet-node-1', 'startup probe', 'probeFailure');
  node.settle();
  expect(node.pod().status?.containerStatuses?.[0]).toMatchObject({ ready: true, started: true, restartCount: 1 });
});

test('without its guard a pod would be ready before its probe has succeeded', () => {
  const node = running({ readinessProbe: {} }, { readinessProbeHasSucceeded: true });
  node.settle(() => node.pod().status?.phase === 'Running');
  expect(ready(node)).toBe(true);
  expect(node.notes('probed')).toEqual([]);
});
