import type { StateView } from '../../model/kernel/index.ts';
import type { ClusterShape } from '../../model/cluster/shape.ts';
import type { Pod } from '../../model/objects/index.ts';
import { nameOf, stored, type ClusterLiveness } from '../cluster.ts';
import { isTerminal, podFacts } from '../pods/podView.ts';
import { feasibleNodes, type Placement } from '../scheduling/feasibility/index.ts';
import { storedPlacement } from './clusterView.ts';
import { fair } from './fairness.ts';

/** P45. One of the three that this project is for. */
export const eventuallyReady: ClusterLiveness = {
  kind: 'liveness',
  name: 'eventually-ready',
  statement: 'Every command of kubectl is answered, and every pod that can run is scheduled, runs and becomes Ready.',
  promise: 'P45',
  source: 'Kubernetes documentation, "Pod Lifecycle"; design-proposals pod-safety',
  assumes: 'There is a node that the pod may go to, and its namespace is not being deleted; its images can be pulled, its claims are bound, and its programs do not end for good: by themselves, or by a crash that its restartPolicy leaves at that.',
  fairness: fair,
  missing(state, shape) {
    const todo = state.get(shape.kubectl, 'todo') as { readonly left: readonly { readonly verb: string }[] } | undefined;
    if (todo !== undefined && !state.isDown(shape.kubectl)) return `kubectl ${todo.left[0]?.verb ?? ''} has had no answer`;
    const placement = storedPlacement(state, shape);
    for (const pod of stored<Pod>(state, shape, 'pods')) {
      const why = isExcused(pod, placement, shape) ? undefined : whatIsMissing(pod, placement, state, shape);
      if (why !== undefined) return why;
    }
    return undefined;
  },
  premise(state, shape) {
    const placement = storedPlacement(state, shape);
    return stored<Pod>(state, shape, 'pods').some((pod) => !isExcused(pod, placement, shape));
  },
};

/** A pod of which nothing can be expected. */
function isExcused(pod: Pod, placement: Placement, { missingImages = [] }: ClusterShape): boolean {
  const { phase, conditions, schedulingGates, readinessGates } = podFacts(pod);
  const containers = [...(pod.spec.initContainers ?? []), ...pod.spec.containers];
  const claims = (pod.spec.volumes ?? []).flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);
  const isBound = (claim: string): boolean => placement.claims.some(({ metadata, status }) => metadata.name === claim && metadata.namespace === pod.metadata.namespace && status?.phase === 'Bound');
  // Even a binding is a creation, and nothing is created in a namespace that goes away.
  const isLeaving = placement.namespaces.some(({ metadata }) => metadata.name === pod.metadata.namespace && metadata.deletionTimestamp !== undefined);
  const isMissing = (image: string): boolean => missingImages.some((missing) => image === missing || image.startsWith(`${missing}:`) || image.startsWith(`${missing}@`));
  return (
    pod.metadata.deletionTimestamp !== undefined ||
    isTerminal(phase) ||
    isLeaving ||
    schedulingGates.length > 0 ||
    readinessGates.some((gate) => conditions[gate] !== 'True') ||
    (pod.spec.schedulerName ?? 'default-scheduler') !== 'default-scheduler' ||
    containers.some(({ image = '', imagePullPolicy }) => imagePullPolicy === 'Never' || isMissing(image)) ||
    Object.keys(pod.metadata.annotations ?? {}).some((annotation) => annotation.startsWith('podproof.dev/exits')) ||
    hasEndedInPart(pod) ||
    !claims.every(isBound)
  );
}

/** One of its containers has ended and is not restarted; until the others have, the pod is Running (pod lifecycle documentation, "Pod phase"). */
function hasEndedInPart({ spec, status }: Pod): boolean {
  const { restartPolicy = 'Always' } = spec;
  const ends = (status?.containerStatuses ?? []).flatMap(({ state }) => state?.terminated ?? []);
  return ends.some(({ exitCode }) => restartPolicy === 'Never' || (restartPolicy === 'OnFailure' && exitCode === 0));
}

function whatIsMissing(pod: Pod, placement: Placement, state: StateView, shape: ClusterShape): string | undefined {
  const name = nameOf({ ...pod.metadata, namespace: pod.metadata.namespace ?? 'default' });
  const { nodeName, conditions, phase } = podFacts(pod);
  if (nodeName === undefined) {
    const [node] = feasibleNodes(pod, placement);
    return node && `pod ${name} fits ${node} and has not been bound`;
  }
  if (conditions['Ready'] === 'True' && phase === 'Running') return undefined;
  // Nobody looks after a node that does not exist.
  const node = shape.nodes.find((candidate) => candidate.name === nodeName);
  if (node === undefined || state.isDown(node.kubelet)) return undefined;
  return `pod ${name} is bound to ${nodeName} and has not become Ready (phase ${phase ?? 'unset'})`;
}
