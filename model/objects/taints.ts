import type { Taint, Toleration } from './schema/affinity.ts';

/**
 * Whether a toleration tolerates a taint: no effect means every effect, no key with `Exists` every taint, no
 * operator means `Equal` (k8s.io/api core/v1/toleration.go ToleratesTaint).
 */
export function tolerates(toleration: Toleration, taint: Pick<Taint, 'key' | 'value' | 'effect'>): boolean {
  if (toleration.effect && toleration.effect !== taint.effect) return false;
  if (toleration.key && toleration.key !== taint.key) return false;
  switch (toleration.operator || 'Equal') {
    case 'Equal':
      return (toleration.value ?? '') === (taint.value ?? '') && (toleration.key ?? '') === taint.key;
    case 'Exists':
      return true;
    default:
      return false;
  }
}

/** The first taint with one of the effects that nothing tolerates, if there is one. */
export function untoleratedTaint(taints: readonly Taint[] | undefined, tolerations: readonly Toleration[] | undefined, effects: readonly Taint['effect'][] = ['NoSchedule', 'NoExecute']): Taint | undefined {
  return (taints ?? []).find((taint) => effects.includes(taint.effect) && !(tolerations ?? []).some((toleration) => tolerates(toleration, taint)));
}
