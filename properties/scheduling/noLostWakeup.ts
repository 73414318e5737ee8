import type { CycleState, QueuedPod } from '../../model/components/scheduler/parts.ts';
import type { ClusterInvariant } from '../cluster.ts';

/** P48, first part. The periodic flush of the unschedulable pods is a net, not the way back into the queue. */
export const noLostWakeup: ClusterInvariant = {
  kind: 'invariant',
  name: 'no-lost-wakeup',
  statement: 'An event that may help a pod that could not be scheduled wakes it, also when it comes in the middle of an attempt.',
  promise: 'P48',
  source: 'KEP-4247; pkg/scheduler/backend/queue/scheduling_queue.go; kubernetes#72122, kubernetes#73309, kubernetes#118438',
  violation(state, { schedulers }) {
    for (const scheduler of schedulers) {
      for (const part of state.keys(scheduler, 'queue/')) {
        const { lostWakeup } = state.get(scheduler, part) as unknown as QueuedPod;
        if (lostWakeup) return `${scheduler} has let an event pass that may help ${part.slice('queue/'.length)}: only the flush after five minutes will wake it`;
      }
      for (const part of state.keys(scheduler, 'cycle/')) {
        const { context } = state.get(scheduler, part) as unknown as CycleState;
        if (context.wakeup === 'lost') return `${scheduler} has let an event pass that may help ${part.slice('cycle/'.length)} while it was in no queue`;
      }
    }
    return undefined;
  },
  // Some pod waits for an event.
  premise: (state, { schedulers }) => schedulers.some((scheduler) => state.keys(scheduler, 'queue/').some((part) => (state.get(scheduler, part) as unknown as QueuedPod).at === 'unschedulable')),
};
