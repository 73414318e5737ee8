import type { Labels, LabelSelector, LabelSelectorRequirement } from './schema/metadata.ts';

/**
 * Whether a label selector selects an object with these labels: no selector selects nothing, an empty one
 * everything (apimachinery pkg/apis/meta/v1/helpers.go LabelSelectorAsSelector).
 */
export function matchesLabelSelector(selector: LabelSelector | undefined, labels: Labels | undefined): boolean {
  if (selector === undefined) return false;
  return matchesLabels(selector.matchLabels, labels) && (selector.matchExpressions ?? []).every((requirement) => matchesRequirement(requirement, labels));
}

/** A selector that is plain labels, such as a pod's nodeSelector: each must be there (labels.SelectorFromSet). */
export function matchesLabels(wanted: Labels | undefined, labels: Labels | undefined): boolean {
  return Object.entries(wanted ?? {}).every(([key, value]) => labelOf(labels, key) === value);
}

/** NotIn also selects what does not have the label at all (apimachinery pkg/labels/selector.go). */
function matchesRequirement({ key, operator, values = [] }: LabelSelectorRequirement, labels: Labels | undefined): boolean {
  const value = labelOf(labels, key);
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}

/** Own labels only: `constructor` is a good name for a label, and no object has it by birth. */
export function labelOf(labels: Labels | undefined, key: string): string | undefined {
  return labels !== undefined && Object.hasOwn(labels, key) ? labels[key] : undefined;
}
