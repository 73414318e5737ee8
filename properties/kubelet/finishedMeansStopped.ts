import type { ContainerState } from '../../model/components/runtime/parts.ts';
import { nameOf, stored, type ClusterInvariant } from '../cluster.ts';
import { isTerminal, podFacts } from '../pods/podView.ts';

/** What a scheduler relies on that gives the room of a finished pod to another one. */
export const finishedMeansStopped: ClusterInvariant = {
  kind: 'invariant',
  name: 'finished-means-stopped',
  statement: 'A pod is called Succeeded or Failed only when none of its containers runs any more.',
  source: 'kubernetes#108366, kubernetes#106884; pkg/kubelet/kubelet.go SyncTerminatedPod; pod lifecycle documentation, "Pod phase"',
  violation(state, shape) {
    for (const pod of stored(state, shape, 'pods')) {
      const { phase, nodeName } = podFacts(pod);
      const runtime = shape.nodes.find(({ name }) => name === nodeName)?.runtime;
      if (!isTerminal(phase) || runtime === undefined) continue;
      const running = state.keys(runtime, `container/${pod.metadata.uid ?? ''}/`).find((part) => (state.get(runtime, part) as unknown as ContainerState).state === 'running');
      if (running !== undefined) return `pod ${nameOf(pod.metadata)} has ${phase === 'Failed' ? 'failed' : 'succeeded'}, and its container ${running.slice(running.lastIndexOf('/') + 1)} runs`;
    }
    return undefined;
  },
  premise: (state, shape) => stored(state, shape, 'pods').some((pod) => isTerminal(podFacts(pod).phase)),
};
