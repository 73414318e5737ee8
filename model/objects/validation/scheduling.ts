import type { Taint, Toleration, TopologySpreadConstraint } from '../schema/affinity.ts';
import { labelValue, qualifiedName } from './formats.ts';
import type { FieldErrors } from './fieldError.ts';
import type { Path } from './path.ts';
import { checkLabelSelector } from './selectors.ts';

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
const actions = ['DoNotSchedule', 'ScheduleAnyway'];
const policies = ['Honor', 'Ignore'];

/** kubernetes pkg/apis/core/validation/validation.go ValidateTolerations */
export function checkTolerations(errors: FieldErrors, path: Path, tolerations: readonly Toleration[]): void {
  for (const [index, toleration] of tolerations.entries()) {
    const { key = '', operator = 'Equal', value = '', effect, tolerationSeconds } = toleration;
    const at = path.index(index);
    if (key !== '') errors.invalidEach(at.child('key'), key, qualifiedName(key));
    else if (operator !== 'Exists') errors.invalid(at.child('operator'), toleration.operator ?? '', 'operator must be Exists when `key` is empty, which means "match all values and all keys"');
    if (tolerationSeconds !== undefined && effect !== 'NoExecute') errors.invalid(at.child('effect'), effect ?? '', "effect must be 'NoExecute' when `tolerationSeconds` is set");
    if (operator === 'Exists') {
      if (value !== '') errors.invalid(at.child('operator'), toleration, "value must be empty when `operator` is 'Exists'");
    } else if (operator === 'Equal' || operator === '') errors.invalidEach(at.child('operator'), value, labelValue(value));
    else errors.unsupported(at.child('operator'), operator, ['Equal', 'Exists']);
    if (effect && !effects.includes(effect)) errors.unsupported(at.child('effect'), effect, effects);
  }
}

/** validateNodeTaints */
export function checkTaints(errors: FieldErrors, path: Path, taints: readonly Taint[]): void {
  const seen = new Set<string>();
  for (const [index, { key, value = '', effect }] of taints.entries()) {
    const at = path.index(index);
    errors.invalidEach(at.child('key'), key, qualifiedName(key));
    errors.invalidEach(at.child('value'), value, labelValue(value));
    if (!effect) errors.required(at.child('effect'));
    else if (!effects.includes(effect)) errors.unsupported(at.child('effect'), effect, effects);
    if (seen.has(`${key}:${effect}`)) errors.duplicate(at, { key, value, effect });
    seen.add(`${key}:${effect}`);
  }
}

/** validateTopologySpreadConstraints */
export function checkTopologySpread(errors: FieldErrors, path: Path, constraints: readonly TopologySpreadConstraint[]): void {
  const pairs = new Set<string>();
  for (const [index, constraint] of constraints.entries()) {
    const { maxSkew, topologyKey, whenUnsatisfiable, minDomains, nodeAffinityPolicy, nodeTaintsPolicy, labelSelector } = constraint;
    const at = path.index(index);
    if (maxSkew <= 0) errors.invalid(at.child('maxSkew'), maxSkew, 'must be greater than zero');
    if (topologyKey === '') errors.required(at.child('topologyKey'), 'can not be empty');
    else errors.invalidEach(at.child('topologyKey'), topologyKey, qualifiedName(topologyKey));
    if (!actions.includes(whenUnsatisfiable)) errors.unsupported(at.child('whenUnsatisfiable'), whenUnsatisfiable, actions);
    const pair = `{${topologyKey}, ${whenUnsatisfiable}}`;
    if (pairs.has(pair)) errors.duplicate(at.child('{topologyKey, whenUnsatisfiable}'), pair);
    pairs.add(pair);
    if (minDomains !== undefined) {
      if (minDomains <= 0) errors.invalid(at.child('minDomains'), minDomains, 'must be greater than zero');
      if (whenUnsatisfiable === 'ScheduleAnyway') errors.invalid(at.child('minDomains'), minDomains, "can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway");
    }
    if (nodeAffinityPolicy && !policies.includes(nodeAffinityPolicy)) errors.unsupported(at.child('nodeAffinityPolicy'), nodeAffinityPolicy, policies);
    if (nodeTaintsPolicy && !policies.includes(nodeTaintsPolicy)) errors.unsupported(at.child('nodeTaintsPolicy'), nodeTaintsPolicy, policies);
    checkLabelSelector(errors, at.child('labelSelector'), labelSelector);
  }
}

export function checkSchedulingGates(errors: FieldErrors, path: Path, gates: readonly { readonly name: string }[]): void {
  const seen = new Set<string>();
  for (const [index, { name }] of gates.entries()) {
    errors.invalidEach(path.index(index), name, qualifiedName(name));
    if (seen.has(name)) errors.duplicate(path.index(index), name);
    seen.add(name);
  }
}
