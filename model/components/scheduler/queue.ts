import type { Internal, View } from '../../kernel/component.ts';
import type { Json } from '../../kernel/json.ts';
import type { Step } from '../../kernel/step.ts';
import type { Pod } from '../../objects/index.ts';
import { note } from '../notes.ts';
import type { ClusterEvent } from './clusterEvents.ts';
import { cycleOf, names, podName, put, queued, type QueuedPod } from './parts.ts';
import { filterPlugins } from './plugins/index.ts';
import { schedulingCycle, type CycleEvent } from './schedulingCycle.ts';

/**
 * The scheduling queue (pkg/scheduler/backend/queue/scheduling_queue.go): a part a pod. There is no clock: a
 * pod that an event moves always waits out a back-off, which may be over at once.
 */
export const queueGuards = {
  podHasNoGates: 'a pod with scheduling gates is not queued (schedulinggates plugin, PreEnqueue; KEP-3521)',
  isNextInLine: 'the pod of the highest priority is popped first (queuesort plugin PrioritySort)',
  clusterEventMovesPod: 'an unschedulable pod is tried again when something happened that may help it (scheduling_queue.go MoveAllToActiveOrBackoffQueue; issue 72122)',
} as const;

export function queueInternals(part: Json, key: string): readonly Internal[] {
  if (!key.startsWith('queue/')) return [];
  const pod = key.slice('queue/'.length);
  const { at, lostWakeup } = part as QueuedPod;
  switch (at) {
    case 'active':
      return [{ label: `schedule ${pod}`, input: { scheduler: 'schedule', pod } }];
    case 'backoff':
      return [{ label: `back-off of ${pod} is over`, input: { scheduler: 'activate', pod }, timer: true }];
    case 'unschedulable':
      // To flush a pod of which nothing changed would only repeat the verdict: the timer is armed when that may differ.
      return lostWakeup ? [{ label: `flush ${pod} from the unschedulable pods`, input: { scheduler: 'flush', pod }, timer: true }] : [];
    case 'gated':
      return [];
  }
}

/** A pod that has just come, or whose gates may have gone (PriorityQueue.Add, Update). */
export function enqueue(step: Step, pod: Pod): void {
  put(step, `queue/${podName(pod)}`, freshEntry(pod, step.check('podHasNoGates', hasNoGates(pod))));
}

export function freshEntry(pod: Pod, ready: boolean): QueuedPod {
  return { at: ready ? 'active' : 'gated', uid: pod.metadata.uid ?? '', priority: pod.spec.priority ?? 0 };
}

export function hasNoGates(pod: Pod): boolean {
  return (pod.spec.schedulingGates ?? []).length === 0;
}

/** Highest priority first; of equals the first by name, where Kubernetes takes the one that has waited longest. */
export function isNextInLine(view: View, name: string): boolean {
  const own = queued(view, name);
  if (own === undefined) return false;
  return names(view, 'queue/').every((other) => {
    const rival = queued(view, other);
    return other === name || rival?.at !== 'active' || rival.priority < own.priority || (rival.priority === own.priority && name < other);
  });
}

/** The back-off is over, or the pod has been unschedulable for so long that it is tried anyway. */
export function activate(step: Step, name: string, why: 'activate' | 'flush'): void {
  const pod = queued(step, name);
  if (pod?.at !== (why === 'activate' ? 'backoff' : 'unschedulable')) return step.impossible();
  put(step, `queue/${name}`, { at: 'active', uid: pod.uid, priority: pod.priority });
  if (why === 'flush') step.note(note('flushed', `${name} was unschedulable for too long: it is tried again`, { pod: name }));
}

/** Wakes the pods that the event may help, and records it for those that are between two queues. */
export function moveOnEvent(step: Step, event: ClusterEvent, except?: string): void {
  for (const name of names(step, 'queue/')) {
    const pod = queued(step, name);
    if (pod?.at === 'unschedulable' && name !== except) wake(step, name, pod, mayHelp(event, pod.rejectedBy ?? []));
  }
  for (const name of names(step, 'cycle/')) {
    const cycle = cycleOf(step, name);
    if (cycle?.value === 'unschedulable') recordInFlight(step, name, mayHelp(event, cycle.context.rejectedBy));
  }
}

/** Wakes one pod because it has changed itself. */
export function moveOnOwnUpdate(step: Step, name: string): void {
  const pod = queued(step, name);
  if (pod?.at === 'unschedulable') wake(step, name, pod, true);
  if (cycleOf(step, name)?.value === 'unschedulable') recordInFlight(step, name, true);
}

function wake(step: Step, name: string, pod: QueuedPod, helps: boolean): void {
  if (step.check('clusterEventMovesPod', helps)) put(step, `queue/${name}`, { at: 'backoff', uid: pod.uid, priority: pod.priority });
  else if (helps) put(step, `queue/${name}`, { ...pod, lostWakeup: true });
}

function recordInFlight(step: Step, name: string, helps: boolean): void {
  const event: CycleEvent = { type: 'CLUSTER_EVENT', helps };
  const next = schedulingCycle.next(step.get(`cycle/${name}`) as never, event, (guard, holds) => step.check(guard, holds));
  if (next.taken) step.set(`cycle/${name}`, next.state);
}

/** Whether a plugin that rejected the pod has registered for the event; rejected by none of them = anything may help. */
function mayHelp(event: ClusterEvent, rejectedBy: readonly string[]): boolean {
  return rejectedBy.length === 0 || filterPlugins.some((plugin) => rejectedBy.includes(plugin.name) && plugin.events.includes(event));
}
