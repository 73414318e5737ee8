import type { Happening } from '../../model/kernel/index.ts';
import { isReply } from '../../model/components/client/protocol.ts';
import type { ClusterShape } from '../../model/cluster/shape.ts';
import type { Node, Pod } from '../../model/objects/index.ts';
import { commits, monitor, stored } from '../cluster.ts';
import { isTerminal, podFacts } from '../pods/podView.ts';
import { add, amountsOf, requestsOf } from './feasibility/resources.ts';

/**
 * P20. One scheduler that counts what it has bound and what it is binding never gives a node away twice. What
 * is remembered is whether something happened that no counting can survive.
 */
export const noSelfOvercommit = monitor<'certain' | 'uncertain'>({
  name: 'no-self-overcommit',
  statement: 'The pods on a node together ask for no more than the node has to give.',
  promise: 'P20',
  source: 'pkg/scheduler/backend/cache/interface.go; kubernetes#106361, kubernetes#38503 (assumptions that expired)',
  assumes: 'There is one scheduler, it learns what became of each of its bindings and does not crash, and no pod comes with a node.',
  initial: 'certain',
  judge(seen, happening, shape) {
    return seen === 'certain' && isUncertain(happening, shape) ? 'uncertain' : seen;
  },
  compare(seen, state, shape) {
    if (seen === 'uncertain' || shape.schedulers.length > 1) return undefined;
    const pods = stored<Pod>(state, shape, 'pods').filter(({ status }) => !isTerminal(status?.phase));
    for (const { metadata, status } of stored<Node>(state, shape, 'nodes')) {
      const there = pods.filter(({ spec }) => spec.nodeName === metadata.name);
      const allocatable = amountsOf(status?.allocatable);
      for (const [resource, amount] of there.map(requestsOf).reduce(add, new Map())) {
        const most = allocatable.get(resource) ?? 0n;
        if (amount > 0n && amount > most) return `the pods on ${metadata.name} ask for more ${resource} than it has: ${there.map((pod) => pod.metadata.name).join(', ')}`;
      }
    }
    return undefined;
  },
  premise: (seen, state, shape) => seen === 'certain' && shape.schedulers.length === 1 && stored<Pod>(state, shape, 'pods').some(({ spec }) => (spec.nodeName ?? '') !== ''),
});

function isUncertain(happening: Happening, shape: ClusterShape): boolean {
  if (happening.kind === 'crash') return shape.schedulers.includes(happening.component);
  if (happening.kind !== 'reaction') return false;
  if (shape.schedulers.includes(happening.component)) {
    const { input } = happening;
    return input.kind === 'message' && isReply(input.message) && input.message.id.includes('.bind/') && (input.message.code === 0 || input.message.code >= 500);
  }
  return commits(happening, shape).some(({ resource, type, object }) => resource === 'pods' && type === 'ADDED' && podFacts(object).nodeName !== undefined);
}
