import { nameOf, stored, type ClusterInvariant } from '../cluster.ts';
import { podFacts } from './podView.ts';

/** P29. Ready is the conjunction of what the documentation says it is. */
export const readyImplies: ClusterInvariant = {
  kind: 'invariant',
  name: 'ready-implies',
  statement: 'A pod that is Ready is Running, has ContainersReady, and all its readiness gates are True.',
  promise: 'P29',
  source: 'pod lifecycle documentation, "Pod readiness"; no violation in 1024 recorded pod events',
  violation(state, shape) {
    for (const pod of stored(state, shape, 'pods')) {
      const { phase, conditions, readinessGates } = podFacts(pod);
      if (conditions['Ready'] !== 'True') continue;
      const name = `pod ${nameOf(pod.metadata)} is Ready`;
      if (phase !== 'Running') return `${name}, and its phase is ${phase ?? 'unset'}`;
      if (conditions['ContainersReady'] !== 'True') return `${name}, and ContainersReady is ${conditions['ContainersReady'] ?? 'unset'}`;
      const closed = readinessGates.find((gate) => conditions[gate] !== 'True');
      if (closed !== undefined) return `${name}, and its readiness gate ${closed} is not True`;
    }
    return undefined;
  },
  premise: (state, shape) => stored(state, shape, 'pods').some((pod) => podFacts(pod).conditions['Ready'] === 'True'),
};
