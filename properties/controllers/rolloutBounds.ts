import type { Happening, Json, JsonObject } from '../../model/kernel/index.ts';
import { isRequest } from '../../model/components/client/protocol.ts';
import type { Deployment, ReplicaSet } from '../../model/objects/index.ts';
import { monitor, wrong } from '../cluster.ts';

/** A size that a Deployment controller asks for, and the Deployment and its ReplicaSets as it knows them. */
interface Resize {
  readonly name: string;
  readonly to: number;
  readonly deployment: Deployment;
  readonly replicaSets: readonly ReplicaSet[];
}

/** P38. What is judged is the controller's view, which each of its requests shows: so nothing is remembered. Its caches may be behind, and a rollout has no expectations as a ReplicaSet has. */
export const rolloutBounds = monitor<null>({
  name: 'rollout-bounds',
  statement: 'As its controller sees it, a rolling update never asks for more than replicas + maxSurge, and gives up no available replica when that leaves less than replicas - maxUnavailable.',
  promise: 'P38',
  source: 'Deployment documentation, "Rolling Update Deployment"; pkg/controller/deployment/util/deployment_util.go NewRSNewReplicas, rolling.go reconcileOldReplicaSets',
  assumes: 'The Deployment is not being scaled or paused: a new size is shared out in proportion, whatever is available.',
  initial: null,
  judge(seen, happening, { controllerManagers }) {
    if (happening.kind !== 'reaction' || !controllerManagers.includes(happening.component)) return seen;
    for (const resize of resizes(happening)) {
      const why = resize.deployment.spec.strategy?.type === 'Recreate' ? undefined : outOfBounds(resize);
      if (why !== undefined) return wrong(`Deployment ${resize.deployment.metadata.name} makes its ReplicaSet ${resize.name} ${why}`);
    }
    return seen;
  },
  premise: (_, state, { controllerManagers }) => controllerManagers.some((manager) => memoryOf(state.get(manager, 'queue/deployment'))?.['deployment'] !== undefined),
});

/** Of the reconciliation that is under way. */
function memoryOf(queue: Json | undefined): JsonObject | null | undefined {
  return (queue as { readonly active?: { readonly memory?: JsonObject | null } } | undefined)?.active?.memory;
}

/** What the request is about is in the memory of the reconciliation that makes it. */
function resizes({ reaction: { send = [], set = {} } }: Extract<Happening, { kind: 'reaction' }>): readonly Resize[] {
  const memory = memoryOf(set['queue/deployment']);
  if (memory?.['deployment'] === undefined) return [];
  const known = { deployment: memory['deployment'] as unknown as Deployment, replicaSets: (memory['replicaSets'] ?? []) as unknown as readonly ReplicaSet[] };
  return send.flatMap(({ message }) => {
    if (!isRequest(message) || message.resource !== 'replicasets' || (message.verb !== 'create' && message.verb !== 'update') || !/^\d+\.queue\/deployment\//.test(message.id ?? '')) return [];
    const { metadata, spec } = message.body as unknown as ReplicaSet;
    return [{ ...known, name: metadata.name, to: spec.replicas ?? 1 }];
  });
}

function outOfBounds({ name, to, deployment, replicaSets }: Resize): string | undefined {
  const { replicas, surge, unavailable } = limitsOf(deployment);
  const before = replicaSets.find(({ metadata }) => metadata.name === name);
  const from = before?.spec.replicas ?? 0;
  const others = replicaSets.filter((replicaSet) => replicaSet !== before);
  const total = others.reduce((sum, { spec }) => sum + (spec.replicas ?? 0), to);
  if (to > from && total > replicas + surge) return `larger (${from} to ${to}), which makes ${total} replicas where ${replicas} are wanted and at most ${surge} more`;
  if (before === undefined || to >= availableOf(before) || isBeingScaled(deployment, replicaSets)) return undefined;
  const left = others.reduce((sum, other) => sum + Math.min(availableOf(other), other.spec.replicas ?? 0), to);
  return left < replicas - unavailable ? `smaller (${from} to ${to}), which leaves ${left} available replicas where ${replicas} are wanted and at most ${unavailable} may be missing` : undefined;
}

/** maxSurge is rounded up, maxUnavailable down; were both nothing, no rollout could move. */
function limitsOf({ spec }: Deployment): { readonly replicas: number; readonly surge: number; readonly unavailable: number } {
  const replicas = spec.replicas ?? 1;
  const { maxSurge = '25%', maxUnavailable = '25%' } = spec.strategy?.rollingUpdate ?? {};
  const surge = typeof maxSurge === 'number' ? maxSurge : Math.ceil((Number.parseInt(maxSurge, 10) * replicas) / 100);
  const unavailable = typeof maxUnavailable === 'number' ? maxUnavailable : Math.floor((Number.parseInt(maxUnavailable, 10) * replicas) / 100);
  return { replicas, surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}

function availableOf({ status }: ReplicaSet): number {
  return Number(status?.availableReplicas ?? 0);
}

/** What its ReplicaSets were sized for is written on them. */
function isBeingScaled({ spec }: Deployment, replicaSets: readonly ReplicaSet[]): boolean {
  const sizedFor = ({ metadata }: ReplicaSet): string | undefined => metadata.annotations?.['deployment.kubernetes.io/desired-replicas'];
  return spec.paused === true || replicaSets.some((replicaSet) => (replicaSet.spec.replicas ?? 0) > 0 && sizedFor(replicaSet) !== undefined && sizedFor(replicaSet) !== String(spec.replicas ?? 1));
}
