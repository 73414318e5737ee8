import type { LabelSelector } from './webhooks/configuration.ts';

/** Whether labels satisfy a selector (apimachinery labels); no selector, or undefined labels, match everything. */
export function selects(selector: LabelSelector | undefined, labels: { readonly [key: string]: string } | undefined): boolean {
  if (selector === undefined || labels === undefined) return true;
  const equal = Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  return equal && (selector.matchExpressions ?? []).every(({ key, operator, values = [] }) => {
    const label = labels[key];
    switch (operator) {
      case 'In':
        return label !== undefined && values.includes(label);
      case 'NotIn':
        return label === undefined || !values.includes(label);
      case 'Exists':
        return label !== undefined;
      case 'DoesNotExist':
        return label === undefined;
    }
  });
}
