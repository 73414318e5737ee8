import { claimGuards } from '../claims.ts';

/** The checks of the ReplicaSet controller; its code is pkg/controller/replicaset/replica_set.go. */
export const replicaSetGuards = {
  ...claimGuards,
  expectationsSatisfied: 'pods are created or deleted only when the cache has shown the results of the last writes (replica_set.go, syncReplicaSet; issues 129795, 8138)',
  podIsActive: 'pods that are finished or being deleted do not count as replicas (controller_utils.go, IsPodActive)',
  replicaSetIsNotDeleting: 'a ReplicaSet that is being deleted neither creates nor deletes pods (replica_set.go, syncReplicaSet)',
  replicaSetIsTheSame: 'expectations of a deleted ReplicaSet are forgotten, also when one of the same name has taken its place (replica_set.go, updateRS; issue 69376)',
  replicasAreMissing: 'pods are created only up to spec.replicas (replica_set.go, manageReplicas)',
  replicasAreTooMany: 'pods are deleted only down to spec.replicas (replica_set.go, manageReplicas)',
  deletionIsUnderWay: 'a deletionTimestamp counts as the observation of a deletion: a replacement is created at once (replica_set.go, updatePod)',
  namespaceIsNotTerminating: 'a creation refused because the namespace goes away is not tried again (replica_set.go, manageReplicas)',
} as const;
