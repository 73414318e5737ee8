import type { Step } from '../../kernel/step.ts';
import { callsUnderWay } from './calls.ts';
import { advanceContainer, takeObserved } from './driveContainer.ts';
import { containerOf, podOf, type ContainerChart, type Kubelet, type WorkerState } from './parts.ts';
import { declaredContainers, type Declared } from './podSpec.ts';

export const syncGuards = {
  previousInitSucceeded: 'init containers run one after the other, each after the one before it has succeeded, containers after the last of them; a sidecar need only have started (Kubernetes docs, "Init Containers"; computeInitContainerActions)',
} as const;

/**
 * Starts what is to be started, in order, one call at a time (kuberuntime_manager.go SyncPod, computePodActions).
 * @returns whether the pod has ended: no container will be started again
 */
export function syncContainers(step: Step, kubelet: Kubelet, uid: string, worker: WorkerState): boolean {
  const pod = podOf(step, uid, worker.context.pod);
  if (pod === undefined || callsUnderWay(step, uid)) return false;
  const declared = declaredContainers(pod);
  const inits = declared.filter(({ kind }) => kind !== 'app');
  for (const [index, next] of declared.entries()) {
    const before = inits.slice(0, index);
    if (before.length > 0 && !step.check('previousInitSucceeded', before.every((earlier) => hasSucceeded(step, uid, earlier)))) break;
    if (start(step, kubelet, uid, next)) return false;
  }
  return hasEnded(step, uid, declared);
}

/** @returns whether a call is under way now */
function start(step: Step, kubelet: Kubelet, uid: string, { spec }: Declared): boolean {
  if (containerOf(step, uid, spec.name)?.value === 'waiting') advanceContainer(step, kubelet, uid, spec.name, { type: 'START', ...takeObserved(step, uid, spec.name) });
  return callsUnderWay(step, uid);
}

export function hasSucceeded(step: Step, uid: string, { spec, kind }: Declared): boolean {
  const chart = containerOf(step, uid, spec.name);
  if (kind === 'sidecar') return hasStarted(chart);
  return chart?.value === 'done' && chart.context.exitCode === 0;
}

function hasStarted(chart: ContainerChart | undefined): boolean {
  return chart?.value === 'unready' || chart?.value === 'ready';
}

/** Sidecars do not keep a pod alive (KEP-753). */
function hasEnded(step: Step, uid: string, declared: readonly Declared[]): boolean {
  const isDone = ({ spec }: Declared): boolean => containerOf(step, uid, spec.name)?.value === 'done';
  const failedInit = declared.some((one) => one.kind === 'init' && isDone(one) && !hasSucceeded(step, uid, one));
  return failedInit || declared.filter(({ kind }) => kind === 'app').every(isDone);
}
