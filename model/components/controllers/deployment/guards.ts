import { claimGuards } from '../claims.ts';
import { chartGuards } from '../../../kernel/statechart.ts';
import { rollout, rolloutGuards } from './rollout.ts';

/** The checks of the Deployment controller; its code is pkg/controller/deployment. */
export const deploymentGuards = {
  ...claimGuards,
  ...chartGuards(rollout, rolloutGuards),
  replicaSetHasTheTemplate: 'the new ReplicaSet is found by its template, whatever its name is (deployment_util.go, FindNewReplicaSet; issue 40415)',
  replicaSetIsOurs: 'a ReplicaSet of the name wanted is taken for the new one only if we control it and it has our template; else collisionCount grows (sync.go, getNewReplicaSet; issues 29735, 59212)',
  surgeLeavesRoom: 'the sum of all replicas stays at or below replicas + maxSurge (deployment_util.go, NewRSNewReplicas)',
  enoughStayAvailable: 'old replicas are given up only while replicas - maxUnavailable stay available (rolling.go, reconcileOldReplicaSets)',
  rolloutCanMove: 'maxSurge and maxUnavailable are not both zero: else maxUnavailable is one (deployment_util.go, ResolveFenceposts)',
  oldPodsAreGone: 'Recreate creates no new pod while an old one runs (recreate.go, oldPodsRunning)',
  deploymentIsNotPaused: 'a paused Deployment is scaled but not rolled out (deployment_controller.go, syncDeployment)',
  deploymentIsNotDeleting: 'a Deployment that is being deleted only gets its status written (deployment_controller.go, syncDeployment)',
} as const;
