import { decode } from '../decode.ts';
import { withDefaults } from '../defaults/index.ts';
import type { Kind, KubernetesObject, ObjectOf } from '../kinds.ts';
import { resourceOfKind } from '../resources.ts';
import type { Json } from '../../kernel/json.ts';
import type { Pod } from '../schema/pod.ts';
import { FieldErrors, type FieldError } from './fieldError.ts';
import { checkObjectMeta, nameFormatOf } from './metadata.ts';
import { checkBinding, checkLease, checkNode, checkPersistentVolume, checkPersistentVolumeClaim, checkRole, checkRoleBinding, checkStorageClass } from './others.ts';
import { Path } from './path.ts';
import { checkPodSpec } from './podSpec.ts';
import { checkLimitRange, checkPriorityClass, checkResourceQuota } from './policy.ts';
import { checkEndpointSlice, checkService } from './service.ts';
import { checkWebhooks } from './webhooks.ts';
import { checkDeployment, checkReplicaSet, checkStatefulSet } from './workloads.ts';

const checkers: { readonly [K in Kind]?: (errors: FieldErrors, object: ObjectOf<K>) => void } = {
  Binding: checkBinding,
  ClusterRole: checkRole,
  ClusterRoleBinding: checkRoleBinding,
  Deployment: checkDeployment,
  EndpointSlice: checkEndpointSlice,
  Lease: checkLease,
  LimitRange: checkLimitRange,
  MutatingWebhookConfiguration: checkWebhooks,
  Node: checkNode,
  PersistentVolume: checkPersistentVolume,
  PersistentVolumeClaim: checkPersistentVolumeClaim,
  Pod: (errors: FieldErrors, pod: Pod) => checkPodSpec(errors, Path.root.child('spec'), pod.spec),
  PriorityClass: checkPriorityClass,
  ReplicaSet: checkReplicaSet,
  ResourceQuota: checkResourceQuota,
  Role: checkRole,
  RoleBinding: checkRoleBinding,
  Service: checkService,
  StatefulSet: checkStatefulSet,
  StorageClass: checkStorageClass,
  ValidatingWebhookConfiguration: checkWebhooks,
};

/**
 * What the API server finds wrong with an object that is to be created, nothing when all is well: first whether
 * it can be decoded at all; then, with its defaults, whether its values make sense (kubernetes
 * pkg/apis/<group>/validation).
 */
export function validate(object: KubernetesObject | Json): readonly FieldError[] {
  const decoded = decode(object);
  if ('errors' in decoded) return decoded.errors;
  const defaulted = withDefaults(decoded.object);
  const { kind, metadata } = defaulted;
  const errors = new FieldErrors();
  // A binding has the name of its pod, which the pod's own creation has checked.
  if (kind !== 'Binding') checkObjectMeta(errors, Path.root.child('metadata'), metadata, resourceOfKind(kind).namespaced, nameFormatOf(kind));
  // The table pairs each kind with the function for its type.
  const checker = checkers[kind] as ((errors: FieldErrors, object: KubernetesObject) => void) | undefined;
  checker?.(errors, defaulted);
  return errors.all;
}
