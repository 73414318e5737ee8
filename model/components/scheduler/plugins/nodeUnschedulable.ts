import { tolerates } from '../../../objects/index.ts';
import type { FilterPlugin } from '../framework.ts';

/** Cordoned nodes take nobody who does not tolerate that (plugins/nodeunschedulable/node_unschedulable.go). */
export const nodeUnschedulable: FilterPlugin = {
  name: 'NodeUnschedulable',
  guard: 'nodeIsSchedulable',
  protects: 'a cordoned node gets no new pods, except those that tolerate node.kubernetes.io/unschedulable:NoSchedule (nodeunschedulable plugin)',
  events: ['Node/Add', 'Node/Update'],
  filter(pod, { node }) {
    if (node.spec?.unschedulable !== true) return [];
    const taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' } as const;
    return (pod.spec.tolerations ?? []).some((toleration) => tolerates(toleration, taint)) ? [] : ['node(s) were unschedulable'];
  },
};
