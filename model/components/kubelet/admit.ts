import type { Step } from '../../kernel/step.ts';
import { cachesAreFilled, whyRejected } from './admission.ts';
import { advance } from './driveWorker.ts';
import { knowsRuntime } from './knowsRuntime.ts';
import { podOf, workerOf, type Kubelet } from './parts.ts';
import { isTerminal } from './phase.ts';
import { claimedVolumes } from './podSpec.ts';

/** Decides about a pod that is new to this kubelet; not before it knows what runs already. */
export function admit(step: Step, kubelet: Kubelet, uid: string): void {
  const worker = workerOf(step, uid);
  if (worker?.value !== 'admitting' || !cachesAreFilled(step) || !knowsRuntime(step)) return step.impossible();
  const pod = podOf(step, uid, worker.context.pod);
  if (pod === undefined) return step.impossible();
  advance(step, kubelet, uid, {
    type: 'ADMIT',
    ended: isTerminal(pod.status?.phase),
    rejection: whyRejected(step, kubelet, pod),
    volumes: claimedVolumes(pod).length,
  });
}
