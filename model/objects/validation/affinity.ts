import type { Affinity, NodeSelector, NodeSelectorRequirement, NodeSelectorTerm, PodAffinityTerm, WeightedPodAffinityTerm } from '../schema/affinity.ts';
import { dns1123Label, dns1123Subdomain, qualifiedName } from './formats.ts';
import type { FieldErrors } from './fieldError.ts';
import type { Path } from './path.ts';
import { checkLabelSelector } from './selectors.ts';

const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';

/** kubernetes pkg/apis/core/validation/validation.go validateAffinity */
export function checkAffinity(errors: FieldErrors, path: Path, affinity: Affinity): void {
  const { nodeAffinity, podAffinity, podAntiAffinity } = affinity;
  if (nodeAffinity?.[required] !== undefined) checkNodeSelector(errors, path.child('nodeAffinity', required), nodeAffinity[required]);
  for (const [index, { weight, preference }] of (nodeAffinity?.[preferred] ?? []).entries()) {
    const at = path.child('nodeAffinity', preferred).index(index);
    checkWeight(errors, at, weight);
    checkTerm(errors, at.child('preference'), preference);
  }
  checkPodTerms(errors, path.child('podAffinity'), podAffinity);
  checkPodTerms(errors, path.child('podAntiAffinity'), podAntiAffinity);
}

export function checkNodeSelector(errors: FieldErrors, path: Path, { nodeSelectorTerms }: NodeSelector): void {
  const at = path.child('nodeSelectorTerms');
  if (nodeSelectorTerms.length === 0) errors.required(at, 'must have at least one node selector term');
  for (const [index, term] of nodeSelectorTerms.entries()) checkTerm(errors, at.index(index), term);
}

function checkTerm(errors: FieldErrors, path: Path, { matchExpressions = [], matchFields = [] }: NodeSelectorTerm): void {
  for (const [index, requirement] of matchExpressions.entries()) checkRequirement(errors, path.child('matchExpressions').index(index), requirement);
  for (const [index, requirement] of matchFields.entries()) checkFieldRequirement(errors, path.child('matchFields').index(index), requirement);
}

function checkRequirement(errors: FieldErrors, path: Path, { key, operator, values = [] }: NodeSelectorRequirement): void {
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) errors.required(path.child('values'), "must be specified when `operator` is 'In' or 'NotIn'");
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0) errors.forbidden(path.child('values'), "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
      break;
    case 'Gt':
    case 'Lt':
      if (values.length !== 1) errors.required(path.child('values'), "must be specified single value when `operator` is 'Lt' or 'Gt'");
      break;
    default:
      errors.invalid(path.child('operator'), operator, 'not a valid selector operator');
  }
  errors.invalidEach(path.child('key'), key, qualifiedName(key));
}

/** Of a node's fields only its name can be selected. */
function checkFieldRequirement(errors: FieldErrors, path: Path, { key, operator, values = [] }: NodeSelectorRequirement): void {
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length !== 1) errors.required(path.child('values'), "must be only one value when `operator` is 'In' or 'NotIn' for node field selector");
  } else errors.invalid(path.child('operator'), operator, 'not a valid selector operator');
  if (key !== 'metadata.name') errors.invalid(path.child('key'), key, 'not a valid field selector key');
  else for (const [index, value] of values.entries()) errors.invalidEach(path.child('values').index(index), value, dns1123Subdomain(value));
}

function checkPodTerms(errors: FieldErrors, path: Path, affinity: { readonly [required]?: readonly PodAffinityTerm[]; readonly [preferred]?: readonly WeightedPodAffinityTerm[] } | undefined): void {
  for (const [index, term] of (affinity?.[required] ?? []).entries()) checkPodTerm(errors, path.child(required).index(index), term);
  for (const [index, { weight, podAffinityTerm }] of (affinity?.[preferred] ?? []).entries()) {
    const at = path.child(preferred).index(index);
    checkWeight(errors, at, weight);
    checkPodTerm(errors, at.child('podAffinityTerm'), podAffinityTerm);
  }
}

function checkPodTerm(errors: FieldErrors, path: Path, term: PodAffinityTerm): void {
  checkLabelSelector(errors, path.child('labelSelector'), term.labelSelector);
  checkLabelSelector(errors, path.child('namespaceSelector'), term.namespaceSelector);
  for (const [index, namespace] of (term.namespaces ?? []).entries()) errors.invalidEach(path.child('namespaces').index(index), namespace, dns1123Label(namespace));
  if (term.topologyKey === '') errors.required(path.child('topologyKey'), 'can not be empty');
  else errors.invalidEach(path.child('topologyKey'), term.topologyKey, qualifiedName(term.topologyKey));
}

function checkWeight(errors: FieldErrors, path: Path, weight: number): void {
  if (weight < 1 || weight > 100) errors.invalid(path.child('weight'), weight, 'must be in the range 1-100');
}
