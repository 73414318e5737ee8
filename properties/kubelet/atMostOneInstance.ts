import type { Happening } from '../../model/kernel/index.ts';
import { isRequest } from '../../model/components/client/protocol.ts';
import type { ContainerState } from '../../model/components/runtime/parts.ts';
import type { ClusterShape } from '../../model/cluster/shape.ts';
import { commits, monitor } from '../cluster.ts';
import { isTerminal, podFacts } from '../pods/podView.ts';
import { clientOf, requestBehind } from '../requests.ts';

/** Pods whose objects were removed over the head of their kubelet; whether a kubelet was told of times long past. */
type Excuses = { readonly forced: readonly string[]; readonly timeTravel: boolean };

/** P24. What a StatefulSet's identity, a leader election or a disk relies on. */
export const atMostOneInstance = monitor<Excuses>({
  name: 'at-most-one-instance',
  statement: 'Pods of one name never run on two nodes at a time.',
  source: 'design-proposals pod-safety; StatefulSet documentation, "Force Delete StatefulSet Pods"; kubernetes#59848',
  assumes: 'Nobody removes the object of a pod that may run except its kubelet (no force deletion), and no kubelet starts from a stale list.',
  initial: { forced: [], timeTravel: false },
  judge(seen, happening, shape) {
    const removed = commits(happening, shape).flatMap(({ resource, type, object }) => {
      const { nodeName, phase } = podFacts(object);
      const mayRun = resource === 'pods' && type === 'DELETED' && nodeName !== undefined && !isTerminal(phase);
      const byKubelet = clientOf(requestBehind(happening, shape) ?? '') === shape.nodes.find(({ name }) => name === nodeName)?.kubelet;
      return mayRun && !byKubelet ? [object.metadata.uid ?? ''] : [];
    });
    const timeTravel = seen.timeTravel || isStaleListOfKubelet(happening, shape);
    return removed.length === 0 && timeTravel === seen.timeTravel ? seen : { forced: [...seen.forced, ...removed].sort(), timeTravel };
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
});

function isStaleListOfKubelet(happening: Happening, { apiservers, nodes }: ClusterShape): boolean {
  if (happening.kind !== 'reaction' || !apiservers.includes(happening.component) || happening.input.kind !== 'message') return false;
  const { from, message } = happening.input;
  return (happening.reaction.faults ?? []).includes('staleList') && nodes.some(({ kubelet }) => kubelet === from) && isRequest(message) && message.resource === 'pods';
}
