import type { FilterPlugin } from '../framework.ts';

/** A pod that names its node goes nowhere else (plugins/nodename/node_name.go). */
export const nodeName: FilterPlugin = {
  name: 'NodeName',
  guard: 'matchesNodeName',
  protects: 'a pod whose spec names a node fits no other (nodename plugin)',
  events: ['Node/Add'],
  filter(pod, { node }) {
    const wanted = pod.spec.nodeName ?? '';
    return wanted === '' || wanted === node.metadata.name ? [] : ["node(s) didn't match the requested node name"];
  },
};
