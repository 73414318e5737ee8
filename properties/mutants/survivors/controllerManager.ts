import { equivalent, gap, type Survivor } from './survivor.ts';

const manager = (guard: string, answer: boolean, argument: string): Survivor => gap(`controller-manager.${guard}`, answer, argument);

const conditions = 'Nothing promises what the condition Progressing of a Deployment says: replicas-match looks at replicas (deployment_util.go, progress.go).';
const failover = 'Nothing promises that a silent node is called Unknown and tainted in time: nodes-recover looks at the end of a run, when whoever fell silent has come back (P48).';
const leaving = 'Nothing promises that an owner which is being deleted is left alone: replicas-match excuses it, and no collector of garbage removes what it creates.';

export const controllerManagerSurvivors: readonly Survivor[] = [
  manager('deletionIsUnderWay', false, 'Nothing promises that a replacement comes as soon as a pod is marked (P37): it comes when the pod has gone, and by then all matches.'),
  manager('deploymentIsNotDeleting', true, leaving),
  manager('deploymentIsNotPaused', true, 'Nothing promises that a paused Deployment is not rolled out (Deployments, "Pausing and Resuming a rollout"): replicas-match excuses it.'),
  manager('holderIsSilent', false, 'Nothing promises that a dead leader is followed by another one while it is dead: somebody-leads looks at the end of a run, when it has come back (P48).'),
  manager('kubeletSpokeAgain', true, failover),
  manager('kubeletSpokeAgain', false, failover),
  manager('leaseIsHeld', false, 'Two managers that both lead are safe as far as anything is promised (P44: the store takes no write over another one), and nothing limits how long they do.'),
  manager('namespaceIsNotTerminating', true, 'The creation that was refused is tried again, with a back-off, until the ReplicaSet goes: nothing promises that it is not.'),
  manager('nodeIsMarked', true, failover),
  manager('nodeIsReady', true, `Nothing promises that the pods of a silent node are marked not ready. ${failover}`),
  manager('nodeIsReady', false, 'Pods of a healthy node are marked not ready as well, and their kubelet takes that back: nothing promises that a pod stays Ready for as long as its probes succeed.'),
  manager('oldPodsAreGone', true, 'Nothing promises that strategy Recreate starts no new pod while an old one runs (Deployments, "Recreate Deployment").'),
  manager('podIsActive', true, 'A pod that is being deleted is replaced when it has gone, no sooner, which nothing forbids; and no scenario has a replica that ends for good and stays.'),
  manager('podToleratesTaint', true, failover),
  manager('replicaSetIsNotDeleting', true, leaving),
  manager('replicaSetIsOurs', false, 'The Deployment counts one collision more (status.collisionCount), about which nothing is promised, and then finds its ReplicaSet by the template, before it needs a name.'),
  manager('replicaSetIsTheSame', true, 'It matters when an informer sees a ReplicaSet and its successor of the same name as one change, since it did not watch in between (k8s#69376): no run of these scenarios gets there.'),
  manager('rolloutIsComplete', true, conditions),
  manager('rolloutIsComplete', false, conditions),
  manager('rolloutProgressed', true, conditions),
  manager('rolloutProgressed', false, conditions),
  manager('rolloutStaysComplete', true, conditions),
  manager('rolloutStaysComplete', false, conditions),
  manager('sliceCacheIsFresh', true, 'A slice is compared with an old cache and may be left as it is (k8s#117193), until the watch shows the last write and the Service is looked at again: the endpoints converge, and how soon nothing promises.'),
  manager('tolerationIsOver', false, failover),
  gap('controller-manager.leaseIsFree', false, 'It matters when a Lease is there that nobody holds. There is none but for a moment after it was deleted, and then the old leader goes on or falls silent, which another candidate notices: somebody leads in the end of every run of these scenarios.'),
  equivalent('controller-manager.sliceHasChanged', true, 'A slice that is as it was is compared with the pods once more, and nothing has to be written: one reconciliation more (endpointslice_controller.go, onEndpointSliceUpdate).'),
  gap('controller-manager.sliceHasChanged', false, 'What somebody else writes into a slice stays there until pods change. Nobody else writes slices in these scenarios, and what the controller wrote itself it has compared already; together with a stale cache it matters, as the history has it (k8s#117193).'),
];
