import type { Json } from '../../kernel/json.ts';
import { sameJson } from '../../kernel/canonical.ts';
import { applyDefaults } from '../defaults/index.ts';
import type { KubernetesObject } from '../kinds.ts';
import { FieldErrors, type FieldError } from './fieldError.ts';
import { Path } from './path.ts';
import { checkPodUpdate } from './podUpdate.ts';

const metadata = Path.root.child('metadata');
const immutable = 'field is immutable';

/** Fields that never change, by kind (the kinds' Validate…Update functions). */
const fixedFields: { readonly [kind: string]: readonly (readonly string[])[] | undefined } = {
  Deployment: [['spec', 'selector']],
  ReplicaSet: [['spec', 'selector']],
  StatefulSet: [['spec', 'selector'], ['spec', 'serviceName'], ['spec', 'podManagementPolicy'], ['spec', 'volumeClaimTemplates']],
  RoleBinding: [['roleRef']],
  ClusterRoleBinding: [['roleRef']],
  PriorityClass: [['value'], ['preemptionPolicy']],
  StorageClass: [['provisioner'], ['parameters'], ['reclaimPolicy'], ['volumeBindingMode']],
  Secret: [['type']],
  EndpointSlice: [['addressType']],
};

/**
 * What the API server finds wrong with replacing an object by another one, besides what {@link validate} finds
 * in the new one: fields that may not change, or only in some ways.
 *
 * @param changed what is to be stored; first, as in Kubernetes' own `ValidatePodUpdate(newPod, oldPod)`
 * @param old as it is stored
 */
export function validateUpdate(changed: KubernetesObject, old: KubernetesObject): readonly FieldError[] {
  const errors = new FieldErrors();
  const [before, after] = [applyDefaults(old), applyDefaults(changed)];
  checkMetadata(errors, before, after);
  if (before.kind === 'Pod' && after.kind === 'Pod') checkPodUpdate(errors, before, after);
  for (const fields of fixedFields[after.kind] ?? []) checkFixed(errors, before, after, fields);
  if ((before.kind === 'ConfigMap' || before.kind === 'Secret') && before.immutable === true) {
    if (!sameJson(valueAt(before, ['data']), valueAt(after, ['data']))) errors.forbidden(Path.root.child('data'), 'field is immutable when `immutable` is set');
    if (valueAt(after, ['immutable']) !== true) errors.forbidden(Path.root.child('immutable'), 'field is immutable when `immutable` is set');
  }
  return errors.all;
}

/** apimachinery pkg/api/validation/objectmeta.go ValidateObjectMetaAccessorUpdate */
function checkMetadata(errors: FieldErrors, { metadata: before }: KubernetesObject, { metadata: after }: KubernetesObject): void {
  for (const field of ['name', 'namespace', 'uid', 'creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds'] as const) {
    if (before[field] !== after[field]) errors.invalid(metadata.child(field), after[field] ?? '', immutable);
  }
  if ((after.generation ?? 0) < (before.generation ?? 0)) errors.invalid(metadata.child('generation'), after.generation ?? 0, 'must not be decremented');
  const added = (after.finalizers ?? []).filter((finalizer) => !(before.finalizers ?? []).includes(finalizer));
  if (before.deletionTimestamp !== undefined && added.length > 0) {
    errors.forbidden(metadata.child('finalizers'), `no new finalizers can be added if the object is being deleted, found new finalizers []string{${added.map((name) => JSON.stringify(name)).join(', ')}}`);
  }
}

function checkFixed(errors: FieldErrors, before: KubernetesObject, after: KubernetesObject, fields: readonly string[]): void {
  const value = valueAt(after, fields);
  if (!sameJson(valueAt(before, fields), value)) errors.invalid(Path.root.child(...fields), value ?? null, immutable);
}

function valueAt(object: KubernetesObject, fields: readonly string[]): Json | undefined {
  return fields.reduce<Json | undefined>((value, field) => (value as { readonly [field: string]: Json | undefined } | undefined)?.[field], object);
}
