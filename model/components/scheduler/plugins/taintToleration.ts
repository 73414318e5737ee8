import { tolerates, untoleratedTaint, type Pod, type Taint } from '../../../objects/index.ts';
import { normalize, type FilterPlugin, type ScorePlugin } from '../framework.ts';

/** plugins/tainttoleration/taint_toleration.go */
export const taintToleration: FilterPlugin & ScorePlugin = {
  name: 'TaintToleration',
  guard: 'toleratesTaints',
  protects: 'a pod goes to no node with a NoSchedule or NoExecute taint that it does not tolerate (tainttoleration plugin)',
  events: ['Node/Add', 'Node/Update'],
  weight: 3,
  filter(pod, { node }) {
    const taint = untoleratedTaint(node.spec?.taints, pod.spec.tolerations);
    return taint === undefined ? [] : [`node(s) had untolerated taint {${taint.key}: ${taint.value ?? ''}}`];
  },
  /** The fewer intolerable PreferNoSchedule taints, the better. */
  score(pod, feasible) {
    const intolerable = feasible.map(({ node }) => (node.spec?.taints ?? []).filter((taint) => taint.effect === 'PreferNoSchedule' && !isTolerated(pod, taint)).length);
    return normalize(intolerable, true);
  },
};

function isTolerated(pod: Pod, taint: Taint): boolean {
  return (pod.spec.tolerations ?? []).some((toleration) => tolerates(toleration, taint));
}
