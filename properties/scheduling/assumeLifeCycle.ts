import type { StateView } from '../../model/kernel/index.ts';
import type { AssumedPod, CycleState } from '../../model/components/scheduler/parts.ts';
import type { Pod } from '../../model/objects/index.ts';
import type { ClusterInvariant } from '../cluster.ts';

/** P21. An assumption stands for a binding that is under way, or that was made and has not been seen yet. */
export const assumeLifeCycle: ClusterInvariant = {
  kind: 'invariant',
  name: 'assume-life-cycle',
  statement: 'A scheduler assumes a pod on a node only while it is binding it, or until it sees that it is bound.',
  promise: 'P21',
  source: 'pkg/scheduler/backend/cache/interface.go, the state machine of a pod; kubernetes#26043',
  violation(state, { schedulers }) {
    for (const scheduler of schedulers) {
      for (const part of state.keys(scheduler, 'assumed/')) {
        const why = groundless(state, scheduler, part.slice('assumed/'.length));
        if (why !== undefined) return why;
      }
    }
    return undefined;
  },
  premise: (state, { schedulers }) => schedulers.some((scheduler) => state.keys(scheduler, 'assumed/').length > 0),
};

function groundless(state: StateView, scheduler: string, name: string): string | undefined {
  const { uid, node, phase } = state.get(scheduler, `assumed/${name}`) as unknown as AssumedPod;
  const claim = `${scheduler} counts ${name} on ${node}`;
  if (phase === 'binding') {
    const cycle = state.get(scheduler, `cycle/${name}`) as unknown as CycleState | undefined;
    return cycle?.context.uid === uid ? undefined : `${claim} and is not binding it`;
  }
  const pod = state.get(scheduler, `cache/pods/${name}`) as unknown as Pod | undefined;
  if (pod?.metadata.uid !== uid) return `${claim}, and the pod is gone`;
  return pod.spec.nodeName ? `${claim} although it has seen it bound to ${pod.spec.nodeName}` : undefined;
}
