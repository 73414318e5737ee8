import type { GuardTable } from '../../kernel/component.ts';
import type { Step } from '../../kernel/step.ts';
import type { KubernetesObject, Pod } from '../../objects/index.ts';
import type { ApiRequest } from '../client/protocol.ts';
import type { Rejection } from './admission/index.ts';
import { finalizersOf, metadataOf, someTime, withMetadata } from './metadata.ts';
import type { Plan } from './requestState.ts';
import { conflict } from './statusErrors.ts';
import { strategyOf } from './strategy.ts';

export const deletionGuards = {
  preconditionsHold: 'a delete with a UID or resourceVersion removes only that incarnation or version (apiserver pkg/registry/rest/delete.go BeforeDelete)',
  graceIsShorter: 'what is being deleted may only be given less time, never more (apiserver pkg/registry/rest/delete.go BeforeDelete)',
  podMayHaveContainers: 'a pod that a kubelet may be running is marked and given time; one that is unscheduled or finished goes at once (kubernetes pkg/registry/core/pod/strategy.go CheckGracefulDelete)',
  noFinalizerIsLeft: 'an object stays until whoever put a finalizer has taken it off (Kubernetes docs, "Finalizers"; apiserver registry/store.go ShouldDeleteDuringUpdate)',
} as const satisfies GuardTable;

export type Deletion = { readonly rejection: Rejection } | { readonly pending: KubernetesObject } | { readonly plan: Plan };

/**
 * What a DELETE does to the object as it is stored (apiserver pkg/registry/generic/registry/store.go Delete and
 * pkg/registry/rest/delete.go BeforeDelete): pods are marked and given time; what has finalizers is marked and
 * waits for them; everything else goes. A pod with grace 0 is marked first and removed in a second transaction.
 */
export function planDeletion(step: Step, request: ApiRequest, stored: KubernetesObject): Deletion {
  const violated = violatedPrecondition(step, request, stored);
  if (violated !== undefined) return { rejection: violated };
  const isDeleting = metadataOf(stored).deletionTimestamp !== undefined;
  const mayGo = step.check('noFinalizerIsLeft', finalizersOf(stored).length === 0);
  if (request.resource === 'pods') return isDeleting ? deleteAgain(step, request, stored, mayGo) : markPod(step, request, stored as Pod, mayGo);
  if (mayGo) return { plan: { change: 'delete' } };
  return isDeleting ? { pending: stored } : { plan: { change: 'put', object: mark(request.resource, stored, 0) } };
}

/** @returns why the deletion must not go on with this object */
export function violatedPrecondition(step: Step, request: ApiRequest, stored: KubernetesObject): Rejection | undefined {
  const { uid, resourceVersion } = request.options?.preconditions ?? {};
  const metadata = metadataOf(stored);
  const other = [
    ...(uid !== undefined && uid !== metadata.uid ? [`the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`] : []),
    ...(resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion ? [`the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${metadata.resourceVersion}). The object might have been modified`] : []),
  ];
  if ((uid === undefined && resourceVersion === undefined) || step.check('preconditionsHold', other.length === 0)) return undefined;
  return conflict(request.resource, metadata.name ?? '', other[0] ?? 'the preconditions do not hold');
}

function markPod(step: Step, request: ApiRequest, pod: Pod, mayGo: boolean): Deletion {
  const finished = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
  const mayRun = step.check('podMayHaveContainers', Boolean(pod.spec.nodeName) && !finished);
  const wanted = request.options?.gracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? 30;
  return marking(request, pod, mayRun ? Math.max(wanted, wanted < 0 ? 1 : 0) : 0, mayGo);
}

function deleteAgain(step: Step, request: ApiRequest, pod: KubernetesObject, mayGo: boolean): Deletion {
  const left = metadataOf(pod).deletionGracePeriodSeconds ?? 0;
  // Marked with grace 0 and still there: an earlier deletion got stuck between its two transactions.
  if (left === 0) return mayGo ? { plan: { change: 'delete' } } : { pending: pod };
  const wanted = request.options?.gracePeriodSeconds;
  if (wanted === undefined || !step.check('graceIsShorter', wanted < left)) return { pending: pod };
  return marking(request, pod, Math.max(wanted, 0), mayGo);
}

function marking(request: ApiRequest, object: KubernetesObject, grace: number, mayGo: boolean): Deletion {
  return { plan: { change: 'put', object: mark(request.resource, object, grace), ...(grace === 0 && mayGo && { thenRemove: true }) } };
}

function mark(resource: string, object: KubernetesObject, grace: number): KubernetesObject {
  const { deletionTimestamp, generation } = metadataOf(object);
  const isNew = deletionTimestamp === undefined;
  const marked = withMetadata(object, {
    deletionTimestamp: deletionTimestamp ?? someTime,
    deletionGracePeriodSeconds: grace,
    ...(isNew && generation !== undefined && { generation: generation + 1 }),
  });
  return (isNew ? strategyOf(resource).marked?.(marked) : undefined) ?? marked;
}

/** An update that leaves a deleted object without finalizers and without grace removes it. */
export function updateRemoves(step: Step, stored: KubernetesObject, next: KubernetesObject): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds } = metadataOf(stored);
  if (deletionTimestamp === undefined || (deletionGracePeriodSeconds ?? 0) !== 0) return false;
  return step.check('noFinalizerIsLeft', finalizersOf(next).length === 0);
}
