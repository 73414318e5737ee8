import type { JsonObject } from '../../kernel/json.ts';
import type { Step } from '../../kernel/step.ts';
import type { Pod } from '../../objects/index.ts';
import { conditionsOf, ownConditions } from './conditions.ts';
import { containerStatuses } from './containerStatus.ts';
import type { Kubelet, WorkerState } from './parts.ts';
import { isEnding, phaseOf, type Phase } from './phase.ts';
import { declaredContainers } from './podSpec.ts';

/** The part of a pod's status that its kubelet owns. */
export type OwnStatus = JsonObject & { readonly phase: Phase };

const ownFields = ['phase', 'reason', 'message', 'hostIP', 'podIP', 'podIPs', 'initContainerStatuses', 'containerStatuses'] as const;

/** What the API says, in the same form. */
export function publishedStatus(pod: Pod): OwnStatus {
  const status = (pod.status ?? {}) as JsonObject;
  const conditions = allConditions(pod).filter(({ type }) => ownConditions.includes(type));
  const order = ({ type }: Condition): number => ownConditions.indexOf(type);
  const fields = Object.fromEntries(ownFields.flatMap((field) => (status[field] === undefined ? [] : [[field, status[field]] as const])));
  return { ...fields, phase: (status['phase'] ?? 'Pending') as Phase, conditions: [...conditions].sort((a, b) => order(a) - order(b)) };
}

type Condition = JsonObject & { readonly type: string };

function allConditions(pod: Pod): readonly Condition[] {
  return pod.status?.conditions ?? [];
}

/** kubelet_pods.go generateAPIPodStatus. */
export function newStatus(step: Step, kubelet: Kubelet, uid: string, worker: WorkerState, pod: Pod, last: OwnStatus): OwnStatus {
  const phase = phaseOf(step, uid, worker, pod, last.phase);
  const { context } = worker;
  // Nothing is known of a pod that had ended before; what the API says stays.
  if (context.terminal) return { ...last, phase };
  if (context.rejection !== null) return { ...last, ...context.rejection, message: `Pod was rejected: ${context.rejection.message}`, phase };
  const declared = declaredContainers(pod);
  const facts = { hasInits: declared.some(({ kind }) => kind !== 'app'), isEnding: isEnding(worker) };
  const statuses = (isApp: boolean): readonly JsonObject[] => containerStatuses(step, uid, declared.filter(({ kind }) => (kind === 'app') === isApp), facts);
  const inits = statuses(false);
  const hostIP = kubelet.node.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address;
  return {
    phase,
    ...(hostIP !== undefined && { hostIP }),
    ...(context.ip !== '' && { podIP: context.ip, podIPs: [{ ip: context.ip }] }),
    conditions: conditionsOf(step, uid, worker, pod, phase),
    ...(inits.length > 0 && { initContainerStatuses: inits }),
    containerStatuses: statuses(true),
  };
}

/** The strategic merge patch that makes the published status the new one; it leaves conditions of others alone (status_manager.go syncPod). */
export function statusPatch(pod: Pod, status: OwnStatus): JsonObject {
  const published = publishedStatus(pod);
  const removed = Object.fromEntries(ownFields.filter((field) => published[field] !== undefined && status[field] === undefined).map((field) => [field, null] as const));
  const conditions = (status['conditions'] ?? []) as readonly JsonObject[];
  return { metadata: { uid: pod.metadata.uid }, status: { ...removed, ...status, conditions: conditions.map((condition) => ({ reason: null, message: null, ...condition })) } };
}
