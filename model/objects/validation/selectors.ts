import type { LabelSelector } from '../schema/metadata.ts';
import { labelValue, qualifiedName } from './formats.ts';
import type { FieldErrors } from './fieldError.ts';
import { checkLabels } from './metadata.ts';
import type { Path } from './path.ts';

/** apimachinery pkg/apis/meta/v1/validation/validation.go ValidateLabelSelector */
export function checkLabelSelector(errors: FieldErrors, path: Path, selector: LabelSelector | undefined): void {
  checkLabels(errors, path.child('matchLabels'), selector?.matchLabels);
  for (const [index, { key, operator, values = [] }] of (selector?.matchExpressions ?? []).entries()) {
    const at = path.child('matchExpressions').index(index);
    switch (operator) {
      case 'In':
      case 'NotIn':
        if (values.length === 0) errors.required(at.child('values'), "must be specified when `operator` is 'In' or 'NotIn'");
        break;
      case 'Exists':
      case 'DoesNotExist':
        if (values.length > 0) errors.forbidden(at.child('values'), "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
        break;
      default:
        errors.invalid(at.child('operator'), operator, 'not a valid selector operator');
    }
    errors.invalidEach(at.child('key'), key, qualifiedName(key));
    for (const [each, value] of values.entries()) errors.invalidEach(at.child('values').index(each), value, labelValue(value));
  }
}

export function isEmptySelector(selector: LabelSelector | undefined): boolean {
  return Object.keys(selector?.matchLabels ?? {}).length + (selector?.matchExpressions ?? []).length === 0;
}
