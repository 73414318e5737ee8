import type { Lease } from '../schema/cluster.ts';
import type { Node } from '../schema/node.ts';
import type { Binding } from '../schema/pod.ts';
import type { ClusterRole, ClusterRoleBinding, Role, RoleBinding } from '../schema/rbac.ts';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../schema/storage.ts';
import type { FieldErrors } from './fieldError.ts';
import { checkNodeSelector } from './affinity.ts';
import { Path } from './path.ts';
import { checkQuantities } from './resources.ts';
import { checkTaints } from './scheduling.ts';

const root = Path.root;

/** kubernetes pkg/apis/core/validation/validation.go ValidatePodBinding */
export function checkBinding(errors: FieldErrors, { target }: Binding): void {
  if (target.kind && target.kind !== 'Node') errors.unsupported(root.child('target', 'kind'), target.kind, ['Node', '<empty>']);
  if (!target.name) errors.required(root.child('target', 'name'));
}

export function checkNode(errors: FieldErrors, { spec, status }: Node): void {
  checkTaints(errors, root.child('spec', 'taints'), spec?.taints ?? []);
  checkQuantities(errors, root.child('status', 'capacity'), status?.capacity);
  checkQuantities(errors, root.child('status', 'allocatable'), status?.allocatable);
}

export function checkPersistentVolume(errors: FieldErrors, { spec }: PersistentVolume): void {
  const at = root.child('spec');
  if ((spec.accessModes ?? []).length === 0) errors.required(at.child('accessModes'));
  if (spec.capacity?.['storage'] === undefined) errors.required(at.child('capacity'));
  checkQuantities(errors, at.child('capacity'), spec.capacity);
  if (spec.nodeAffinity?.required !== undefined) checkNodeSelector(errors, at.child('nodeAffinity', 'required'), spec.nodeAffinity.required);
}

export function checkPersistentVolumeClaim(errors: FieldErrors, { spec }: PersistentVolumeClaim): void {
  const at = root.child('spec');
  if ((spec.accessModes ?? []).length === 0) errors.required(at.child('accessModes'), 'at least 1 access mode is required');
  if (spec.resources?.requests?.['storage'] === undefined) errors.required(at.child('resources').key('storage'));
  checkQuantities(errors, at.child('resources', 'requests'), spec.resources?.requests);
}

const bindingModes = ['Immediate', 'WaitForFirstConsumer'];

export function checkStorageClass(errors: FieldErrors, { provisioner, volumeBindingMode }: StorageClass): void {
  if (provisioner === '') errors.required(root.child('provisioner'));
  if (volumeBindingMode && !bindingModes.includes(volumeBindingMode)) errors.unsupported(root.child('volumeBindingMode'), volumeBindingMode, bindingModes);
}

/** kubernetes pkg/apis/rbac/validation/validation.go */
export function checkRole(errors: FieldErrors, { rules = [] }: Role | ClusterRole): void {
  for (const [index, rule] of rules.entries()) {
    const at = root.child('rules').index(index);
    if (rule.verbs.length === 0) errors.required(at.child('verbs'), 'verbs must contain at least one value');
    if ((rule.nonResourceURLs ?? []).length > 0) continue;
    if ((rule.apiGroups ?? []).length === 0) errors.required(at.child('apiGroups'), 'resource rules must supply at least one api group');
    if ((rule.resources ?? []).length === 0) errors.required(at.child('resources'), 'resource rules must supply at least one resource');
  }
}

const subjectKinds = ['ServiceAccount', 'User', 'Group'];

export function checkRoleBinding(errors: FieldErrors, binding: RoleBinding | ClusterRoleBinding): void {
  const { roleRef, subjects = [] } = binding;
  const kinds = binding.kind === 'ClusterRoleBinding' ? ['ClusterRole'] : ['Role', 'ClusterRole'];
  if (!kinds.includes(roleRef.kind)) errors.unsupported(root.child('roleRef', 'kind'), roleRef.kind, kinds);
  if (roleRef.name === '') errors.required(root.child('roleRef', 'name'));
  for (const [index, subject] of subjects.entries()) {
    const at = root.child('subjects').index(index);
    if (subject.name === '') errors.required(at.child('name'));
    if (!subjectKinds.includes(subject.kind)) errors.unsupported(at.child('kind'), subject.kind, subjectKinds);
    if (subject.kind === 'ServiceAccount' && !subject.namespace && binding.kind === 'ClusterRoleBinding') errors.required(at.child('namespace'));
  }
}

/** kubernetes pkg/apis/coordination/validation/validation.go */
export function checkLease(errors: FieldErrors, { spec }: Lease): void {
  const { leaseDurationSeconds: duration, leaseTransitions: transitions } = spec ?? {};
  if (duration !== undefined && duration <= 0) errors.invalid(root.child('spec', 'leaseDurationSeconds'), duration, 'must be greater than 0');
  if (transitions !== undefined && transitions < 0) errors.invalid(root.child('spec', 'leaseTransitions'), transitions, 'must be greater than or equal to 0');
}
