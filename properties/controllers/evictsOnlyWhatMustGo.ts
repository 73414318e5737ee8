import { tolerates, type Node, type Taint, type Toleration } from '../../model/objects/index.ts';
import { monitor, notes, stored, wrong } from '../cluster.ts';

/**
 * P48, of the failover of a node. What is judged is what the eviction controller sees: the pod's event may have overtaken the
 * node's (kubernetes#119862, kubernetes#140198). Nothing is remembered: an eviction tells what it is for.
 */
export const evictsOnlyWhatMustGo = monitor<null>({
  name: 'evicts-only-what-must-go',
  statement: 'A pod is evicted only for a NoExecute taint that it does not tolerate, or has tolerated for as long as it says.',
  promise: 'P48',
  source: 'Taints and Tolerations, "Taint based Evictions"; pkg/controller/tainteviction/taint_eviction.go processPodOnNode',
  initial: null,
  judge(seen, happening) {
    for (const { facts, text } of notes(happening, 'evicting')) {
      const taints = (facts['taints'] ?? []) as unknown as readonly Taint[];
      const tolerations = (facts['tolerations'] ?? []) as unknown as readonly Toleration[];
      const used = taints.map((taint) => tolerations.filter((toleration) => tolerates(toleration, taint)));
      if (used.some((ofTaint) => ofTaint.length === 0)) continue;
      const evicted = `pod ${text('pod')} is evicted from ${text('node')}`;
      const times = used.flat().flatMap(({ tolerationSeconds }) => (tolerationSeconds == null ? [] : [tolerationSeconds]));
      if (times.length === 0) return wrong(`${evicted}, and it tolerates ${taints.map(({ key }) => key).join(', ') || 'all there is'} for ever`);
      if (Math.min(...times) > 0 && facts['isOver'] !== true) return wrong(`${evicted} before the ${Math.min(...times)} s are over for which it tolerates ${taints.map(({ key }) => key).join(', ')}`);
    }
    return seen;
  },
  premise: (_, state, shape) => stored<Node>(state, shape, 'nodes').some(({ spec }) => (spec?.taints ?? []).some(({ effect }) => effect === 'NoExecute')),
});
