import type { StateView } from '../../model/kernel/index.ts';
import type { AssumedPod } from '../../model/components/scheduler/parts.ts';
import type { Node, PersistentVolume, PersistentVolumeClaim, Pod } from '../../model/objects/index.ts';
import { monitor, notes, partsOf, without } from '../cluster.ts';
import { isTerminal } from '../pods/podView.ts';
import { whyNot, type Placement } from './feasibility/index.ts';

/** The decision that a scheduler made in its last action. */
type Decision = { readonly pod: string; readonly node: string };

/**
 * P19. A scheduler assumes a pod only where all that it knows at that moment allows it. The decision is judged
 * in the state that it led to, in which the scheduler's caches are still those that it decided with.
 */
export const bindIsFeasible = monitor<{ readonly [scheduler: string]: Decision }>({
  name: 'bind-is-feasible',
  statement: 'The node chosen for a pod passes every filter over the pods and nodes that the scheduler knows, assumed pods among them.',
  promise: 'P19',
  source: 'Kubernetes documentation, "Kubernetes Scheduler"; pkg/scheduler/schedule_one.go schedulePod, pkg/scheduler/backend/cache',
  initial: {},
  judge(decisions, happening, { schedulers }) {
    const component = 'component' in happening ? happening.component : undefined;
    if (component === undefined || !schedulers.includes(component)) return decisions;
    const [assumed] = notes(happening, 'assumed');
    if (assumed === undefined) return without(decisions, component);
    return { ...decisions, [component]: { pod: assumed.text('pod'), node: assumed.text('node') } };
  },
  compare(decisions, state) {
    for (const [scheduler, { pod: name, node: chosen }] of Object.entries(decisions)) {
      const pod = state.get(scheduler, `cache/pods/${name}`) as unknown as Pod | undefined;
      const node = state.get(scheduler, `cache/nodes/${chosen}`) as unknown as Node | undefined;
      if (pod === undefined || node === undefined) return `${scheduler} assumed ${name} on ${chosen}, and knows no such ${pod === undefined ? 'pod' : 'node'}`;
      const why = whyNot(pod, node, placementOf(state, scheduler, name));
      if (why !== undefined) return `${scheduler} chose ${chosen} for ${name}, although ${why}`;
    }
    return undefined;
  },
});

/** The cluster as a scheduler sees it, without the pod itself. */
function placementOf(state: StateView, scheduler: string, name: string): Placement {
  const bound = partsOf<Pod>(state, scheduler, 'cache/pods/').filter(({ spec, status }) => (spec.nodeName ?? '') !== '' && !isTerminal(status?.phase));
  const others = state.keys(scheduler, 'assumed/').filter((part) => part !== `assumed/${name}`);
  const assumed = others.map((part) => (state.get(scheduler, part) as unknown as AssumedPod).pod);
  return {
    nodes: partsOf<Node>(state, scheduler, 'cache/nodes/'),
    pods: [...bound, ...assumed],
    claims: partsOf<PersistentVolumeClaim>(state, scheduler, 'cache/persistentvolumeclaims/'),
    volumes: partsOf<PersistentVolume>(state, scheduler, 'cache/persistentvolumes/'),
    namespaces: partsOf(state, scheduler, 'cache/namespaces/'),
  };
}
