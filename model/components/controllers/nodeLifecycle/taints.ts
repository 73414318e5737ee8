import type { Node, Taint } from '../../../objects/index.ts';

/** The taints that a node's Ready condition calls for (pkg/controller/nodelifecycle, taintKeyToNodeConditionMap). */
export const taintKeys = { False: 'node.kubernetes.io/not-ready', Unknown: 'node.kubernetes.io/unreachable' } as const;

/** `True`, `False`, `Unknown`; empty when the kubelet has not posted it yet. */
export function readyStatus(node: Node): string {
  return (node.status?.conditions ?? []).find(({ type }) => type === 'Ready')?.status ?? '';
}

/** The node's taints with those of its condition put right; undefined when they are right. */
export function rightTaints(node: Node): readonly Taint[] | undefined {
  const status = readyStatus(node);
  if (status === '') return undefined;
  const key = status === 'True' ? undefined : status === 'False' ? taintKeys.False : taintKeys.Unknown;
  const taints = node.spec?.taints ?? [];
  const ours: readonly string[] = Object.values(taintKeys);
  const present = taints.filter((taint) => ours.includes(taint.key)).map(({ key: its, effect }) => `${its}:${effect}`).sort();
  const wanted = key === undefined ? [] : (['NoExecute', 'NoSchedule'] as const).map((effect) => ({ key, effect }));
  if (present.join() === wanted.map(({ key: its, effect }) => `${its}:${effect}`).join()) return undefined;
  return [...taints.filter((taint) => !ours.includes(taint.key)), ...wanted];
}
