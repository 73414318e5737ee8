import { addResources, parseQuantity, podRequests, podTotal, type Node, type Pod, type ResourceList } from '../../objects/index.ts';

/** Resource -> thousandths of its unit, so that sums are exact: `cpu: 100` is 100m. */
export type Amounts = { readonly [resource: string]: number };

export function requestsOf(pod: Pod): Amounts {
  return amountsOf(podRequests(pod));
}

export function allocatableOf(node: Node): Amounts {
  return amountsOf(node.status?.allocatable ?? {});
}

function amountsOf(list: ResourceList): Amounts {
  return Object.fromEntries(Object.entries(list).map(([resource, quantity]) => [resource, thousandths(quantity)]));
}

/** Rounded up, as Quantity.MilliValue does. */
export function thousandths(quantity: string): number {
  return Number((parseQuantity(quantity).nano + 999_999n) / 1_000_000n);
}

export function sum(amounts: readonly Amounts[]): Amounts {
  const total: { [resource: string]: number } = {};
  for (const one of amounts) for (const [resource, amount] of Object.entries(one)) total[resource] = (total[resource] ?? 0) + amount;
  return total;
}

/**
 * What a pod counts as when nodes are compared by how full they are: a container that asks for nothing counts
 * 100m of cpu and 200MB of memory (pkg/scheduler/util/pod_resources.go).
 */
export function nonZeroRequestsOf(pod: Pod): Amounts {
  const counted = podTotal(pod, (container) => ({ cpu: '100m', memory: '200Mi', ...container.resources?.requests }));
  const amounts = amountsOf(addResources(counted, pod.spec.overhead ?? {}));
  return pod.spec.resources?.requests === undefined ? amounts : { ...amounts, ...requestsOf(pod) };
}
