import type { ScorePlugin } from '../framework.ts';
import { allocatableOf, requestsOf, sum } from '../resources.ts';

/** Prefers nodes whose cpu and memory fill up evenly: 100 * (1 - deviation) (plugins/noderesources/balanced_allocation.go). */
export const nodeResourcesBalancedAllocation: ScorePlugin = {
  name: 'NodeResourcesBalancedAllocation',
  weight: 1,
  score(pod, feasible) {
    const own = requestsOf(pod);
    // A pod that asks for nothing balances everywhere (issue 129138).
    if ((own['cpu'] ?? 0) === 0 && (own['memory'] ?? 0) === 0) return feasible.map(() => 0);
    return feasible.map((info) => {
      const total = sum([...info.pods, pod].map(requestsOf));
      const allocatable = allocatableOf(info.node);
      const fractions = ['cpu', 'memory'].filter((resource) => (allocatable[resource] ?? 0) > 0).map((resource) => Math.min(1, (total[resource] ?? 0) / (allocatable[resource] ?? 1)));
      const [cpu = 0, memory = cpu] = fractions;
      return Math.trunc((1 - Math.abs(cpu - memory) / 2) * 100);
    });
  },
};
