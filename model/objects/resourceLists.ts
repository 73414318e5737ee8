import type { Container } from './schema/container.ts';
import type { Pod } from './schema/pod.ts';
import type { ResourceList } from './schema/quantities.ts';
import { addQuantities, compareQuantities, maxQuantity, subtractQuantities } from './quantityArithmetic.ts';

/** Arithmetic on resource lists; a resource that is not named counts as zero. */

export function addResources(left: ResourceList, right: ResourceList): ResourceList {
  return merged(left, right, addQuantities);
}

/** @returns left - right for each resource of the left, which may be negative */
export function subtractResources(left: ResourceList, right: ResourceList): ResourceList {
  return Object.fromEntries(Object.entries(left).map(([name, quantity]) => [name, subtractQuantities(quantity, amountOf(right, name))]));
}

export function maxResources(left: ResourceList, right: ResourceList): ResourceList {
  return merged(left, right, maxQuantity);
}

function merged(left: ResourceList, right: ResourceList, combine: (one: string, other: string) => string): ResourceList {
  const added = Object.entries(right).map(([name, quantity]) => [name, Object.hasOwn(left, name) ? combine(amountOf(left, name), quantity) : quantity]);
  return { ...left, ...Object.fromEntries(added) };
}

function amountOf(list: ResourceList, name: string): string {
  return Object.hasOwn(list, name) ? (list[name] ?? '0') : '0';
}

/** The resources of which there is not enough, such as `cpu`. */
export function insufficientResources(requests: ResourceList, free: ResourceList): readonly string[] {
  return Object.entries(requests).flatMap(([name, quantity]) => (compareQuantities(quantity, '0') > 0 && compareQuantities(quantity, amountOf(free, name)) > 0 ? [name] : []));
}

/** Whether there is enough of everything; what is not asked for does not matter. */
export function fits(requests: ResourceList, free: ResourceList): boolean {
  return insufficientResources(requests, free).length === 0;
}

/**
 * What the scheduler counts a pod as (component-helpers/resource/helpers.go PodRequests): its containers and
 * sidecars together, or the greediest moment of its initialization if that is more; pod-level requests instead,
 * where there are; plus the overhead.
 */
export function podRequests(pod: Pod): ResourceList {
  const asked = podTotal(pod, (container) => container.resources?.requests ?? {});
  const podLevel = Object.entries(pod.spec.resources?.requests ?? {}).filter(([name]) => isPodLevel(name));
  return addResources({ ...asked, ...Object.fromEntries(podLevel) }, pod.spec.overhead ?? {});
}

/** Init containers run one after the other, beside the sidecars (restartable init containers) started before them. */
export function podTotal(pod: Pod, of: (container: Container) => ResourceList): ResourceList {
  let sidecars: ResourceList = {};
  let peak: ResourceList = {};
  for (const container of pod.spec.initContainers ?? []) {
    const running = addResources(sidecars, of(container));
    if (container.restartPolicy === 'Always') sidecars = running;
    peak = maxResources(peak, running);
  }
  return maxResources(pod.spec.containers.map(of).reduce(addResources, sidecars), peak);
}

function isPodLevel(resource: string): boolean {
  return resource === 'cpu' || resource === 'memory' || resource.startsWith('hugepages-');
}
