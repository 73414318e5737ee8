import { sameJson } from '../../kernel/canonical.ts';
import type { NodeSelector, NodeSelectorTerm, Toleration } from '../schema/affinity.ts';
import type { Container } from '../schema/container.ts';
import type { Pod, PodSpec } from '../schema/pod.ts';
import { labelOf } from '../selectors.ts';
import type { FieldErrors } from './fieldError.ts';
import { Path } from './path.ts';

const spec = Path.root.child('spec');
const required = 'requiredDuringSchedulingIgnoredDuringExecution';

/**
 * A pod's spec is fixed but for images, a shorter deadline, more tolerations, fewer scheduling gates, and, while
 * gates remain, where it may be scheduled, made narrower (kubernetes pkg/apis/core/validation/validation.go
 * ValidatePodUpdate; KEP-3838 for gated pods).
 */
export function checkPodUpdate(errors: FieldErrors, before: Pod, after: Pod): void {
  for (const field of ['containers', 'initContainers'] as const) {
    if ((before.spec[field] ?? []).length !== (after.spec[field] ?? []).length) {
      errors.forbidden(spec.child(field), 'pod updates may not add or remove containers');
      return;
    }
  }
  checkDeadline(errors, before.spec.activeDeadlineSeconds, after.spec.activeDeadlineSeconds);
  checkTolerations(errors, before.spec.tolerations, after.spec.tolerations);
  checkGates(errors, before.spec, after.spec);
  const isGated = (before.spec.schedulingGates ?? []).length > 0;
  if (isGated) checkNarrowing(errors, before.spec, after.spec);
  if (!sameJson(fixedPart(before.spec, before.spec, isGated), fixedPart(after.spec, before.spec, isGated))) {
    errors.forbidden(
      spec,
      'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
    );
  }
}

/** The spec without what may change. */
function fixedPart(changed: PodSpec, before: PodSpec, isGated: boolean): PodSpec {
  const withoutImages = (containers: readonly Container[] | undefined) => containers?.map((container) => ({ ...container, image: '' }));
  const grace = (before.terminationGracePeriodSeconds ?? 0) < 0 && changed.terminationGracePeriodSeconds === 1 ? before.terminationGracePeriodSeconds : changed.terminationGracePeriodSeconds;
  return {
    ...changed,
    containers: withoutImages(changed.containers) ?? [],
    initContainers: withoutImages(changed.initContainers),
    activeDeadlineSeconds: undefined,
    tolerations: undefined,
    schedulingGates: undefined,
    terminationGracePeriodSeconds: grace,
    ...(isGated && { nodeSelector: undefined, affinity: { ...changed.affinity, nodeAffinity: undefined } }),
  };
}

function checkDeadline(errors: FieldErrors, before: number | undefined, after: number | undefined): void {
  const at = spec.child('activeDeadlineSeconds');
  if (before === undefined) return;
  if (after === undefined) errors.invalid(at, null, 'must not update from a positive integer to nil value');
  else if (after > before) errors.invalid(at, after, 'must be less than or equal to previous value');
}

function checkTolerations(errors: FieldErrors, before: readonly Toleration[] = [], after: readonly Toleration[] = []): void {
  const timeless = (toleration: Toleration) => ({ ...toleration, tolerationSeconds: undefined });
  const isKept = (old: Toleration) => after.some((one) => sameJson(timeless(old), timeless(one)));
  if (!before.every(isKept)) errors.forbidden(spec.child('tolerations'), 'existing toleration can not be modified except its tolerationSeconds');
}

function checkGates(errors: FieldErrors, { schedulingGates: before = [] }: PodSpec, { schedulingGates: after = [] }: PodSpec): void {
  for (const [index, { name }] of after.entries()) {
    if (!before.some((gate) => gate.name === name)) errors.forbidden(spec.child('schedulingGates').index(index).child('name'), `only deletion is allowed, but found new scheduling gate '${name}'`);
  }
}

function checkNarrowing(errors: FieldErrors, before: PodSpec, after: PodSpec): void {
  const isKept = ([key, value]: readonly [string, string]) => labelOf(after.nodeSelector, key) === value;
  if (!Object.entries(before.nodeSelector ?? {}).every(isKept)) errors.invalid(spec.child('nodeSelector'), after.nodeSelector, 'only additions to spec.nodeSelector are allowed (no mutations or deletions)');
  const [old, changed] = [before.affinity?.nodeAffinity?.[required], after.affinity?.nodeAffinity?.[required]];
  if (old !== undefined) checkTerms(errors, old, changed);
}

/** Terms are alternatives, so that another one would widen; a requirement more narrows. */
function checkTerms(errors: FieldErrors, old: NodeSelector, changed: NodeSelector | undefined): void {
  const at = spec.child('affinity', 'nodeAffinity', required, 'nodeSelectorTerms');
  const terms = changed?.nodeSelectorTerms ?? [];
  if (terms.length !== old.nodeSelectorTerms.length) {
    errors.invalid(at, terms, 'no additions/deletions to non-empty NodeSelectorTerms list are allowed');
    return;
  }
  for (const [index, term] of old.nodeSelectorTerms.entries()) {
    const now = terms[index] ?? {};
    if (!onlyAdds(term, now)) errors.invalid(at.index(index), now, 'only additions are allowed (no mutations or deletions)');
  }
}

function onlyAdds(old: NodeSelectorTerm, changed: NodeSelectorTerm): boolean {
  // An empty term selects nothing; with a requirement it would select something.
  if ((old.matchExpressions ?? []).length + (old.matchFields ?? []).length === 0) return sameJson(old, changed);
  return (['matchExpressions', 'matchFields'] as const).every((field) => (old[field] ?? []).every((requirement, index) => sameJson(requirement, changed[field]?.[index])));
}
