import type { Step } from '../../kernel/step.ts';
import { callsUnderWay } from './calls.ts';
import { advanceContainer, takeObserved } from './driveContainer.ts';
import { containersOf, type ContainerChart, type Kubelet, type ObservedPod } from './parts.ts';

/**
 * Ends all containers: first those that are not sidecars, together, then the sidecars (kuberuntime_container.go
 * killContainersWithSyncResult; KEP-753). A call that is under way is waited for: it may still be executed.
 * @returns whether none is left
 */
export function killContainers(step: Step, kubelet: Kubelet, uid: string): boolean {
  const charts = (): readonly ContainerChart[] => containersOf(step, uid);
  for (const { value, context } of charts()) if (value === 'waiting') lookBefore(step, kubelet, uid, context.name);
  for (const chart of charts()) if (chart.context.kind !== 'sidecar') stop(step, kubelet, uid, chart);
  if (charts().some((chart) => chart.context.kind !== 'sidecar' && chart.value !== 'done')) return false;
  for (const chart of charts()) stop(step, kubelet, uid, chart);
  return charts().every(({ value }) => value === 'done') && !callsUnderWay(step, uid);
}

function stop(step: Step, kubelet: Kubelet, uid: string, { value, context }: ContainerChart): void {
  if (value !== 'done' && !context.ending) advanceContainer(step, kubelet, uid, context.name, { type: 'STOP' });
}

/** One that this kubelet found when it started may run. */
function lookBefore(step: Step, kubelet: Kubelet, uid: string, name: string): void {
  const found = (step.get(`observed/${uid}`) as ObservedPod | undefined)?.containers[name]?.found;
  if (found === 'running' || found === 'exited') advanceContainer(step, kubelet, uid, name, { type: 'START', ...takeObserved(step, uid, name) });
}
