import type { Container } from '../schema/container.ts';
import type { PodSpec } from '../schema/pod.ts';
import { checkAffinity } from './affinity.ts';
import { checkContainer, checkHostPorts, type ContainerContext } from './container.ts';
import { dns1123Label, dns1123Subdomain, qualifiedName } from './formats.ts';
import type { FieldErrors } from './fieldError.ts';
import { checkLabels } from './metadata.ts';
import type { Path } from './path.ts';
import { checkQuantities, checkResources } from './resources.ts';
import { checkSchedulingGates, checkTolerations, checkTopologySpread } from './scheduling.ts';
import { checkVolumes } from './volumes.ts';

const restartPolicies = ['Always', 'OnFailure', 'Never'];
const dnsPolicies = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const maxInt32 = 2_147_483_647;

/** kubernetes pkg/apis/core/validation/validation.go ValidatePodSpec */
export function checkPodSpec(errors: FieldErrors, path: Path, spec: PodSpec): void {
  checkVolumes(errors, path.child('volumes'), spec.volumes ?? []);
  checkAllContainers(errors, path, spec);
  checkEnumerations(errors, path, spec);
  checkLabels(errors, path.child('nodeSelector'), spec.nodeSelector);
  for (const field of ['serviceAccountName', 'nodeName', 'priorityClassName', 'runtimeClassName'] as const) checkReference(errors, path, spec, field, dns1123Subdomain);
  for (const field of ['hostname', 'subdomain'] as const) checkReference(errors, path, spec, field, dns1123Label);
  checkReference(errors, path, spec, 'schedulerName', qualifiedName);
  if (spec.affinity !== undefined) checkAffinity(errors, path.child('affinity'), spec.affinity);
  checkTolerations(errors, path.child('tolerations'), spec.tolerations ?? []);
  checkTopologySpread(errors, path.child('topologySpreadConstraints'), spec.topologySpreadConstraints ?? []);
  checkSchedulingGates(errors, path.child('schedulingGates'), spec.schedulingGates ?? []);
  for (const [index, { conditionType }] of (spec.readinessGates ?? []).entries()) errors.invalidEach(path.child('readinessGates').index(index).child('conditionType'), conditionType, qualifiedName(conditionType));
  const { activeDeadlineSeconds: deadline, terminationGracePeriodSeconds: grace } = spec;
  if (deadline !== undefined && (deadline < 1 || deadline > maxInt32)) errors.invalid(path.child('activeDeadlineSeconds'), deadline, `must be between 1 and ${maxInt32}, inclusive`);
  if (grace !== undefined && grace < 0) errors.invalid(path.child('terminationGracePeriodSeconds'), grace, 'must be greater than or equal to 0');
  checkQuantities(errors, path.child('overhead'), spec.overhead);
  checkResources(errors, path.child('resources'), spec.resources);
}

function checkAllContainers(errors: FieldErrors, path: Path, spec: PodSpec): void {
  const context: ContainerContext = { volumes: new Set((spec.volumes ?? []).map((volume) => volume.name)), names: new Set(), podGraceSeconds: spec.terminationGracePeriodSeconds };
  if (spec.containers.length === 0) errors.required(path.child('containers'));
  for (const [index, container] of spec.containers.entries()) {
    checkContainer(errors, path.child('containers').index(index), container, context);
    if (container.restartPolicy === 'Always') errors.forbidden(path.child('containers').index(index).child('restartPolicy'), 'may not be set for non-init containers');
  }
  for (const [index, container] of (spec.initContainers ?? []).entries()) checkInitContainer(errors, path.child('initContainers').index(index), container, context);
  checkHostPorts(errors, path.child('containers'), spec.containers);
}

/** Only a sidecar runs on, and can be probed. */
function checkInitContainer(errors: FieldErrors, path: Path, container: Container, context: ContainerContext): void {
  checkContainer(errors, path, container, context);
  const { restartPolicy } = container;
  if (restartPolicy && !restartPolicies.includes(restartPolicy)) errors.unsupported(path.child('restartPolicy'), restartPolicy, restartPolicies);
  if (restartPolicy === 'Always') return;
  for (const field of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const) {
    if (container[field] !== undefined) errors.forbidden(path.child(field), 'may not be set for init containers without restartPolicy=Always');
  }
}

function checkEnumerations(errors: FieldErrors, path: Path, { restartPolicy, dnsPolicy, preemptionPolicy }: PodSpec): void {
  if (!restartPolicy) errors.required(path.child('restartPolicy'));
  else if (!restartPolicies.includes(restartPolicy)) errors.unsupported(path.child('restartPolicy'), restartPolicy, restartPolicies);
  if (!dnsPolicy) errors.required(path.child('dnsPolicy'));
  else if (!dnsPolicies.includes(dnsPolicy)) errors.unsupported(path.child('dnsPolicy'), dnsPolicy, dnsPolicies);
  if (preemptionPolicy && !['PreemptLowerPriority', 'Never'].includes(preemptionPolicy)) errors.unsupported(path.child('preemptionPolicy'), preemptionPolicy, ['PreemptLowerPriority', 'Never']);
}

type Reference = 'serviceAccountName' | 'nodeName' | 'priorityClassName' | 'runtimeClassName' | 'hostname' | 'subdomain' | 'schedulerName';

function checkReference(errors: FieldErrors, path: Path, spec: PodSpec, field: Reference, format: (value: string) => readonly string[]): void {
  const value = spec[field];
  if (value) errors.invalidEach(path.child(field), value, format(value));
}
