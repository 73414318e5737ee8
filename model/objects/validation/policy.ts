import { compareQuantities } from '../quantityArithmetic.ts';
import type { PriorityClass } from '../schema/cluster.ts';
import type { LimitRange, LimitRangeItem, ResourceQuota } from '../schema/policy.ts';
import type { FieldErrors } from './fieldError.ts';
import { Path } from './path.ts';
import { checkQuantities } from './resources.ts';

/** kubernetes pkg/apis/core/validation/validation.go ValidateResourceQuota */
export function checkResourceQuota(errors: FieldErrors, quota: ResourceQuota): void {
  checkQuantities(errors, Path.root.child('spec', 'hard'), quota.spec?.hard);
}

/** ValidateLimitRange: of each resource min <= defaultRequest <= default <= max. */
export function checkLimitRange(errors: FieldErrors, { spec: { limits } }: LimitRange): void {
  const types = new Set<string>();
  for (const [index, item] of limits.entries()) {
    const at = Path.root.child('spec', 'limits').index(index);
    if (!item.type) errors.required(at.child('type'));
    if (types.has(item.type)) errors.duplicate(at.child('type'), item.type);
    types.add(item.type);
    checkItem(errors, at, item);
  }
}

function checkItem(errors: FieldErrors, path: Path, item: LimitRangeItem): void {
  const fields = ['min', 'defaultRequest', 'default', 'max'] as const;
  if (item.type === 'Pod') {
    for (const field of ['default', 'defaultRequest'] as const) if (Object.keys(item[field] ?? {}).length > 0) errors.forbidden(path.child(field), 'may not be specified when `type` is \'Pod\'');
  }
  for (const field of fields) checkQuantities(errors, path.child(field), item[field]);
  for (const [at, lesser] of fields.entries()) {
    for (const greater of fields.slice(at + 1)) {
      for (const [name, low] of Object.entries(item[lesser] ?? {})) {
        const high = item[greater]?.[name];
        if (high !== undefined && compareQuantities(low, high) > 0) errors.invalid(path.child(lesser).key(name), low, `${wordOf(lesser)} value ${low} is greater than ${wordOf(greater)} value ${high}`);
      }
    }
  }
}

function wordOf(field: 'min' | 'defaultRequest' | 'default' | 'max'): string {
  return field === 'defaultRequest' ? 'default request' : field;
}

const highestUserPriority = 1_000_000_000;

/** kubernetes pkg/apis/scheduling/validation/validation.go ValidatePriorityClass */
export function checkPriorityClass(errors: FieldErrors, { metadata: { name }, value }: PriorityClass): void {
  if (['system-node-critical', 'system-cluster-critical'].includes(name)) return;
  if (name.startsWith('system-')) errors.forbidden(Path.root.child('metadata', 'name'), "priority class names with 'system-' prefix are reserved for system use only. error: system priority class names are system-node-critical and system-cluster-critical");
  if (value > highestUserPriority) errors.forbidden(Path.root.child('value'), `maximum allowed value of a user defined priority is ${highestUserPriority}`);
}
