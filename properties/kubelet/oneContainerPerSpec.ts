import type { ContainerState } from '../../model/components/runtime/parts.ts';
import type { ClusterInvariant } from '../cluster.ts';

/** P25. */
export const oneContainerPerSpec: ClusterInvariant = {
  kind: 'invariant',
  name: 'one-container-per-spec',
  statement: 'At most one container runs for a pod and a container name.',
  promise: 'P25',
  source: 'kubernetes#117694; pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodActions',
  violation(state, { nodes }) {
    for (const { runtime } of nodes) {
      for (const part of state.keys(runtime, 'container/')) {
        const { podKey, state: now, duplicates = 0 } = state.get(runtime, part) as unknown as ContainerState;
        const running = duplicates + (now === 'running' ? 1 : 0);
        if (running > 1) return `${running} containers ${part.slice(part.lastIndexOf('/') + 1)} of ${podKey} run on ${runtime}`;
      }
    }
    return undefined;
  },
  premise: (state, { nodes }) => nodes.some(({ runtime }) => state.keys(runtime, 'container/').length > 0),
};
