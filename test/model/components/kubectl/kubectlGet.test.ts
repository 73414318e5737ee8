import { describe, expect, test } from 'vitest';
import { kubectlGet } from '../../../../model/components/kubectl/kubectlGet.ts';
import { podRow } from '../../../../model/components/kubectl/podRow.ts';
import type { JsonObject } from '../../../../model/kernel/json.ts';
import { PlayedCluster } from '../../../support/playedCluster.ts';
import { pod } from '../controllers/support.ts';

const container = (state: JsonObject, more: JsonObject = {}): JsonObject => ({ name: 'web', ready: false, restartCount: 0, state, ...more });
const withStatus = (status: JsonObject, spec: JsonObject = {}, metadata: JsonObject = {}) => pod('web', { status, spec, metadata });

describe('the column STATUS', () => {
  const cases: readonly (readonly [string, ReturnType<typeof pod>])[] = [
    ['Pending', withStatus({ phase: 'Pending' })],
    ['SchedulingGated', withStatus({ phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }] })],
    ['ContainerCreating', withStatus({ phase: 'Pending', containerStatuses: [container({ waiting: { reason: 'ContainerCreating' } })] })],
    ['ErrImagePull', withStatus({ phase: 'Pending', containerStatuses: [container({ waiting: { reason: 'ErrImagePull' } })] })],
    ['CrashLoopBackOff', withStatus({ phase: 'Running', containerStatuses: [container({ waiting: { reason: 'CrashLoopBackOff' } }, { restartCount: 2 })] })],
    ['Running', withStatus({ phase: 'Running', containerStatuses: [container({ running: {} }, { ready: true })] })],
    ['Completed', withStatus({ phase: 'Succeeded', containerStatuses: [container({ terminated: { exitCode: 0, reason: 'Completed' } })] })],
    ['ExitCode:3', withStatus({ phase: 'Failed', containerStatuses: [container({ terminated: { exitCode: 3 } })] })],
    ['OutOfcpu', withStatus({ phase: 'Failed', reason: 'OutOfcpu' })],
    ['Init:0/1', withStatus({ phase: 'Pending', initContainerStatuses: [container({ running: {} })] }, { initContainers: [{ name: 'init' }] })],
    ['Init:CrashLoopBackOff', withStatus({ phase: 'Pending', initContainerStatuses: [container({ waiting: { reason: 'CrashLoopBackOff' } })] }, { initContainers: [{ name: 'init' }] })],
    ['PodInitializing', withStatus({ phase: 'Pending', initContainerStatuses: [container({ terminated: { exitCode: 0 } })], containerStatuses: [container({ waiting: { reason: 'PodInitializing' } })] }, { initContainers: [{ name: 'init' }] })],
    ['Terminating', withStatus({ phase: 'Running', containerStatuses: [container({ running: {} }, { ready: true })] }, {}, { deletionTimestamp: '1970-01-01T00:00:00Z' })],
    ['Unknown', withStatus({ phase: 'Running', reason: 'NodeLost' }, {}, { deletionTimestamp: '1970-01-01T00:00:00Z' })],
  ];
  test.each(cases)('%s', (status, its) => {
    expect(podRow(its).status).toBe(status);
  });
});

test('READY counts running, ready containers; RESTARTS adds up', () => {
  const containers = [{ name: 'a', image: 'a' }, { name: 'b', image: 'b' }];
  const statuses = [container({ running: {} }, { ready: true, restartCount: 2 }), container({ waiting: { reason: 'CrashLoopBackOff' } }, { restartCount: 3 })];
  expect(podRow(withStatus({ phase: 'Running', containerStatuses: statuses }, { containers }))).toEqual({ name: 'web', ready: '1/2', status: 'CrashLoopBackOff', restarts: 5 });
});

test('the screen shows a line each time that a pod looks different, and none when it does not', () => {
  const cluster = new PlayedCluster(kubectlGet({ name: 'kubectl-get', apiservers: ['apiserver'], warm: [] }));
  cluster.put(pod('web'));
  cluster.put(pod('web', { metadata: { annotations: { seen: 'no' } } }));
  cluster.put(pod('web', { status: { phase: 'Running', containerStatuses: [container({ running: {} }, { ready: true })] } }));
  cluster.settle();
  expect(cluster.notes.map((each) => each['text'])).toEqual(['web  0/1  Pending  0', 'web  1/1  Running  0']);
  expect(cluster.parts['screen/default/web']).toEqual({ name: 'web', ready: '1/1', status: 'Running', restarts: 0 });
  cluster.remove('pods/default/web');
  cluster.settle();
  expect(cluster.parts['screen/default/web']).toBeUndefined();
});
