import type { ClusterShape } from '../../model/cluster/shape.ts';
import { commits, nameOf, stored, type ClusterMonitor } from '../cluster.ts';
import { podFacts } from '../pods/podView.ts';
import { event, never } from '../temporal/index.ts';

/** P18. Gates are lifted before a pod is bound, and none is put up after. */
export const noBindOfGatedPod: ClusterMonitor = {
  ...never(
    {
      name: 'no-bind-of-gated-pod',
      statement: 'A pod that has scheduling gates is not bound to a node.',
      promise: 'P18',
      source: 'KEP-3521; pkg/registry/core/pod/storage/storage.go assignPod: "pod %v has non-empty .spec.schedulingGates"',
    },
    event('a pod is stored that is on a node and has scheduling gates', (happening, shape: ClusterShape) => {
      for (const { resource, object } of commits(happening, shape)) {
        if (resource !== 'pods') continue;
        const { nodeName, schedulingGates } = podFacts(object);
        if (nodeName !== undefined && schedulingGates.length > 0) return `pod ${nameOf(object.metadata)} is on ${nodeName} and has the scheduling gates ${schedulingGates.join(', ')}`;
      }
      return false;
    }),
  ),
  premise: (_, state, shape) => stored(state, shape, 'pods').some((pod) => podFacts(pod).schedulingGates.length > 0),
};
