import { canonicalText } from '../../../kernel/canonical.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import type { Pod, ReplicaSet } from '../../../objects/index.ts';
import type { NewRequest } from '../../client/protocol.ts';
import { isReady } from '../podState.ts';

/** How many of the pods that a reconciliation began with were what (replica_set_utils.go, calculateStatus). */
export type Counts = { readonly replicas: number; readonly fullyLabeled: number; readonly ready: number };

export function countPods(replicaSet: ReplicaSet, pods: readonly Pod[]): Counts {
  const wanted = Object.entries(replicaSet.spec.template.metadata?.labels ?? {});
  return {
    replicas: pods.length,
    fullyLabeled: pods.filter((pod) => wanted.every(([label, value]) => pod.metadata.labels?.[label] === value)).length,
    ready: pods.filter(isReady).length,
  };
}

/**
 * The status to write, or undefined when it says so already. Without a clock a ready pod is available at once,
 * whatever minReadySeconds is.
 * @param failure why pods could not be created or deleted
 */
export function nextStatus(replicaSet: ReplicaSet, counts: Counts, failure: Failure | undefined): JsonObject | undefined {
  const { replicaFailure, others } = failures(replicaSet);
  const conditions = failure === undefined ? others : [...others, replicaFailure ?? { type: 'ReplicaFailure', status: 'True', reason: failure.reason, message: failure.message }];
  const status: JsonObject = {
    replicas: counts.replicas,
    ...(counts.fullyLabeled > 0 && { fullyLabeledReplicas: counts.fullyLabeled }),
    ...(counts.ready > 0 && { readyReplicas: counts.ready, availableReplicas: counts.ready }),
    ...(replicaSet.metadata.generation !== undefined && { observedGeneration: replicaSet.metadata.generation }),
    ...(conditions.length > 0 && { conditions }),
  };
  return sameStatus(replicaSet.status, status) ? undefined : status;
}

export type Failure = { readonly reason: 'FailedCreate' | 'FailedDelete'; readonly message: string };

export function statusUpdate(replicaSet: JsonObject, namespace: string, name: string, status: JsonObject): NewRequest {
  return { verb: 'update', resource: 'replicasets', subresource: 'status', namespace, name, body: { ...replicaSet, status } };
}

function failures(replicaSet: ReplicaSet): { readonly replicaFailure: JsonObject | undefined; readonly others: readonly JsonObject[] } {
  const conditions = (replicaSet.status?.conditions ?? []) as readonly JsonObject[];
  return {
    replicaFailure: conditions.find((condition) => condition['type'] === 'ReplicaFailure'),
    others: conditions.filter((condition) => condition['type'] !== 'ReplicaFailure'),
  };
}

const numbers = ['replicas', 'fullyLabeledReplicas', 'readyReplicas', 'availableReplicas', 'observedGeneration'] as const;

/** Absent counts are zero: the API leaves them out (omitempty). */
function sameStatus(old: ReplicaSet['status'], status: JsonObject): boolean {
  const before = (old ?? {}) as JsonObject;
  return (
    numbers.every((field) => (before[field] ?? 0) === (status[field] ?? 0)) &&
    canonicalText(before['conditions'] ?? [], 'conditions') === canonicalText(status['conditions'] ?? [], 'conditions')
  );
}
