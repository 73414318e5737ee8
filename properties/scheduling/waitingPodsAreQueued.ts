import type { StateView } from '../../model/kernel/index.ts';
import type { AssumedPod, CycleState, QueuedPod } from '../../model/components/scheduler/parts.ts';
import type { Pod } from '../../model/objects/index.ts';
import { partsOf, type ClusterInvariant } from '../cluster.ts';
import { isTerminal } from '../pods/podView.ts';

/**
 * P23. A pod that is in no queue is forgotten: nothing will ever wake it. (That it is in one queue only is how the queue is
 * made: a part a pod. That it is not tried a second time meanwhile is one-attempt-in-flight.)
 */
export const waitingPodsAreQueued: ClusterInvariant = {
  kind: 'invariant',
  name: 'waiting-pods-are-queued',
  statement: 'A pod that waits for a scheduler is in one of its queues, or an attempt to place it is under way.',
  promise: 'P23',
  source: 'pkg/scheduler/backend/queue/scheduling_queue.go (activeQ, backoffQ, unschedulablePods, in-flight pods); pkg/scheduler/eventhandlers.go',
  premise: (state, { schedulers }) => schedulers.some((scheduler) => partsOf<Pod>(state, scheduler, 'cache/pods/').some(waits)),
  violation(state, { schedulers }) {
    for (const scheduler of schedulers) {
      for (const part of state.keys(scheduler, 'cache/pods/')) {
        const name = part.slice('cache/pods/'.length);
        const pod = state.get(scheduler, part) as unknown as Pod;
        if (waits(pod) && !isLookedAfter(state, scheduler, name, pod.metadata.uid ?? '')) return `${scheduler} sees ${name} without a node, and has it in no queue`;
      }
    }
    return undefined;
  },
};

/** One that is being deleted is not placed any more. */
function waits({ metadata, spec, status }: Pod): boolean {
  return (spec.nodeName ?? '') === '' && metadata.deletionTimestamp === undefined && !isTerminal(status?.phase) && (spec.schedulerName ?? 'default-scheduler') === 'default-scheduler';
}

function isLookedAfter(state: StateView, scheduler: string, name: string, uid: string): boolean {
  const queued = state.get(scheduler, `queue/${name}`) as unknown as QueuedPod | undefined;
  if (queued?.uid === uid) return true;
  const assumed = state.get(scheduler, `assumed/${name}`) as unknown as AssumedPod | undefined;
  if (assumed?.uid === uid) return true;
  return (state.get(scheduler, `cycle/${name}`) as unknown as CycleState | undefined)?.context.uid === uid;
}
