import { parseQuantity, type Node, type Pod, type ResourceList } from '../../../model/objects/index.ts';

/** Amounts in billionths of their units. */
export type Amounts = ReadonlyMap<string, bigint>;

/** What the node lacks for one more pod. */
export function lacking(pod: Pod, node: Node, there: readonly Pod[]): string | undefined {
  const allocatable = amountsOf(node.status?.allocatable);
  const places = allocatable.get('pods');
  if (places !== undefined && BigInt(there.length + 1) * 1_000_000_000n > places) return `the node takes no more than ${there.length} pods`;
  const used = there.map(requestsOf).reduce(add, new Map());
  for (const [resource, amount] of requestsOf(pod)) {
    const free = (allocatable.get(resource) ?? 0n) - (used.get(resource) ?? 0n);
    if (amount > 0n && amount > free) return `the node has not enough ${resource} left`;
  }
  return undefined;
}

export function requestsOf(pod: Pod): Amounts {
  return add(atMost(pod, 'requests'), amountsOf(pod.spec.overhead));
}

/** What a pod has at its greediest moment: its containers together, or one init container beside the sidecars so far. */
export function atMost(pod: Pod, kind: 'requests' | 'limits'): Amounts {
  let sidecars: Amounts = new Map();
  let peak: Amounts = new Map();
  for (const { restartPolicy, resources } of pod.spec.initContainers ?? []) {
    const own = amountsOf(resources?.[kind]);
    peak = larger(peak, add(sidecars, own));
    if (restartPolicy === 'Always') sidecars = add(sidecars, own);
  }
  const running = pod.spec.containers.map(({ resources }) => amountsOf(resources?.[kind])).reduce(add, sidecars);
  return larger(running, peak);
}

export function amountsOf(list: ResourceList | undefined): Amounts {
  return new Map(Object.entries(list ?? {}).map(([resource, quantity]) => [resource, parseQuantity(quantity).nano]));
}

export function add(one: Amounts, other: Amounts): Amounts {
  return combine(one, other, (a, b) => a + b);
}

function larger(one: Amounts, other: Amounts): Amounts {
  return combine(one, other, (a, b) => (a > b ? a : b));
}

function combine(one: Amounts, other: Amounts, how: (a: bigint, b: bigint) => bigint): Amounts {
  const combined = new Map(one);
  for (const [resource, amount] of other) combined.set(resource, how(one.get(resource) ?? 0n, amount));
  return combined;
}
