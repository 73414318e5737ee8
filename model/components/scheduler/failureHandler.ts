import type { Step } from '../../kernel/step.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { sendRequest } from '../client/client.ts';
import { note } from '../notes.ts';
import { isAssigned } from './clusterEvents.ts';
import { cachedPod, put, queued, type CycleState, type Reporting, type ScheduledCondition, type SchedulerConfig } from './parts.ts';

export const failureGuards = {
  podIsStillUnassigned: 'a pod that the informer shows bound is not queued again after a failed attempt (schedule_one.go handleSchedulingFailure)',
} as const;

/** Puts the pod back, unless it is gone or bound after all (AddUnschedulableIfNotPresent). */
export function requeue(step: Step, name: string, withBackoff: boolean, cycle: CycleState): void {
  const pod = cachedPod(step, name);
  const { uid, rejectedBy, wakeup } = cycle.context;
  if (pod === undefined || pod.metadata.uid !== uid || queued(step, name) !== undefined) return;
  if (!step.check('podIsStillUnassigned', !isAssigned(pod))) return;
  const entry = { uid, priority: pod.spec.priority ?? 0 };
  if (withBackoff) put(step, `queue/${name}`, { ...entry, at: 'backoff' });
  else put(step, `queue/${name}`, { ...entry, at: 'unschedulable', rejectedBy, ...(wakeup === 'lost' && { lostWakeup: true }) });
}

/** The condition PodScheduled=False, unless the pod says so already. */
export function report(step: Step, config: SchedulerConfig, name: string, cycle: CycleState): void {
  const { message, node, uid } = cycle.context;
  const condition: ScheduledCondition = { reason: node === null ? 'Unschedulable' : 'SchedulerError', message };
  step.note(note(node === null ? 'unschedulable' : 'scheduling failed', `${name}: ${message}`, { pod: name, uid, reason: condition.reason, message }));
  const underway = step.get(`reporting/${name}`) as Reporting | undefined;
  if (underway !== undefined) put(step, `reporting/${name}`, { sent: underway.sent, next: condition });
  else send(step, config, name, condition);
}

/** The patch is answered, whatever the answer: a failure is only logged. One for the same pod may have waited for it. */
export function reported(step: Step, config: SchedulerConfig, name: string): void {
  const { sent, next } = step.get(`reporting/${name}`) as Reporting;
  put(step, `reporting/${name}`, undefined);
  if (next !== undefined && JSON.stringify(next) !== JSON.stringify(sent)) send(step, config, name, next);
}

function send(step: Step, config: SchedulerConfig, name: string, condition: ScheduledCondition): void {
  const pod = cachedPod(step, name);
  if (pod === undefined) return;
  const current = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (current?.status === 'False' && current.reason === condition.reason && current.message === condition.message) return;
  put(step, `reporting/${name}`, { sent: condition });
  const [namespace, podName] = name.split('/');
  // Conditions are merged by type (patchMergeKey), so the patch names its own only.
  const body: JsonObject = { status: { conditions: [{ type: 'PodScheduled', status: 'False', ...condition }] } };
  sendRequest(step, config.identity, `status/${name}`, { verb: 'patch', patchType: 'strategic', resource: 'pods', subresource: 'status', namespace: namespace ?? '', name: podName ?? '', body });
}
