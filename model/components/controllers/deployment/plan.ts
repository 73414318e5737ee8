import type { JsonObject } from '../../../kernel/json.ts';
import type { Deployment, Pod, ReplicaSet } from '../../../objects/index.ts';
import type { ControllerStep } from '../controller.ts';
import { controllerOf } from '../ownership.ts';
import { isTerminal } from '../podState.ts';
import { newReplicas, resolveLimits, shareOut, shrinkOld, total, type Limits, type Resize, type Size } from './sizes.ts';
import { annotation, hasTemplate, newReplicaSet, numberIn, revisionOf } from './template.ts';

/** What a reconciliation has to write before the status, given the ReplicaSets as it knows them. */
export type Plan =
  | { readonly create: JsonObject }
  /** The new ReplicaSet has to carry a higher revision than the old ones. */
  | { readonly annotate: ReplicaSet; readonly revision: number }
  | { readonly resize: readonly Resize[] };

export type Known = { readonly all: readonly ReplicaSet[]; readonly fresh: ReplicaSet | undefined; readonly old: readonly ReplicaSet[]; readonly limits: Limits };

/** Sorts the Deployment's ReplicaSets into the new one and the old ones, from old to new. */
export function survey(step: ControllerStep, deployment: Deployment, replicaSets: readonly ReplicaSet[]): Known {
  const all = [...replicaSets].sort((a, b) => revisionOf(a) - revisionOf(b) || (String(a.metadata.name) < String(b.metadata.name) ? -1 : 1));
  const fresh = all.find((replicaSet) => step.check('replicaSetHasTheTemplate', hasTemplate(replicaSet, deployment)));
  return { all, fresh, old: all.filter((replicaSet) => replicaSet !== fresh), limits: limitsOf(step, deployment) };
}

function limitsOf(step: ControllerStep, deployment: Deployment): Limits {
  const replicas = deployment.spec.replicas ?? 1;
  if (isRecreate(deployment)) return { replicas, maxSurge: 0, maxUnavailable: 0 };
  const { maxSurge = '25%', maxUnavailable = '25%' } = deployment.spec.strategy?.rollingUpdate ?? {};
  return resolveLimits(replicas, maxSurge, maxUnavailable, (guard, holds) => step.check(guard, holds));
}

export function isRecreate(deployment: Deployment): boolean {
  return deployment.spec.strategy?.type === 'Recreate';
}

/** rollingUpdate or recreate (rolling.go, rolloutRolling; recreate.go, rolloutRecreate). */
export function planRollout(step: ControllerStep, deployment: Deployment, known: Known): Plan {
  if (isRecreate(deployment)) {
    const shrink = known.old.filter(({ spec }) => (spec.replicas ?? 0) > 0).map((old) => ({ name: String(old.metadata.name), replicas: 0 }));
    if (shrink.length > 0) return { resize: shrink };
    if (!step.check('oldPodsAreGone', !oldPodsRun(step, known))) return { resize: [] };
  }
  const revision = Math.max(0, ...known.old.map(revisionOf)) + 1;
  const { fresh, limits } = known;
  const check = (guard: string, holds: boolean): boolean => step.check(guard, holds);
  if (fresh === undefined) {
    const size: Size = { name: '', replicas: 0, available: 0 };
    const replicas = isRecreate(deployment) ? limits.replicas : newReplicas(limits, [...known.old.map(sizeOf), size], size, check);
    return { create: newReplicaSet(deployment, replicas, revision, limits) };
  }
  if (revisionOf(fresh) < revision) return { annotate: fresh, revision };
  const size = sizeOf(fresh);
  const wanted = isRecreate(deployment) ? limits.replicas : newReplicas(limits, known.all.map(sizeOf), size, check);
  if (wanted !== size.replicas) return { resize: [{ name: size.name, replicas: wanted }] };
  return { resize: isRecreate(deployment) ? [] : shrinkOld(limits, known.old.map(sizeOf), size, check) };
}

/** Whether replicas changed since the ReplicaSets were sized (sync.go, isScalingEvent). */
export function isScalingEvent(deployment: Deployment, known: Known): boolean {
  return known.all.some((replicaSet) => {
    const desired = numberIn(replicaSet, annotation.desired);
    return (replicaSet.spec.replicas ?? 0) > 0 && desired !== undefined && desired !== (deployment.spec.replicas ?? 1);
  });
}

/** Scaling without rolling out: when replicas changed, or the Deployment is paused (sync.go, scale). */
export function planScaling(deployment: Deployment, { all, fresh, old, limits }: Known): Plan {
  const active = all.filter(({ spec }) => (spec.replicas ?? 0) > 0);
  const only = active.length === 0 ? (fresh ?? old.at(-1)) : active.length === 1 ? active[0] : undefined;
  if (active.length <= 1) return { resize: only === undefined ? [] : [{ name: String(only.metadata.name), replicas: limits.replicas }] };
  const isSaturated = fresh !== undefined && fresh.spec.replicas === limits.replicas && fresh.status?.availableReplicas === limits.replicas && numberIn(fresh, annotation.desired) === limits.replicas;
  if (isSaturated) return { resize: old.filter((replicaSet) => active.includes(replicaSet)).map((replicaSet) => ({ name: String(replicaSet.metadata.name), replicas: 0 })) };
  return { resize: isRecreate(deployment) ? [] : shareOut(limits, active.map(sizeOf), Number(deployment.status?.replicas ?? 0)) };
}

export function sizeOf(replicaSet: ReplicaSet): Size {
  const maxReplicas = numberIn(replicaSet, annotation.max);
  return {
    name: String(replicaSet.metadata.name),
    replicas: replicaSet.spec.replicas ?? 0,
    available: Number(replicaSet.status?.availableReplicas ?? 0),
    ...(maxReplicas !== undefined && { maxReplicas }),
  };
}

/** recreate.go, oldPodsRunning. */
function oldPodsRun(step: ControllerStep, { old, fresh }: Known): boolean {
  if (total(old.map(sizeOf)) > 0 || old.some(({ status }) => Number(status?.replicas ?? 0) > 0)) return true;
  const uids = new Set(old.map(({ metadata }) => metadata.uid));
  return step
    .cached<Pod>('pods', (fresh ?? old[0])?.metadata.namespace)
    .some((pod) => uids.has(controllerOf(pod)?.uid) && !isTerminal(pod));
}
