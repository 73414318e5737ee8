import type { FilterPlugin, NodeInfo, ScorePlugin } from '../framework.ts';
import { allocatableOf, nonZeroRequestsOf, requestsOf, sum } from '../resources.ts';
import type { Pod } from '../../../objects/index.ts';

/** Room for the pod: cpu, memory, extended resources and the number of pods (plugins/noderesources/fit.go). */
export const nodeResourcesFit: FilterPlugin & ScorePlugin = {
  name: 'NodeResourcesFit',
  guard: 'fitsResources',
  protects: 'the requests of all pods of a node, assumed ones included, never exceed what it can give (noderesources plugin)',
  events: ['AssignedPod/Delete', 'AssignedPod/Update', 'Node/Add', 'Node/Update'],
  weight: 1,
  filter: insufficient,
  /** LeastAllocated: the mean of the free shares of cpu and memory (least_allocated.go). */
  score(pod, feasible) {
    return feasible.map((info) => {
      const total = sum([...info.pods, pod].map(nonZeroRequestsOf));
      const allocatable = allocatableOf(info.node);
      const shares = ['cpu', 'memory'].filter((resource) => (allocatable[resource] ?? 0) > 0).map((resource) => freeShare(total[resource] ?? 0, allocatable[resource] ?? 0));
      return shares.length === 0 ? 0 : Math.floor(shares.reduce((one, other) => one + other, 0) / shares.length);
    });
  },
};

function freeShare(requested: number, allocatable: number): number {
  return requested > allocatable ? 0 : Math.floor(((allocatable - requested) * 100) / allocatable);
}

function insufficient(pod: Pod, info: NodeInfo): readonly string[] {
  const wanted = Object.entries(requestsOf(pod)).filter(([, amount]) => amount > 0).sort(([one], [other]) => (one < other ? -1 : 1));
  const used = sum(info.pods.map(requestsOf));
  const allocatable = allocatableOf(info.node);
  const tooMany = info.pods.length + 1 > Math.floor((allocatable['pods'] ?? unlimitedPods) / 1000);
  return [
    ...(tooMany ? ['Too many pods'] : []),
    ...wanted.filter(([resource, amount]) => amount > (allocatable[resource] ?? 0) - (used[resource] ?? 0)).map(([resource]) => `Insufficient ${resource}`),
  ];
}

/** A node of a scenario that does not say how many pods it takes; a kubelet's default is 110. */
const unlimitedPods = 110_000;
