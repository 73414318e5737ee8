import type { Parts } from '../../kernel/component.ts';
import type { Step } from '../../kernel/step.ts';
import type { KubernetesObject, Pod } from '../../objects/index.ts';
import type { InformerEvent } from '../client/informer.ts';
import { note } from '../notes.ts';
import { clusterEventOf, isAssigned, isTerminal, same } from './clusterEvents.ts';
import { assumed, cycleOf, podName, put, queued, type SchedulerConfig } from './parts.ts';
import { enqueue, freshEntry, hasNoGates, moveOnEvent, moveOnOwnUpdate } from './queue.ts';

/** What the scheduler does when its informers tell it of a change (pkg/scheduler/eventhandlers.go). */
export function onEvent(step: Step, config: SchedulerConfig, event: InformerEvent): void {
  const wasAnother = event.resource === 'pods' && event.old !== undefined && event.old.metadata.uid !== event.object.metadata.uid;
  if (wasAnother && event.type === 'MODIFIED') {
    // Deleted and created again between two looks: two changes.
    onEvent(step, config, { ...event, type: 'DELETED', object: event.old });
    onEvent(step, config, { type: 'ADDED', resource: event.resource, object: event.object });
    return;
  }
  if (event.resource === 'pods') podChanged(step, config, event);
  const clusterEvent = clusterEventOf(event);
  if (clusterEvent !== undefined) moveOnEvent(step, clusterEvent);
}

function podChanged(step: Step, config: SchedulerConfig, event: InformerEvent): void {
  const pod = event.object as Pod;
  const name = podName(pod);
  if (event.type === 'DELETED' || isTerminal(pod)) podGone(step, name, pod);
  else if (isAssigned(pod)) podAssigned(step, name, pod);
  else if (isResponsible(config, pod)) unassignedPodChanged(step, name, pod, event.old as Pod | undefined);
}

/** Pods name their scheduler (eventhandlers.go responsibleForPod). */
export function isResponsible(config: SchedulerConfig, pod: Pod): boolean {
  return (pod.spec.schedulerName ?? 'default-scheduler') === config.schedulerName;
}

/** The queue at a warm start: the pods that wait for this scheduler. */
export function waitingPods(config: SchedulerConfig, objects: readonly KubernetesObject[]): Parts {
  const waiting = objects.filter((object): object is Pod => object.kind === 'Pod').filter((pod) => (pod.spec.nodeName ?? '') === '' && !isTerminal(pod) && isResponsible(config, pod));
  return Object.fromEntries(waiting.map((pod) => [`queue/${podName(pod)}`, freshEntry(pod, hasNoGates(pod))]));
}

/** Bound, whoever did it: it needs no queue, and the watch now says what was assumed. */
function podAssigned(step: Step, name: string, pod: Pod): void {
  if (queued(step, name) !== undefined) put(step, `queue/${name}`, undefined);
  const assumption = assumed(step, name);
  if (assumption === undefined || assumption.uid !== pod.metadata.uid) return;
  put(step, `assumed/${name}`, undefined);
  step.note(note('confirmed', `${name} is seen bound to ${pod.spec.nodeName}`, { pod: name, uid: assumption.uid, node: pod.spec.nodeName ?? '' }));
}

/** An assumption whose bind is still under way is left to its binding cycle, which will fail. */
function podGone(step: Step, name: string, pod: Pod): void {
  if (queued(step, name) !== undefined) put(step, `queue/${name}`, undefined);
  const assumption = assumed(step, name);
  if (assumption !== undefined && assumption.uid === pod.metadata.uid && (assumption.phase === 'bound' || isBoundObject(pod))) put(step, `assumed/${name}`, undefined);
}

function isBoundObject(pod: Pod): boolean {
  return (pod.spec.nodeName ?? '') !== '';
}

function unassignedPodChanged(step: Step, name: string, pod: Pod, old: Pod | undefined): void {
  if (!step.check('podIsNotAssumed', assumed(step, name)?.uid !== pod.metadata.uid)) return;
  const cycle = cycleOf(step, name);
  // An attempt that has failed puts its own pod back, not one that was created under its name meanwhile.
  const comesBack = cycle?.value === 'unschedulable' && cycle.context.uid === pod.metadata.uid;
  if (comesBack || queued(step, name)?.at === 'unschedulable') {
    if (old !== undefined && !same(schedulingProperties(old), schedulingProperties(pod))) moveOnOwnUpdate(step, name);
    return;
  }
  const at = queued(step, name)?.at;
  if (at === undefined || at === 'gated') enqueue(step, pod);
}

/** What a verdict on the pod can depend on; its status is not among it. */
function schedulingProperties(pod: Pod) {
  return JSON.parse(JSON.stringify([pod.metadata.labels ?? null, pod.spec, pod.metadata.deletionTimestamp ?? null])) as readonly (string | null)[];
}
