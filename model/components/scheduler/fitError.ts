import type { Verdict } from './framework.ts';

/**
 * Why a pod fits nowhere, exactly as Kubernetes words it (pkg/scheduler/framework/types.go FitError.Error,
 * schedule_one.go ErrNoNodesAvailable): reasons are counted over the nodes and sorted as strings.
 *
 * @param postFilter what preemption has to add
 */
export function fitError(verdict: Verdict, allNodes: number, postFilter?: string): string {
  if (allNodes === 0) return 'no nodes available to schedule pods';
  const reasons = verdict.preFilter ?? histogram(Object.values(verdict.rejected).flat());
  return [`0/${allNodes} nodes are available:`, ...(reasons === '' ? [] : [`${reasons}.`]), ...(postFilter === undefined ? [] : [postFilter])].join(' ');
}

function histogram(reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => `${count} ${reason}`).sort().join(', ');
}
