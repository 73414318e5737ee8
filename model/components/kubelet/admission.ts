import type { GuardTable } from '../../kernel/component.ts';
import type { Step } from '../../kernel/step.ts';
import { informersSynced } from '../client/informer.ts';
import { addQuantities, compareQuantities, matchesRequiredNodeAffinity, podRequests, type Node, type Pod } from '../../objects/index.ts';
import { podOf, workerOf, type Kubelet, type WorkerState } from './parts.ts';
import type { WorkerContext } from './podWorker.ts';

export const admissionGuards = {
  nodeIsKnown: 'a kubelet that starts decides about no pod before it has seen its Node, with the labels that others have put there (kubelet.go GetNode, wait for the node lister; issues 97339, 85334)',
  rejectedPodsAreNotCounted: 'a pod shares the node with the pods that this kubelet has taken and not ended, by its own workers: the API may not yet say that another one was rejected (kubelet.go GetActivePods, filterOutInactivePods)',
} as const satisfies GuardTable;

/**
 * The scheduler decided with a cache that may have been stale; the kubelet looks again (lifecycle/predicate.go
 * generalFilter, PredicateAdmitHandler). Taints with NoExecute are not its business.
 */
export function whyRejected(step: Step, kubelet: Kubelet, pod: Pod): WorkerContext['rejection'] {
  const node = (step.get(`cache/nodes/${kubelet.node.metadata.name}`) as Node | undefined) ?? (informersSynced(step, ['nodes']) ? kubelet.node : asRegistered(kubelet.node));
  if (!matchesRequiredNodeAffinity(pod, node)) return { reason: 'NodeAffinity', message: 'Predicate NodeAffinity failed: node(s) didn\'t match Pod\'s node affinity/selector' };
  const allocatable = node.status?.allocatable ?? {};
  const others = activePods(step, pod);
  if (allocatable['pods'] !== undefined && compareQuantities(String(others.length + 1), allocatable['pods']) > 0) return outOf('pods', '1', String(others.length), allocatable['pods']);
  for (const [resource, requested] of Object.entries(podRequests(pod)).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const used = others.reduce((sum, other) => addQuantities(sum, podRequests(other)[resource] ?? '0'), '0');
    const capacity = allocatable[resource] ?? '0';
    if (compareQuantities(requested, '0') > 0 && compareQuantities(addQuantities(used, requested), capacity) > 0) return outOf(resource, requested, used, capacity);
  }
  return null;
}

/** Whether a kubelet that has just started knows enough to act: its pods (what runs and is not among them is ended, config.go sourcesReady), and its Node. */
export function cachesAreFilled(step: Step): boolean {
  return informersSynced(step, ['pods']) && step.check('nodeIsKnown', informersSynced(step, ['nodes']));
}

/** All that a kubelet knows of a Node that it has not seen yet: the labels that it gives it itself (kubelet_node_status.go initialNode). */
function asRegistered(node: Node): Node {
  const labels = Object.entries(node.metadata.labels ?? {}).filter(([label]) => label.startsWith('kubernetes.io/'));
  return { ...node, metadata: { ...node.metadata, labels: Object.fromEntries(labels) } };
}

function outOf(resource: string, requested: string, used: string, capacity: string): WorkerContext['rejection'] {
  return { reason: `OutOf${resource}`, message: `Node didn't have enough resource: ${resource}, requested: ${requested}, used: ${used}, capacity: ${capacity}` };
}

/** The pods that hold something of the node, by the workers. One that has not been looked at yet comes later. */
function activePods(step: Step, pod: Pod): readonly Pod[] {
  return step.keys('worker/').flatMap((part) => {
    const uid = part.slice('worker/'.length);
    const worker = workerOf(step, uid);
    if (worker === undefined || uid === pod.metadata.uid || worker.value === 'admitting') return [];
    const other = podOf(step, uid, worker.context.pod);
    return other === undefined || step.check('rejectedPodsAreNotCounted', isInactive(worker)) ? [] : [other];
  });
}

function isInactive(worker: WorkerState): boolean {
  return worker.value === 'finished' || worker.context.terminal;
}
