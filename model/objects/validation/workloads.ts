import type { LabelSelector } from '../schema/metadata.ts';
import type { PodTemplateSpec } from '../schema/pod.ts';
import type { Deployment, ReplicaSet, StatefulSet } from '../schema/workloads.ts';
import { matchesLabelSelector } from '../selectors.ts';
import type { FieldErrors } from './fieldError.ts';
import { checkAnnotations, checkLabels } from './metadata.ts';
import { Path } from './path.ts';
import { checkPodSpec } from './podSpec.ts';
import { checkLabelSelector, isEmptySelector } from './selectors.ts';

const spec = Path.root.child('spec');

/** kubernetes pkg/apis/apps/validation/validation.go ValidateDeploymentSpec */
export function checkDeployment(errors: FieldErrors, deployment: Deployment): void {
  const { minReadySeconds = 0, progressDeadlineSeconds: deadline } = deployment.spec;
  checkCounts(errors, deployment.spec, ['replicas', 'minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds']);
  checkSelected(errors, deployment.spec);
  checkStrategy(errors, deployment);
  if (deadline !== undefined && deadline <= minReadySeconds) errors.invalid(spec.child('progressDeadlineSeconds'), deadline, 'must be greater than minReadySeconds');
}

export function checkReplicaSet(errors: FieldErrors, replicaSet: ReplicaSet): void {
  checkCounts(errors, replicaSet.spec, ['replicas', 'minReadySeconds']);
  checkSelected(errors, replicaSet.spec);
}

export function checkStatefulSet(errors: FieldErrors, { spec: { podManagementPolicy, updateStrategy, ...rest } }: StatefulSet): void {
  checkCounts(errors, rest, ['replicas', 'minReadySeconds', 'revisionHistoryLimit']);
  checkSelected(errors, rest);
  if (podManagementPolicy && !['OrderedReady', 'Parallel'].includes(podManagementPolicy)) errors.invalid(spec.child('podManagementPolicy'), podManagementPolicy, "must be 'OrderedReady' or 'Parallel'");
  const type = updateStrategy?.type;
  if (type && !['RollingUpdate', 'OnDelete'].includes(type)) errors.invalid(spec.child('updateStrategy', 'type'), type, "must be 'RollingUpdate' or 'OnDelete'");
}

function checkCounts<Field extends string>(errors: FieldErrors, counts: { readonly [F in Field]?: number }, fields: readonly Field[]): void {
  for (const field of fields) if ((counts[field] ?? 0) < 0) errors.invalid(spec.child(field), counts[field], 'must be greater than or equal to 0');
}

/** The selector selects the template's pods, and those restart for ever (ValidatePodTemplateSpecForReplicaSet). */
function checkSelected(errors: FieldErrors, { selector, template }: { readonly selector: LabelSelector; readonly template: PodTemplateSpec }): void {
  const at = spec.child('template');
  if (isEmptySelector(selector)) errors.required(spec.child('selector'));
  else {
    checkLabelSelector(errors, spec.child('selector'), selector);
    if (!matchesLabelSelector(selector, template.metadata?.labels)) errors.invalid(at.child('metadata', 'labels'), template.metadata?.labels, '`selector` does not match template `labels`');
  }
  checkLabels(errors, at.child('metadata', 'labels'), template.metadata?.labels);
  checkAnnotations(errors, at.child('metadata', 'annotations'), template.metadata?.annotations);
  checkPodSpec(errors, at.child('spec'), template.spec);
  const { restartPolicy, activeDeadlineSeconds } = template.spec;
  if (restartPolicy === 'OnFailure' || restartPolicy === 'Never') errors.unsupported(at.child('spec', 'restartPolicy'), restartPolicy, ['Always']);
  if (activeDeadlineSeconds !== undefined) errors.forbidden(at.child('spec', 'activeDeadlineSeconds'), 'activeDeadlineSeconds in ReplicaSet is not Supported');
}

/** ValidateDeploymentStrategy, ValidateRollingUpdateDeployment */
function checkStrategy(errors: FieldErrors, { spec: { strategy } }: Deployment): void {
  const at = spec.child('strategy');
  const { type, rollingUpdate } = strategy ?? {};
  if (type === 'Recreate') {
    if (rollingUpdate !== undefined) errors.forbidden(at.child('rollingUpdate'), "may not be specified when strategy `type` is 'Recreate'");
  } else if (type !== 'RollingUpdate') errors.unsupported(at.child('type'), type, ['Recreate', 'RollingUpdate']);
  else {
    const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate ?? {};
    const rolling = at.child('rollingUpdate');
    checkAmount(errors, rolling.child('maxUnavailable'), maxUnavailable);
    checkAmount(errors, rolling.child('maxSurge'), maxSurge);
    if (amountOf(maxUnavailable) === 0 && amountOf(maxSurge) === 0) errors.invalid(rolling.child('maxUnavailable'), maxUnavailable, 'may not be 0 when `maxSurge` is 0');
    if (typeof maxUnavailable === 'string' && amountOf(maxUnavailable) > 100) errors.invalid(rolling.child('maxUnavailable'), maxUnavailable, 'must not be greater than 100%');
  }
}

/** ValidatePositiveIntOrPercent */
function checkAmount(errors: FieldErrors, path: Path, amount: number | string): void {
  if (typeof amount === 'number') {
    if (amount < 0) errors.invalid(path, amount, 'must be greater than or equal to 0');
  } else if (!/^\d+%$/.test(amount)) {
    errors.invalid(path, amount, "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')");
  }
}

function amountOf(amount: number | string): number {
  return typeof amount === 'number' ? amount : Number(/^(\d+)%$/.exec(amount)?.[1] ?? Number.NaN);
}
