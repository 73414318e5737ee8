import { expect, test } from 'vitest';
import { boundPod, NodeBench } from './nodeBench.ts';

function running(options: Parameters<typeof boundPod>[0] = {}): NodeBench {
  const node = new NodeBench();
  node.store(boundPod(options));
  node.settle();
  return node;
}

test('a crashed container is started again, and counted', () => {
  const node = running();
  expect(node.internal('runtime-node-1', 'default/web/app crashes', 'containerCrash')).toBe(true);
  node.settle();
  expect(node.pod().status).toMatchObject({ phase: 'Running', containerStatuses: [{ ready: true, restartCount: 1, lastState: { terminated: { exitCode: 1, reason: 'Error' } } }] });
});

test('the second crash is followed by a back-off, which is a timer', () => {
  const node = running();
  node.internal('runtime-node-1', 'default/web/app crashes', 'containerCrash');
  node.settle();
  node.internal('runtime-node-1', 'default/web/app crashes', 'containerCrash');
  node.settle(() => node.timersAndWork().includes('restart default/web/app'));
  node.settle(() => node.pod().status?.containerStatuses?.[0]?.state?.waiting !== undefined);
  expect(node.pod().status).toMatchObject({ phase: 'Running', containerStatuses: [{ state: { waiting: { reason: 'CrashLoopBackOff' } } }] });
  node.settle();
  expect(node.pod().status?.containerStatuses?.[0]?.restartCount).toBe(2);
});

test('a program that always ends with an error ends in CrashLoopBackOff, and the node comes to rest', () => {
  const node = running({ annotations: { 'podproof.dev/exits': '1' } });
  expect(node.pod().status?.containerStatuses?.[0]).toMatchObject({ restartCount: 3, state: { waiting: { reason: 'CrashLoopBackOff' } } });
});

test('restartPolicy Never: the pod ends as its program did, and its sandbox goes', () => {
  for (const [code, phase] of [['0', 'Succeeded'], ['1', 'Failed']] as const) {
    const node = running({ annotations: { 'podproof.dev/exits': code }, spec: { restartPolicy: 'Never' } });
    expect(node.pod().status).toMatchObject({ phase, containerStatuses: [{ restartCount: 0, state: { terminated: { exitCode: Number(code) } } }] });
    expect(node.bench.parts('cni-node-1')).toEqual({});
  }
});

test('restartPolicy OnFailure: a success ends it', () => {
  expect(running({ annotations: { 'podproof.dev/exits': '0' }, spec: { restartPolicy: 'OnFailure' } }).pod().status?.phase).toBe('Succeeded');
});

test('a failed pull is tried again: ErrImagePull, ImagePullBackOff, then it works', () => {
  const node = new NodeBench();
  node.store(boundPod());
  node.strike('imagePullFailure');
  node.settle(() => node.timersAndWork().some((label) => label.startsWith('back off')));
  node.bench.options = {};
  node.settle(() => waiting(node) === 'ErrImagePull');
  node.settle(() => waiting(node) === 'ImagePullBackOff');
  node.settle();
  expect(node.pod().status?.phase).toBe('Running');
});

test('an image that the registry does not have ends in ImagePullBackOff, and the node comes to rest', () => {
  const node = new NodeBench({ missing: ['nginx'] });
  node.store(boundPod());
  node.settle();
  expect(node.pod().status?.phase).toBe('Pending');
  expect(waiting(node)).toBe('ImagePullBackOff');
});

test('pull policy Never never asks the registry, Always always does', () => {
  const never = running({ spec: { containers: [{ name: 'app', image: 'nginx:1', imagePullPolicy: 'Never' }] } });
  expect(never.messages.some((message) => message.includes('registry'))).toBe(false);
  expect(never.pod().status?.phase).toBe('Pending');
  const always = running({ spec: { containers: [{ name: 'app', image: 'nginx:1', imagePullPolicy: 'Always' }, { name: 'copy', image: 'nginx:1', imagePullPolicy: 'Always' }] } });
  expect(always.notes('image pulled')).toHaveLength(2);
});

function waiting(node: NodeBench): string | undefined {
  return node.pod().status?.containerStatuses?.[0]?.state?.waiting?.reason;
}
