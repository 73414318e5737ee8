import type { ClusterShape } from '../../model/cluster/shape.ts';
import { clientOf, requestBehind } from '../requests.ts';
import { commits, nameOf, stored, type ClusterMonitor } from '../cluster.ts';
import { podFacts } from '../pods/podView.ts';
import { event, never } from '../temporal/index.ts';

/** A node that was taken over must not take over others. */
export const kubeletKeepsToItsNode: ClusterMonitor = {
  ...never(
    {
      name: 'kubelet-keeps-to-its-node',
      statement: 'A kubelet changes only its own Node and the pods that are bound to it.',
      source: 'Using Node Authorization; kubernetes plugin/pkg/admission/noderestriction/admission.go; kubernetes#104648',
    },
    event('a kubelet changes what is not of its node', (happening, shape: ClusterShape) => {
      const client = clientOf(requestBehind(happening, shape) ?? '');
      const node = shape.nodes.find(({ kubelet }) => kubelet === client)?.name;
      if (node === undefined) return false;
      for (const { resource, object } of commits(happening, shape)) {
        const its: string | undefined = resource === 'nodes' ? object.metadata.name : resource === 'pods' ? podFacts(object).nodeName : node;
        if (its !== node) return `${client} changed ${resource} ${nameOf(object.metadata)}, which ${its === undefined ? 'is on no node' : `belongs to ${its}`}`;
      }
      return false;
    }),
  ),
  // A pod has a status that only kubelets write.
  premise: (_, state, shape) => stored(state, shape, 'pods').some((pod) => podFacts(pod).conditions['Initialized'] !== undefined),
};
