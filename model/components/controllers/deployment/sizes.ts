import type { Check } from '../../../kernel/component.ts';

/**
 * How many replicas each ReplicaSet of a Deployment gets: pure arithmetic
 * (pkg/controller/deployment/rolling.go, util/deployment_util.go).
 */
export type Size = {
  readonly name: string;
  /** spec.replicas. */
  readonly replicas: number;
  /** status.availableReplicas. */
  readonly available: number;
  /** How large the Deployment might become when this was last scaled: replicas + maxSurge, in an annotation. */
  readonly maxReplicas?: number;
};

export type Limits = { readonly replicas: number; readonly maxSurge: number; readonly maxUnavailable: number };

export type Resize = { readonly name: string; readonly replicas: number };

/** maxSurge rounds up, maxUnavailable rounds down; were both zero, a rollout could not move (ResolveFenceposts). */
export function resolveLimits(replicas: number, maxSurge: number | string, maxUnavailable: number | string, check: Check): Limits {
  const surge = scaled(maxSurge, replicas, Math.ceil);
  const unavailable = scaled(maxUnavailable, replicas, Math.floor);
  const canMove = check('rolloutCanMove', surge > 0 || unavailable > 0);
  return { replicas, maxSurge: surge, maxUnavailable: Math.min(canMove ? unavailable : 1, replicas) };
}

function scaled(value: number | string, replicas: number, round: (exact: number) => number): number {
  if (typeof value === 'number') return value;
  return round((Number.parseInt(value, 10) * replicas) / 100);
}

export function total(sizes: readonly Size[]): number {
  return sizes.reduce((sum, { replicas }) => sum + replicas, 0);
}

/** The size of the new ReplicaSet, which is among `all` (NewRSNewReplicas). */
export function newReplicas(limits: Limits, all: readonly Size[], fresh: Size, check: Check): number {
  if (fresh.replicas >= limits.replicas) return limits.replicas;
  const room = limits.replicas + limits.maxSurge - total(all);
  if (!check('surgeLeavesRoom', room > 0)) return fresh.replicas;
  const missing = limits.replicas - fresh.replicas;
  return fresh.replicas + (room > 0 ? Math.min(room, missing) : missing);
}

/** Scale-downs of the old ones, oldest first; each is one write (reconcileOldReplicaSets). */
export function shrinkOld(limits: Limits, old: readonly Size[], fresh: Size, check: Check): readonly Resize[] {
  if (total(old) === 0) return [];
  const least = limits.replicas - limits.maxUnavailable;
  const spare = total(old) + fresh.replicas - least - (fresh.replicas - fresh.available);
  if (!check('enoughStayAvailable', spare > 0)) return [];
  const unhealthy = shrinkUnhealthy(old, spare > 0 ? spare : total(old));
  const left = old.map((size) => ({ ...size, replicas: unhealthy.find(({ name }) => name === size.name)?.replicas ?? size.replicas }));
  const surplus = [...left, fresh].reduce((sum, { available }) => sum + available, 0) - least;
  return [...unhealthy, ...shrinkBy(left, spare > 0 ? surplus : total(left), ({ replicas }) => replicas)];
}

/** Replicas that are not available anyway go first, so that they do not hold the rollout up (cleanupUnhealthyReplicas). */
function shrinkUnhealthy(old: readonly Size[], most: number): readonly Resize[] {
  return shrinkBy(old, most, ({ replicas, available }) => replicas - available);
}

function shrinkBy(sizes: readonly Size[], most: number, mayLose: (size: Size) => number): readonly Resize[] {
  const resized: Resize[] = [];
  let left = most;
  for (const size of sizes) {
    const loses = Math.max(0, Math.min(left, size.replicas, mayLose(size)));
    if (loses === 0) continue;
    left -= loses;
    resized.push({ name: size.name, replicas: size.replicas - loses });
  }
  return resized;
}

/**
 * In the middle of a rollout a new size of the Deployment is shared out in proportion, the largest first;
 * what rounding leaves over goes to the first (sync.go, scale; GetReplicaSetProportion).
 * @param active from old to new
 * @param currentReplicas status.replicas of the Deployment
 */
export function shareOut(limits: Limits, active: readonly Size[], currentReplicas: number): readonly Resize[] {
  const allowed = limits.replicas > 0 ? limits.replicas + limits.maxSurge : 0;
  const toAdd = allowed - total(active);
  const ageOrder = toAdd > 0 ? [...active].reverse() : [...active];
  const sorted = ageOrder.sort((a, b) => b.replicas - a.replicas);
  let added = 0;
  const shares = sorted.map((size) => {
    const share = toAdd === added ? 0 : bounded(proportion(limits, size, currentReplicas), toAdd - added, toAdd > 0);
    added += share;
    return size.replicas + share;
  });
  return sorted.map(({ name }, index) => ({ name, replicas: Math.max(0, (shares[index] ?? 0) + (index === 0 ? toAdd - added : 0)) }));
}

function bounded(share: number, left: number, growing: boolean): number {
  return growing ? Math.min(share, left) : Math.max(share, left);
}

/** By how much a ReplicaSet would change, were replicas real numbers (getReplicaSetFraction). */
function proportion(limits: Limits, size: Size, currentReplicas: number): number {
  if (size.replicas === 0) return 0;
  if (limits.replicas === 0) return -size.replicas;
  const before = size.maxReplicas === undefined || size.maxReplicas === 0 ? currentReplicas : size.maxReplicas;
  if (before === 0) return 0;
  return Math.round((size.replicas * (limits.replicas + limits.maxSurge)) / before) - size.replicas;
}
