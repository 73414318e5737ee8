import type { StateView } from '../../model/kernel/index.ts';
import type { ClusterShape } from '../../model/cluster/shape.ts';
import type { Node } from '../../model/objects/index.ts';
import { stored, type ClusterLiveness } from '../cluster.ts';
import { fair } from './fairness.ts';

/** P48, of a node that was lost: what was done to it is taken back. */
export const nodesRecover: ClusterLiveness = {
  kind: 'liveness',
  name: 'nodes-recover',
  statement: 'A node whose kubelet runs is reported Ready in the end, and nothing keeps pods away from it for having been lost.',
  promise: 'P48',
  source: 'Kubernetes documentation, "Nodes", Node status; pkg/kubelet/kubelet_node_status.go, pkg/controller/nodelifecycle/node_lifecycle_controller.go',
  assumes: 'There is a controller manager that takes the taints off.',
  fairness: fair,
  premise: (state, shape) => stored<Node>(state, shape, 'nodes').some((node) => whatIsWrong(node) !== undefined),
  missing(state, shape) {
    for (const node of stored<Node>(state, shape, 'nodes')) {
      const { name } = node.metadata;
      if (!runs(state, shape, name)) continue;
      const wrong = whatIsWrong(node);
      if (wrong !== undefined) return `the kubelet of ${name} runs, and the node ${wrong}`;
    }
    return undefined;
  },
};

function whatIsWrong({ spec, status }: Node): string | undefined {
  const ready = (status?.conditions ?? []).find(({ type }) => type === 'Ready');
  if (ready?.status !== 'True') return `has the condition Ready ${ready?.status ?? 'unset'}`;
  const taint = (spec?.taints ?? []).find(({ key }) => key === 'node.kubernetes.io/unreachable' || key === 'node.kubernetes.io/not-ready');
  return taint && `still has the taint ${taint.key}:${taint.effect}`;
}

function runs(state: StateView, { nodes }: ClusterShape, name: string): boolean {
  const node = nodes.find((candidate) => candidate.name === name);
  return node !== undefined && !state.isDown(node.kubelet);
}
