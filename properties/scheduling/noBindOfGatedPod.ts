import { commits, monitor, nameOf, stored, wrong } from '../cluster.ts';
import { podFacts } from '../pods/podView.ts';

/** P18. Gates are lifted before a pod is bound, and none is put up after. Nothing has to be remembered. */
export const noBindOfGatedPod = monitor<null>({
  name: 'no-bind-of-gated-pod',
  statement: 'A pod that has scheduling gates is not bound to a node.',
  source: 'KEP-3521; pkg/registry/core/pod/storage/storage.go assignPod: "pod %v has non-empty .spec.schedulingGates"',
  initial: null,
  judge(_, happening, shape) {
    for (const { resource, object } of commits(happening, shape)) {
      if (resource !== 'pods') continue;
      const { nodeName, schedulingGates } = podFacts(object);
      if (nodeName !== undefined && schedulingGates.length > 0) return wrong(`pod ${nameOf(object.metadata)} is on ${nodeName} and has the scheduling gates ${schedulingGates.join(', ')}`);
    }
    return null;
  },
  premise: (_, state, shape) => stored(state, shape, 'pods').some((pod) => podFacts(pod).schedulingGates.length > 0),
});
