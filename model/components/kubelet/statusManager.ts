import { canonicalText } from '../../kernel/canonical.ts';
import type { Internal } from '../../kernel/component.ts';
import type { Step } from '../../kernel/step.ts';
import type { Pod } from '../../objects/index.ts';
import { sendRequest } from '../client/client.ts';
import { succeeded, type ApiReply } from '../client/protocol.ts';
import { note } from '../notes.ts';
import { mayRun } from './container.ts';
import { containersOf, podOf, statusPart, workerOf, type Kubelet, type StatusState, type WorkerState } from './parts.ts';
import { newStatus, publishedStatus, statusPatch, type OwnStatus } from './status.ts';

export const statusGuards = {
  podUIDMatches: 'a status is written to, and a deletion asked for, the pod that it is about, not a later one of the same name (status_manager.go syncPod; issues 104648, 113145)',
  allContainersStopped: 'the pod is removed from the API only when nothing of it is left on the node (status_manager.go canBeDeleted; kubelet_pods.go PodCouldHaveRunningContainers)',
} as const;

/** Sends a pod's status if it is not what the API server has confirmed; one request a pod is under way at most. */
export function report(step: Step, kubelet: Kubelet, uid: string): void {
  const worker = workerOf(step, uid);
  if (worker === undefined || worker.value === 'admitting') return;
  const pod = step.get(`cache/pods/${worker.context.pod}`) as Pod | undefined;
  if (pod === undefined || !step.check('podUIDMatches', pod.metadata.uid === uid)) return;
  const state = statusOf(step, uid, worker);
  if (state.inFlight !== undefined || state.failed || state.deletion !== undefined) return;
  const last = lastStatus(state, pod);
  const status = newStatus(step, kubelet, uid, worker, pod, last);
  if (canonicalText(status, 'status') !== canonicalText(last, 'status')) send(step, kubelet, uid, pod, state, status);
  else if (pod.metadata.deletionTimestamp !== undefined && step.check('allContainersStopped', isReclaimed(step, uid, worker))) remove(step, kubelet, uid, pod, state);
}

function statusOf(step: Step, uid: string, worker: WorkerState): StatusState {
  return (step.get(statusPart(uid)) as StatusState | undefined) ?? { pod: worker.context.pod };
}

/**
 * What the API server has, as far as is known: what it confirmed, or what the watch has shown since. A patch of an
 * earlier life of this kubelet may arrive late (status_manager.go needsReconcile).
 */
function lastStatus(state: StatusState, pod: Pod): OwnStatus {
  const isNewer = Number(pod.metadata.resourceVersion ?? 0) > Number(state.version ?? Infinity);
  return (isNewer ? undefined : (state.acknowledged as OwnStatus | undefined)) ?? publishedStatus(pod);
}

function isReclaimed(step: Step, uid: string, worker: WorkerState): boolean {
  return worker.value === 'finished' && !containersOf(step, uid).some(({ value }) => mayRun(value));
}

function send(step: Step, kubelet: Kubelet, uid: string, pod: Pod, state: StatusState, status: OwnStatus): void {
  step.set(statusPart(uid), { ...state, inFlight: status } satisfies StatusState);
  step.note(note('status reported', `${kubelet.name} reports ${state.pod} ${summary(status)}`, { uid, phase: status.phase }));
  sendRequest(step, kubelet.informers.identity, `status/${uid}`, { ...target(pod), verb: 'patch', patchType: 'strategic', subresource: 'status', body: statusPatch(pod, status) });
}

/** Grace 0: the kubelet is done with it. */
function remove(step: Step, kubelet: Kubelet, uid: string, pod: Pod, state: StatusState): void {
  step.set(statusPart(uid), { ...state, deletion: 'sending' } satisfies StatusState);
  step.note(note('removal requested', `${kubelet.name} asks for ${state.pod} to be removed`, { uid }));
  const options = { gracePeriodSeconds: 0, ...(pod.metadata.uid !== undefined && { preconditions: { uid: pod.metadata.uid } }) };
  sendRequest(step, kubelet.informers.identity, `delete/${uid}`, { ...target(pod), verb: 'delete', options });
}

function target(pod: Pod) {
  return { resource: 'pods', ...(pod.metadata.namespace !== undefined && { namespace: pod.metadata.namespace }), name: pod.metadata.name };
}

function summary(status: OwnStatus): string {
  const ready = (status['conditions'] as readonly { readonly type: string; readonly status: string }[] | undefined)?.find(({ type }) => type === 'Ready');
  return ready?.status === 'True' ? `${status.phase} and Ready` : status.phase;
}

/** The API server answered, or did not. What it refuses is sent again with the next round, unless the pod has gone (status_manager.go syncBatch). */
export function statusReplied(step: Step, kubelet: Kubelet, uid: string, purpose: 'status' | 'delete', reply: ApiReply): void {
  const state = step.get(statusPart(uid)) as StatusState | undefined;
  if (state === undefined) return;
  const { inFlight, deletion: _, ...settled } = state;
  const isOver = reply.code === 404 || (reply.code === 409 && !isOurs(step, uid, state));
  if (!succeeded(reply) && !isOver) step.set(statusPart(uid), { ...settled, failed: true } satisfies StatusState);
  else if (purpose === 'delete') step.set(statusPart(uid), { ...settled, deletion: 'sent' } satisfies StatusState);
  else step.set(statusPart(uid), { ...settled, ...(inFlight && { acknowledged: inFlight }), ...versionOf(reply) } satisfies StatusState);
  if (succeeded(reply) && purpose === 'status') step.note(note('status acknowledged', `the API server has the status of ${state.pod}`, { uid }));
  report(step, kubelet, uid);
}

function versionOf(reply: ApiReply): Pick<StatusState, 'version'> {
  const version = (reply.object as { readonly metadata?: { readonly resourceVersion?: string } } | undefined)?.metadata?.resourceVersion;
  return version === undefined ? {} : { version };
}

/** A conflict that is not about the UID passes. */
function isOurs(step: Step, uid: string, state: StatusState): boolean {
  return podOf(step, uid, state.pod) !== undefined;
}

export function statusInternals(part: StatusState, key: string): readonly Internal[] {
  return part.failed ? [{ label: `report ${part.pod} again`, input: { work: 'report', uid: key.slice('status/'.length) }, timer: true }] : [];
}

export function reportAgain(step: Step, kubelet: Kubelet, uid: string): void {
  const state = step.get(statusPart(uid)) as StatusState | undefined;
  if (!state?.failed) return step.impossible();
  const { failed: _, ...rest } = state;
  step.set(statusPart(uid), rest);
  report(step, kubelet, uid);
}
