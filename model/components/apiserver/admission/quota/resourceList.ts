import { addQuantities, canonicalQuantity, compareQuantities, maxQuantity, subtractQuantities, type ResourceList } from '../../../../objects/index.ts';

/** The sum; resources that only one list has are kept. */
export function add(left: ResourceList, right: ResourceList): ResourceList {
  return combine([left, right], (resource) => addQuantities(left[resource] ?? '0', right[resource] ?? '0'));
}

/** The difference, where positive: an update that needs less gives nothing back (apiserver quota.SubtractWithNonNegativeResult). */
export function subtract(left: ResourceList, right: ResourceList): ResourceList {
  return combine([left], (resource) => {
    const rest = subtractQuantities(left[resource] ?? '0', right[resource] ?? '0');
    return compareQuantities(rest, '0') > 0 ? rest : '0';
  });
}

/** The larger amount of each resource. */
export function max(left: ResourceList, right: ResourceList): ResourceList {
  return combine([left, right], (resource) => maxQuantity(left[resource] ?? '0', right[resource] ?? '0'));
}

export function mask(list: ResourceList, resources: readonly string[]): ResourceList {
  return Object.fromEntries(Object.entries(list).filter(([resource]) => resources.includes(resource)));
}

export function withoutZeros(list: ResourceList): ResourceList {
  return Object.fromEntries(Object.entries(list).filter(([, amount]) => compareQuantities(amount, '0') !== 0));
}

/** The resources of which there is more than the limit allows. */
export function exceeding(list: ResourceList, limit: ResourceList): readonly string[] {
  return Object.keys(list).filter((resource) => limit[resource] !== undefined && compareQuantities(list[resource] ?? '0', limit[resource]) > 0);
}

export function sameAmounts(left: ResourceList, right: ResourceList): boolean {
  return Object.keys(combine([left, right], () => '0')).every((resource) => compareQuantities(left[resource] ?? '0', right[resource] ?? '0') === 0);
}

/** `limits.memory=1Gi,requests.memory=700Mi`, as error messages have it. */
export function print(list: ResourceList): string {
  return Object.keys(list)
    .sort()
    .map((resource) => `${resource}=${canonicalQuantity(list[resource] ?? '0')}`)
    .join(',');
}

function combine(lists: readonly ResourceList[], amount: (resource: string) => string): ResourceList {
  const resources = [...new Set(lists.flatMap((list) => Object.keys(list)))].sort();
  return Object.fromEntries(resources.map((resource) => [resource, amount(resource)]));
}
