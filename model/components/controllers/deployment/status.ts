import { canonicalText } from '../../../kernel/canonical.ts';
import type { Check } from '../../../kernel/component.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import type { Deployment, ReplicaSet } from '../../../objects/index.ts';
import { rollout, type RolloutEvent } from './rollout.ts';
import type { Limits } from './sizes.ts';

type Condition = JsonObject & { readonly type: string; readonly status: string; readonly reason?: string };

/** What happened to the rollout in a reconciliation, before its numbers are looked at. */
export type Milestone = Exclude<RolloutEvent['type'], 'OBSERVED'>;

/**
 * The status to write, or undefined when it says so already (sync.go, calculateStatus; progress.go,
 * syncRolloutStatus). A real controller writes the condition of a creation at once and usually gets a conflict
 * for the rest; here one write carries both.
 */
export function nextStatus(deployment: Deployment, all: readonly ReplicaSet[], fresh: ReplicaSet | undefined, limits: Limits, milestone: Milestone | undefined, check: Check): JsonObject | undefined {
  const old = (deployment.status ?? {}) as JsonObject;
  const sum = (field: 'replicas' | 'readyReplicas' | 'availableReplicas'): number => all.reduce((total, replicaSet) => total + Number(replicaSet.status?.[field] ?? 0), 0);
  const available = sum('availableReplicas');
  const counts = {
    replicas: sum('replicas'),
    updatedReplicas: Number(fresh?.status?.replicas ?? 0),
    readyReplicas: sum('readyReplicas'),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, all.reduce((total, replicaSet) => total + (replicaSet.spec.replicas ?? 0), 0) - available),
  };
  const conditions = [availableCondition(available >= limits.replicas - limits.maxUnavailable), ...progressing(deployment, old, counts, milestone, check), ...replicaFailure(all)];
  const status: JsonObject = {
    ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
    ...(deployment.metadata.generation !== undefined && { observedGeneration: deployment.metadata.generation }),
    ...(old['collisionCount'] !== undefined && { collisionCount: old['collisionCount'] }),
    conditions,
  };
  return statusText(old) === statusText(status) ? undefined : status;
}

export type StatusCounts = { readonly replicas: number; readonly updatedReplicas: number; readonly readyReplicas: number; readonly availableReplicas: number };

/** DeploymentComplete. */
export function isComplete(wanted: number, counts: StatusCounts): boolean {
  return counts.updatedReplicas === wanted && counts.replicas === wanted && counts.availableReplicas === wanted;
}

/** The status after the new ReplicaSet could not be created, or undefined when it says so already (sync.go, getNewReplicaSet). */
export function statusOfFailure(deployment: Deployment, check: Check): JsonObject | undefined {
  const old = (deployment.status ?? {}) as JsonObject;
  const events = [{ type: 'RESUMED' }, { type: 'CREATE_FAILED' }] as const;
  const reason = events.reduce((state, event) => rollout.next(state, event, check).state, stateIn(old)).value as string;
  const conditions = (old['conditions'] ?? []) as readonly Condition[];
  if (conditions.some((condition) => condition.type === 'Progressing' && condition.reason === reason)) return undefined;
  return { ...old, conditions: [...conditions.filter(({ type }) => type !== 'Progressing'), progressingFor(reason)] };
}

/** How far the rollout was when the status was written. */
function stateIn(status: JsonObject): ReturnType<typeof rollout.initial> {
  const before = ((status['conditions'] ?? []) as readonly Condition[]).find(({ type }) => type === 'Progressing');
  const isKnown = before?.reason !== undefined && before.reason in statusOf;
  return { ...rollout.initial(), ...(isKnown && { value: before.reason }) };
}

function progressingFor(reason: string): Condition {
  return { type: 'Progressing', status: statusOf[reason] ?? 'True', reason };
}

function progressing(deployment: Deployment, old: JsonObject, counts: StatusCounts, milestone: Milestone | undefined, check: Check): readonly Condition[] {
  let state = stateIn(old);
  if (milestone !== undefined) state = rollout.next(state, { type: milestone }, check).state;
  const number = (field: keyof StatusCounts): number => Number(old[field] ?? 0);
  const observed: RolloutEvent = {
    type: 'OBSERVED',
    complete: isComplete(deployment.spec.replicas ?? 1, counts),
    progressed:
      counts.updatedReplicas > number('updatedReplicas') ||
      counts.replicas - counts.updatedReplicas < number('replicas') - number('updatedReplicas') ||
      counts.readyReplicas > number('readyReplicas') ||
      counts.availableReplicas > number('availableReplicas'),
    allUpdated: counts.replicas === counts.updatedReplicas,
  };
  if (state.value !== 'DeploymentPaused') state = rollout.next(state, observed, check).state;
  const reason = state.value as string;
  return reason === 'unknown' ? [] : [progressingFor(reason)];
}

const statusOf: { readonly [reason: string]: string } = {
  NewReplicaSetCreated: 'True',
  FoundNewReplicaSet: 'True',
  ReplicaSetUpdated: 'True',
  NewReplicaSetAvailable: 'True',
  ReplicaSetCreateError: 'False',
  DeploymentPaused: 'Unknown',
  DeploymentResumed: 'Unknown',
};

function availableCondition(enough: boolean): Condition {
  return { type: 'Available', status: enough ? 'True' : 'False', reason: enough ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable' };
}

/** Failures of its ReplicaSets are shown as its own. */
function replicaFailure(all: readonly ReplicaSet[]): readonly Condition[] {
  const failures = all.flatMap((replicaSet) => ((replicaSet.status?.conditions ?? []) as readonly Condition[]).filter(({ type }) => type === 'ReplicaFailure'));
  return failures.slice(0, 1);
}

function statusText(status: JsonObject): string {
  return canonicalText(Object.fromEntries(Object.entries(status).filter(([, value]) => value !== 0)), 'the status of a Deployment');
}
