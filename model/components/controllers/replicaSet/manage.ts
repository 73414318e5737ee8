import type { JsonObject } from '../../../kernel/json.ts';
import type { Pod, ReplicaSet } from '../../../objects/index.ts';
import { succeeded, type ApiReply } from '../../client/protocol.ts';
import { note } from '../../notes.ts';
import type { ControllerStep, Progress, SyncResult } from '../controller.ts';
import { creationObserved, deletionObserved, expect } from '../expectations.ts';
import { controllerOf, controllerRef } from '../ownership.ts';
import { isActive, queueKey } from '../podState.ts';
import { isNamespaceTerminating } from '../replies.ts';
import type { Counts, Failure } from './status.ts';
import { chooseVictims } from './victims.ts';

/** Under way: a batch of creations, or the deletions. `replicaSet` is as it was when the reconciliation began. */
export type ManageMemory =
  | {
      readonly stage: 'create';
      readonly replicaSet: ReplicaSet & JsonObject;
      readonly counts: Counts;
      readonly wanted: number;
      readonly created: number;
      readonly batch: number;
      readonly failure?: string;
    }
  | { readonly stage: 'delete'; readonly replicaSet: ReplicaSet & JsonObject; readonly counts: Counts; readonly victims: readonly string[]; readonly failure?: string };

/** Nothing (more) to create or delete; `failure` tells why something could not be. */
export type Managed = { readonly managed: true; readonly failure?: Failure };

/** BurstReplicas: no more creations or deletions in one reconciliation. */
const burst = 500;

/**
 * Creates what is missing or deletes what is too much (replica_set.go, manageReplicas). What will have to be
 * seen is written down before the first request leaves.
 */
export function startManaging(step: ControllerStep, replicaSet: ReplicaSet & JsonObject, pods: readonly Pod[], counts: Counts): SyncResult | Managed {
  const difference = pods.length - (replicaSet.spec.replicas ?? 1);
  if (step.check('replicasAreMissing', difference < 0)) {
    const wanted = Math.min(difference < 0 ? -difference : 1, burst);
    expect(step, queueKey(replicaSet), { of: replicaSet.metadata.uid ?? '', creates: wanted });
    return createBatch({ stage: 'create', replicaSet, counts, wanted, created: 0, batch: 1 });
  }
  if (step.check('replicasAreTooMany', difference > 0)) {
    const count = Math.min(difference > 0 ? difference : 1, burst, pods.length);
    const victims = chooseVictims(pods, relatedPods(step, replicaSet), count);
    if (victims.length === 0) return { managed: true };
    expect(step, queueKey(replicaSet), { of: replicaSet.metadata.uid ?? '', deletes: victims.map(queueKey).sort() });
    const { namespace = '' } = replicaSet.metadata;
    return {
      wait: { stage: 'delete', replicaSet, counts, victims: victims.map(queueKey) } satisfies ManageMemory,
      requests: victims.map((victim, index) => ({ tag: `delete/${index}`, request: { verb: 'delete', resource: 'pods', namespace, name: String(victim.metadata.name) } })),
    };
  }
  return { managed: true };
}

export function continueManaging(step: ControllerStep, memory: ManageMemory, progress: Progress): SyncResult | Managed {
  return memory.stage === 'create' ? continueCreating(step, memory, progress) : continueDeleting(step, memory, progress);
}

/**
 * Slow start: 1, 2, 4... creations at a time, until a batch fails; what failed and what was skipped will not be
 * seen, so it is expected no longer. A creation whose reply got lost counts as failed although the pod may
 * exist: the next reconciliation may then create one too many (as does the real one: every error but
 * NamespaceTerminating lowers the expectations; before 1.18 a server's timeout did not).
 */
function continueCreating(step: ControllerStep, memory: ManageMemory & { readonly stage: 'create' }, { reply, unanswered }: Progress): SyncResult | Managed {
  const key = queueKey(memory.replicaSet);
  const ok = succeeded(reply) || !step.check('namespaceIsNotTerminating', !isNamespaceTerminating(reply));
  if (succeeded(reply)) step.note(note('pod created', `ReplicaSet ${memory.replicaSet.metadata.name} created a pod`, { replicaSet: key }));
  const next = ok ? { ...memory, created: memory.created + 1 } : { ...memory, failure: failureText(reply) };
  if (unanswered > 0) return { wait: next };
  const missing = next.wanted - next.created;
  if (next.failure !== undefined) {
    creationObserved(step, key, missing);
    return { managed: true, failure: { reason: 'FailedCreate', message: next.failure } };
  }
  return missing === 0 ? { managed: true } : createBatch({ ...next, batch: Math.min(2 * next.batch, missing) });
}

function createBatch(memory: ManageMemory & { readonly stage: 'create' }): SyncResult {
  const { namespace = '' } = memory.replicaSet.metadata;
  const body = newPod(memory.replicaSet);
  return {
    wait: memory,
    requests: Array.from({ length: memory.batch }, (_, index) => ({ tag: `create/${index}`, request: { verb: 'create', resource: 'pods', namespace, body } })),
  };
}

function continueDeleting(step: ControllerStep, memory: ManageMemory & { readonly stage: 'delete' }, { tag, reply, unanswered }: Progress): SyncResult | Managed {
  const victim = memory.victims[Number(tag.slice('delete/'.length))] ?? '';
  // The cache may never show a deletion that did not happen, or that happened before.
  if (!succeeded(reply)) deletionObserved(step, queueKey(memory.replicaSet), victim);
  const next = succeeded(reply) || reply.code === 404 ? memory : { ...memory, failure: failureText(reply) };
  if (unanswered > 0) return { wait: next };
  return { managed: true, ...(next.failure !== undefined && { failure: { reason: 'FailedDelete', message: next.failure } as const }) };
}

/** A pod of the template, owned by the ReplicaSet (controller_utils.go, GetPodFromTemplate). */
function newPod(replicaSet: ReplicaSet): JsonObject {
  const { template } = replicaSet.spec;
  const { labels, annotations } = template.metadata ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName: `${String(replicaSet.metadata.name)}-`,
      ...(replicaSet.metadata.namespace !== undefined && { namespace: replicaSet.metadata.namespace }),
      ...(labels && { labels }),
      ...(annotations && { annotations }),
      ownerReferences: [controllerRef('apps/v1', 'ReplicaSet', replicaSet)],
    },
    spec: template.spec,
  };
}

/** Pods of all the ReplicaSets of the same owner (getIndirectlyRelatedPods). */
function relatedPods(step: ControllerStep, replicaSet: ReplicaSet): readonly Pod[] {
  const { namespace } = replicaSet.metadata;
  const owner = controllerOf(replicaSet)?.uid;
  const siblings = owner === undefined ? [replicaSet] : step.cached<ReplicaSet>('replicasets', namespace).filter((other) => controllerOf(other)?.uid === owner);
  const uids = new Set(siblings.map((sibling) => sibling.metadata.uid));
  return step.cached<Pod>('pods', namespace).filter((pod) => isActive(pod) && uids.has(controllerOf(pod)?.uid));
}

function failureText(reply: ApiReply): string {
  return reply.message ?? reply.reason ?? 'no answer';
}
