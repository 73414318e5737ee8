import type { Namespace, PriorityClass, Secret } from '../schema/cluster.ts';
import type { Node } from '../schema/node.ts';
import type { LimitRange } from '../schema/policy.ts';
import type { ClusterRoleBinding, RoleBinding, Subject } from '../schema/rbac.ts';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../schema/storage.ts';
import { change, fill } from './fill.ts';

/** Defaults of single fields: pkg/apis/core/v1, storage/v1, scheduling/v1 and rbac/v1 defaults.go. */
export function defaultNamespace(namespace: Namespace): Namespace {
  const { name, labels } = namespace.metadata;
  const metadata = name === '' ? namespace.metadata : { ...namespace.metadata, labels: { ...labels, 'kubernetes.io/metadata.name': name } };
  return { ...namespace, metadata, status: fill(namespace.status ?? {}, { phase: 'Active' }) };
}

export function defaultNode(node: Node): Node {
  return change(node, 'status', (status) => fill(status, { allocatable: status.capacity }));
}

export function defaultSecret(secret: Secret): Secret {
  return fill(secret, { type: 'Opaque' });
}

export function defaultPriorityClass(priorityClass: PriorityClass): PriorityClass {
  return fill(priorityClass, { preemptionPolicy: 'PreemptLowerPriority' });
}

export function defaultPersistentVolume(volume: PersistentVolume): PersistentVolume {
  return { ...volume, spec: fill(volume.spec, { persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' }), status: fill(volume.status ?? {}, { phase: 'Pending' }) };
}

export function defaultPersistentVolumeClaim(claim: PersistentVolumeClaim): PersistentVolumeClaim {
  return { ...claim, spec: fill(claim.spec, { volumeMode: 'Filesystem' }), status: fill(claim.status ?? {}, { phase: 'Pending' }) };
}

export function defaultStorageClass(storageClass: StorageClass): StorageClass {
  return fill(storageClass, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' });
}

/** A container's limits default to the maximum, its requests to the default limit or else the minimum. */
export function defaultLimitRange(range: LimitRange): LimitRange {
  const limits = range.spec.limits.map((item) => {
    if (item.type !== 'Container') return item;
    const limit = { ...item.max, ...item.default };
    return { ...item, default: limit, defaultRequest: { ...item.min, ...limit, ...item.defaultRequest } };
  });
  return { ...range, spec: { ...range.spec, limits } };
}

const rbacGroup = 'rbac.authorization.k8s.io';

export function defaultRoleBinding<T extends RoleBinding | ClusterRoleBinding>(binding: T): T {
  const withRef = { ...binding, roleRef: fill(binding.roleRef, { apiGroup: rbacGroup }) };
  return change(withRef, 'subjects', (subjects: readonly Subject[]) => subjects.map((subject) => (subject.kind === 'ServiceAccount' ? subject : fill(subject, { apiGroup: rbacGroup }))));
}
