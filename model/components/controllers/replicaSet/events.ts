import { canonicalText } from '../../../kernel/canonical.ts';
import { matchesLabelSelector, type OwnerReference, type Pod, type ReplicaSet } from '../../../objects/index.ts';
import type { InformerEvent } from '../../client/informer.ts';
import type { ControllerStep } from '../controller.ts';
import { creationObserved, deletionObserved, forgetExpectations } from '../expectations.ts';
import { controllerOf } from '../ownership.ts';
import { isDeleting, queueKey } from '../podState.ts';

/** Which ReplicaSets an event concerns; observed creations and deletions are expected no longer (replica_set.go, addPod, updatePod, deletePod). */
export function replicaSetEvent(step: ControllerStep, event: InformerEvent): readonly string[] {
  if (event.resource === 'replicasets') return replicaSetChanged(step, event);
  const pod = event.object as Pod;
  switch (event.type) {
    case 'ADDED':
      return step.check('deletionIsUnderWay', isDeleting(pod)) ? podDeleted(step, pod) : podAdded(step, pod);
    case 'MODIFIED':
      return podUpdated(step, pod, event.old as Pod | undefined);
    case 'DELETED':
      return podDeleted(step, pod);
  }
}

function replicaSetChanged(step: ControllerStep, { type, object, old }: InformerEvent): readonly string[] {
  const key = queueKey(object);
  const isTheSame = old === undefined || type === 'DELETED' || step.check('replicaSetIsTheSame', old.metadata.uid === object.metadata.uid);
  if (type === 'DELETED' || !isTheSame) forgetExpectations(step, key);
  return [key];
}

function podAdded(step: ControllerStep, pod: Pod): readonly string[] {
  if (controllerOf(pod) === undefined) return replicaSetsMatching(step, pod);
  const replicaSet = owner(step, pod, controllerOf(pod));
  if (replicaSet === undefined) return [];
  creationObserved(step, queueKey(replicaSet));
  return [queueKey(replicaSet)];
}

function podUpdated(step: ControllerStep, pod: Pod, old: Pod | undefined): readonly string[] {
  if (step.check('deletionIsUnderWay', isDeleting(pod))) return podDeleted(step, pod);
  const before = old && controllerOf(old);
  const now = controllerOf(pod);
  const ownerChanged = before?.uid !== now?.uid;
  const left = ownerChanged && old ? owner(step, old, before) : undefined;
  const kept = owner(step, pod, now);
  const orphan = now === undefined && (ownerChanged || labelsChanged(pod, old)) ? replicaSetsMatching(step, pod) : [];
  return [...(left ? [queueKey(left)] : []), ...(kept ? [queueKey(kept)] : []), ...orphan];
}

function podDeleted(step: ControllerStep, pod: Pod): readonly string[] {
  const replicaSet = owner(step, pod, controllerOf(pod));
  if (replicaSet === undefined) return [];
  deletionObserved(step, queueKey(replicaSet), queueKey(pod));
  return [queueKey(replicaSet)];
}

/** The ReplicaSet that a controllerRef means, if the cache knows it (resolveControllerRef). */
function owner(step: ControllerStep, pod: Pod, reference: OwnerReference | undefined): ReplicaSet | undefined {
  if (reference?.kind !== 'ReplicaSet') return undefined;
  const replicaSet = step.cachedObject<ReplicaSet>('replicasets', pod.metadata.namespace, reference.name);
  return replicaSet !== undefined && step.check('controllerUIDMatches', replicaSet.metadata.uid === reference.uid) ? replicaSet : undefined;
}

function replicaSetsMatching(step: ControllerStep, pod: Pod): readonly string[] {
  return step
    .cached<ReplicaSet>('replicasets', pod.metadata.namespace)
    .filter((replicaSet) => matchesLabelSelector(replicaSet.spec.selector, pod.metadata.labels))
    .map(queueKey);
}

function labelsChanged(pod: Pod, old: Pod | undefined): boolean {
  const text = (labels: Pod['metadata']['labels']): string => canonicalText(labels ?? {}, 'labels');
  return old === undefined || text(pod.metadata.labels) !== text(old.metadata.labels);
}
