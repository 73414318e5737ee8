import { addResources } from './resourceLists.ts';
import { compareQuantities } from './quantityArithmetic.ts';
import type { Pod } from './schema/pod.ts';
import type { QOSClass } from './schema/podStatus.ts';
import type { ResourceList } from './schema/quantities.ts';

const counted = ['cpu', 'memory'];

/**
 * The quality of service of a pod (kubernetes pkg/apis/core/v1/helper/qos/qos.go): Guaranteed when every
 * container limits cpu and memory and requests as much, BestEffort when none asks for either.
 */
export function qosClassOf(pod: Pod): QOSClass {
  const containers = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])];
  const podLevel = pod.spec.resources;
  const all = podLevel?.requests !== undefined || podLevel?.limits !== undefined ? [podLevel] : containers.map((container) => container.resources ?? {});
  const requests = total(all.map((resources) => resources.requests));
  const limits = total(all.map((resources) => resources.limits));
  if (Object.keys(requests).length === 0 && Object.keys(limits).length === 0) return 'BestEffort';
  const isLimited = all.every((resources) => counted.every((name) => Object.hasOwn(positive(resources.limits), name)));
  const isEqual = counted.every((name) => requests[name] !== undefined && compareQuantities(requests[name], limits[name] ?? '0') === 0);
  return isLimited && isEqual && Object.keys(requests).length === Object.keys(limits).length ? 'Guaranteed' : 'Burstable';
}

function total(lists: readonly (ResourceList | undefined)[]): ResourceList {
  return lists.map(positive).reduce(addResources, {});
}

function positive(list: ResourceList | undefined): ResourceList {
  return Object.fromEntries(Object.entries(list ?? {}).filter(([name, quantity]) => counted.includes(name) && compareQuantities(quantity, '0') > 0));
}
