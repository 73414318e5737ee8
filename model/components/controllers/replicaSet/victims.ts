import type { Pod } from '../../../objects/index.ts';
import { isReady } from '../podState.ts';

/**
 * Which pods a scale-down deletes, least useful first (controller_utils.go, ActivePodsWithRanks). There is no
 * clock in the model: where Kubernetes compares times, pods of equal rank are taken in order of their names.
 * @param related pods of the same Deployment, among which doubling up on a node is judged
 */
export function chooseVictims(pods: readonly Pod[], related: readonly Pod[], count: number): readonly Pod[] {
  if (count >= pods.length) return pods;
  const onNode = (pod: Pod): number => related.filter((other) => other.spec.nodeName === pod.spec.nodeName).length;
  const rank = (pod: Pod): readonly number[] => [
    pod.spec.nodeName === undefined ? 0 : 1,
    phaseRank[pod.status?.phase ?? 'Pending'] ?? 0,
    isReady(pod) ? 1 : 0,
    deletionCost(pod),
    -onNode(pod),
    -restarts(pod),
  ];
  const ranked = pods.map((pod) => ({ pod, rank: rank(pod) }));
  ranked.sort((a, b) => compare(a.rank, b.rank) || (String(a.pod.metadata.name) < String(b.pod.metadata.name) ? -1 : 1));
  return ranked.slice(0, count).map(({ pod }) => pod);
}

const phaseRank: { readonly [phase: string]: number } = { Pending: 0, Unknown: 1, Running: 2 };

function deletionCost(pod: Pod): number {
  const cost = Number(pod.metadata.annotations?.['controller.kubernetes.io/pod-deletion-cost'] ?? 0);
  return Number.isFinite(cost) ? cost : 0;
}

function restarts(pod: Pod): number {
  return Math.max(0, ...(pod.status?.containerStatuses ?? []).map((status) => status.restartCount ?? 0));
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < a.length; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
