import { clusterProperties } from './clusterProperties.ts';

/** One of the promises that Kubernetes makes about how pods come to be, as this project counts them. */
export interface Promised {
  /** `P01` to `P48`; `K1` to `K5` are what Kivi (USENIX ATC 2024) checks of clusters. */
  readonly number: string;
  readonly promise: string;
  /** The properties that check it. */
  readonly properties: readonly string[];
  /** Why nothing checks it, or not all of it. */
  readonly gap?: string;
}

/** What is promised, in the order of the way that a pod goes; and what of it is not checked, and why. */
const all: readonly (readonly [number: string, promise: string, gap?: string, alsoBy?: readonly string[]])[] = [
  ['P01', 'versions grow, and each committed write has its own'],
  ['P02', 'a change replaces only the version that it was made to'],
  ['P03', 'one live object of a name'],
  ['P04', 'a UID is never used again'],
  ['P05', 'an update that changes nothing is not written'],
  ['P06', 'what is rejected is not stored'],
  ['P07', 'a create goes through admission in its order'],
  ['P08', 'mutating webhooks are asked again at most once', 'Of creates only: an update that loses its race goes through mutating admission anew.'],
  ['P09', 'a webhook that must be asked is not skipped'],
  ['P10', 'a dry run changes nothing', 'No command of a scenario asks for a dry run; that the API server stores and charges nothing for one is a test of its own.'],
  ['P11', 'a deletion is not taken back, and its grace only shrinks'],
  ['P12', 'finalizers are waited for'],
  ['P13', 'preconditions of a deletion hold'],
  ['P14', 'nothing comes into a namespace that is being deleted or is not there', 'That it is emptied in the end is not checked: the namespace controller is not modelled.'],
  ['P15', 'quotas are respected'],
  ['P16', 'a pod is bound once'],
  ['P17', 'a pod that is being deleted is not bound'],
  ['P18', 'a pod with scheduling gates is not bound'],
  ['P19', 'a pod is bound where it fits'],
  ['P20', 'one scheduler does not give a node away twice'],
  ['P21', 'a pod is assumed only while it is bound'],
  ['P22', 'one attempt at a time to place a pod'],
  ['P23', 'a pod that waits is in one queue', 'That it is in one only is how the model\'s queue is made: a part a pod.'],
  ['P24', 'pods of one name run on one node'],
  ['P25', 'one container runs for a name in a pod'],
  ['P26', 'a container starts only where its pod is bound'],
  ['P27', 'the end of a pod is final'],
  ['P28', 'a pod does not go back to Pending', 'Not while it is being deleted: recorded streams of Kubernetes 1.18 show just that.'],
  ['P29', 'Ready implies all that it stands for'],
  ['P30', 'conditions become True in their order'],
  ['P31', 'init containers run one after the other'],
  ['P32', 'containers get their grace period, and the object outlives them', 'The model has no clock: how long the grace period is cannot be checked, only that nothing is killed before it was asked to end.'],
  ['P33', 'the back-off between restarts grows', 'The model has no clock: a back-off is a timer that fires some time.'],
  ['P34', 'the restart policy is kept'],
  ['P35', 'endpoints are ready pods', 'As far as the controller\'s cache goes; strictly only in the end.'],
  ['P36', 'finished pods have no endpoints'],
  ['P37', 'a ReplicaSet does not create more than it is to have'],
  ['P38', 'a rolling update keeps to maxSurge and maxUnavailable'],
  ['P39', 'owners are known by UID'],
  ['P40', 'garbage collection deletes only what no owner wants', 'The garbage collector is not modelled.'],
  ['P41', 'pods of a StatefulSet come and go in order', 'StatefulSets are not modelled.'],
  ['P42', 'evictions respect disruption budgets', 'PodDisruptionBudgets and the eviction API are not modelled.'],
  ['P43', 'a DaemonSet has one pod a node', 'DaemonSets are not modelled.'],
  ['P44', 'leaders that overlap do no harm', 'Nothing of its own is promised of their writes: P02, P03 and P16 must hold where the fault leaderOverlap strikes.'],
  ['P45', 'what can run becomes Ready'],
  ['P46', 'what is becomes what is wanted, and stays so'],
  ['P47', 'caches converge'],
  ['P48', 'pods are woken, deletions complete, lost nodes and leaders are got over', 'Of a kubelet that never comes back nothing is judged: in the end, whatever crashed has restarted. The times in which all this happens cannot be checked: there is no clock.'],
  ['K1', 'a pod that fits somewhere is scheduled (no_feasible_node)', undefined, ['eventually-ready']],
  ['K2', 'what is stable has as many replicas as are expected (checkExpReplicas, checkMinReplicas)', undefined, ['replicas-match']],
  ['K3', 'replicas do not go up and down without cause (checkOscillationReplicaNum)', 'Nothing in the model changes the size of a workload by itself: there is no autoscaler.'],
  ['K4', 'pods are not evicted and replaced for ever (checkEvictionCycle)', 'There is no descheduler; a circle in which something else never comes is found by the properties of liveness, and endless eviction by itself is no broken promise (kubernetes#131116).'],
  ['K5', 'pods are spread as their constraints say (checkBalanceNode)', 'At the moment of binding: nobody moves a pod later.', ['bind-is-feasible']],
];

export const promises: readonly Promised[] = all.map(([number, promise, gap, alsoBy = []]) => ({
  number,
  promise,
  properties: clusterProperties.filter((property) => property.promise === number || alsoBy.includes(property.name)).map(({ name }) => name),
  ...(gap !== undefined && { gap }),
}));
