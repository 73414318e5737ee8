import { clientOf, requestBehind } from '../requests.ts';
import { commits, monitor, nameOf, stored, wrong } from '../cluster.ts';
import { podFacts } from '../pods/podView.ts';

/** A node that was taken over must not take over others. Nothing has to be remembered. */
export const kubeletKeepsToItsNode = monitor<null>({
  name: 'kubelet-keeps-to-its-node',
  statement: 'A kubelet changes only its own Node and the pods that are bound to it.',
  source: 'Using Node Authorization; kubernetes plugin/pkg/admission/noderestriction/admission.go; kubernetes#104648',
  initial: null,
  judge(_, happening, shape) {
    const client = clientOf(requestBehind(happening, shape) ?? '');
    const node = shape.nodes.find(({ kubelet }) => kubelet === client)?.name;
    if (node === undefined) return null;
    for (const { resource, object } of commits(happening, shape)) {
      const its: string | undefined = resource === 'nodes' ? object.metadata.name : resource === 'pods' ? podFacts(object).nodeName : node;
      if (its !== node) return wrong(`${client} changed ${resource} ${nameOf(object.metadata)}, which ${its === undefined ? 'is on no node' : `belongs to ${its}`}`);
    }
    return null;
  },
  // A pod has a status that only kubelets write.
  premise: (_, state, shape) => stored(state, shape, 'pods').some((pod) => podFacts(pod).conditions['Initialized'] !== undefined),
});
