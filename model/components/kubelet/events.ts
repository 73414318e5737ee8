import type { GuardTable } from '../../kernel/component.ts';
import type { Step } from '../../kernel/step.ts';
import type { Pod } from '../../objects/index.ts';
import type { InformerEvent } from '../client/informer.ts';
import { container } from './container.ts';
import { advance } from './driveWorker.ts';
import { nodeChanged } from './nodeStatus.ts';
import { containerPart, podName, uidOf, workerOf, workerPart, type Kubelet, type ObservedPod } from './parts.ts';
import { chartInput, declaredContainers } from './podSpec.ts';
import { podWorker } from './podWorker.ts';

export const eventGuards = {
  podIsBoundHere: 'a kubelet runs only pods that are bound to its node (kubelet config/apiserver.go: field selector spec.nodeName)',
} as const satisfies GuardTable;

/** What a change of the cache means for the pods' workers (kubelet.go syncLoopIteration, HandlePod*). */
export function onEvent(step: Step, kubelet: Kubelet, event: InformerEvent): void {
  if (event.resource === 'nodes') return nodeChanged(step, kubelet, event);
  const pod = event.object as Pod;
  const old = event.old as Pod | undefined;
  if (old !== undefined && uidOf(old) !== uidOf(pod)) end(step, kubelet, uidOf(old), true);
  if (event.type === 'DELETED') return end(step, kubelet, uidOf(pod), true);
  if (!step.check('podIsBoundHere', pod.spec.nodeName === kubelet.node.metadata.name)) return;
  if (workerOf(step, uidOf(pod)) === undefined) addWorker(step, pod);
  if (pod.metadata.deletionTimestamp !== undefined) end(step, kubelet, uidOf(pod), false);
  else advance(step, kubelet, uidOf(pod));
}

function end(step: Step, kubelet: Kubelet, uid: string, gone: boolean): void {
  advance(step, kubelet, uid, { type: 'STOP', gone });
}

/** One worker a UID; a pod of the same name that came before may still be ending. */
function addWorker(step: Step, pod: Pod): void {
  for (const [part, value] of Object.entries(workerParts(pod, step.get(`observed/${uidOf(pod)}`) as ObservedPod | undefined))) step.set(part, value);
}

/** The parts of a pod that is seen for the first time. */
export function workerParts(pod: Pod, observed?: ObservedPod) {
  const uid = uidOf(pod);
  return Object.fromEntries([
    [workerPart(uid), podWorker.initial({ pod: podName(pod), sandbox: observed?.sandbox ?? false, ip: observed?.ip ?? '' })] as const,
    ...declaredContainers(pod).map((declared) => [containerPart(uid, declared.spec.name), container.initial(chartInput(pod, declared))] as const),
  ]);
}
