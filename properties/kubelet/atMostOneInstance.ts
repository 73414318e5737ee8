import type { Happening } from '../../model/kernel/index.ts';
import { isRequest } from '../../model/components/client/protocol.ts';
import type { ContainerState } from '../../model/components/runtime/parts.ts';
import type { ClusterShape } from '../../model/cluster/shape.ts';
import { commits, monitor } from '../cluster.ts';
import { isTerminal, podFacts } from '../pods/podView.ts';
import { clientOf, followRequests, noRequests, requestBehind, type UnderWay } from '../requests.ts';

type Excuses = {
  /** UIDs of pods that somebody deleted with grace 0 while they might run. */
  readonly forced: readonly string[];
  /** A kubelet was told of times long past. */
  readonly timeTravel: boolean;
  /** Force deletions under way. */
  readonly forcing: UnderWay<true>;
};

/** P24. What a StatefulSet's identity, a leader election or a disk relies on. */
export const atMostOneInstance = monitor<Excuses>({
  name: 'at-most-one-instance',
  statement: 'Pods of one name never run on two nodes at a time.',
  promise: 'P24',
  source: 'design-proposals pod-safety; StatefulSet documentation, "Force Delete StatefulSet Pods"; kubernetes#59848',
  assumes: 'Nobody but its kubelet deletes a pod with grace 0 (no force deletion), and no kubelet starts from a stale list.',
  initial: { forced: [], timeTravel: false, forcing: noRequests },
  judge(seen, happening, shape) {
    const kubelets = shape.nodes.map(({ kubelet }) => kubelet);
    const request = requestBehind(happening, shape) ?? '';
    const isForced = seen.forcing.requests[request] === true && !kubelets.includes(clientOf(request));
    const removed = commits(happening, shape).flatMap(({ resource, object }) => {
      const { nodeName, phase } = podFacts(object);
      const { uid = '' } = object.metadata;
      return isForced && resource === 'pods' && nodeName !== undefined && !isTerminal(phase) && !seen.forced.includes(uid) ? [uid] : [];
    });
    return {
      forced: removed.length === 0 ? seen.forced : [...seen.forced, ...removed].sort(),
      timeTravel: seen.timeTravel || isStaleListOfKubelet(happening, shape),
      forcing: followRequests(seen.forcing, happening, shape, ({ verb, options }) => (verb === 'delete' && options?.gracePeriodSeconds === 0 ? true : undefined)),
    };
  },
  compare({ forced, timeTravel }, state, { nodes }) {
    if (timeTravel) return undefined;
    const where = new Map<string, string>();
    for (const { name, runtime } of nodes) {
      for (const part of state.keys(runtime, 'container/')) {
        const container = state.get(runtime, part) as unknown as ContainerState;
        const uid = part.split('/')[1] ?? '';
        if (container.state !== 'running' || forced.includes(uid)) continue;
        const other = where.get(container.podKey);
        if (other !== undefined && other !== name) return `pod ${container.podKey} runs on ${other} and on ${name}`;
        where.set(container.podKey, name);
      }
    }
    return undefined;
  },
  premise: ({ timeTravel }, state, { nodes }) => !timeTravel && nodes.some(({ runtime }) => state.keys(runtime, 'container/').length > 0),
});

function isStaleListOfKubelet(happening: Happening, { apiservers, nodes }: ClusterShape): boolean {
  if (happening.kind !== 'reaction' || !apiservers.includes(happening.component) || happening.input.kind !== 'message') return false;
  const { from, message } = happening.input;
  return (happening.reaction.faults ?? []).includes('staleList') && nodes.some(({ kubelet }) => kubelet === from) && isRequest(message) && message.resource === 'pods';
}
