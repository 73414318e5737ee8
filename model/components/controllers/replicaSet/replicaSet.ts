import type { JsonObject } from '../../../kernel/json.ts';
import type { Pod, ReplicaSet } from '../../../objects/index.ts';
import { succeeded } from '../../client/protocol.ts';
import { continueClaims, ownedBy, startClaims, type Claimant, type ClaimMemory, type ClaimResult } from '../claims.ts';
import type { Controller, ControllerStep, Progress, SyncResult } from '../controller.ts';
import { areSatisfied, expectationsOf, forgetExpectations } from '../expectations.ts';
import { isActive, isDeleting, splitKey } from '../podState.ts';
import { replicaSetEvent } from './events.ts';
import { replicaSetGuards } from './guards.ts';
import { continueManaging, startManaging, type Managed, type ManageMemory } from './manage.ts';
import { countPods, nextStatus, statusUpdate, type Counts, type Failure } from './status.ts';

/**
 * Keeps as many pods as a ReplicaSet wants (pkg/controller/replicaset/replica_set.go, syncReplicaSet):
 * expectations, then pods (adopting, releasing), then creations or deletions, then the status.
 */
export const replicaSetController: Controller = {
  name: 'replicaSet',
  watches: ['pods', 'replicasets'],
  guards: replicaSetGuards,
  onEvent: replicaSetEvent,
  sync: (step, key, progress) => (progress === undefined ? begin(step, key) : proceed(step, progress)),
};

type Stage =
  | { readonly stage: 'claim'; readonly replicaSet: ReplicaSet & JsonObject; readonly maySync: boolean; readonly claim: ClaimMemory }
  | ManageMemory
  | { readonly stage: 'status' | 'get'; readonly replicaSet: ReplicaSet & JsonObject; readonly status: JsonObject; readonly failed: boolean; readonly lastTry: boolean };

function begin(step: ControllerStep, key: string): SyncResult {
  const { namespace, name } = splitKey(key);
  const replicaSet = step.cachedObject<ReplicaSet & JsonObject>('replicasets', namespace, name);
  if (replicaSet === undefined) {
    forgetExpectations(step, key);
    return { done: true };
  }
  // Before the pods are listed: what is seen from here on cannot make them too few (issue 8138).
  const maySync = step.check('expectationsSatisfied', areSatisfied(expectationsOf(step, key))) || expire(step, key);
  return claimed(step, replicaSet, maySync, startClaims(step, claimant(replicaSet), activePods(step, replicaSet)));
}

/** After five minutes nobody believes any more that the cache will catch up (controller_utils.go, ExpectationsTimeout; issue 129795). */
function expire(step: ControllerStep, key: string): boolean {
  if (!step.fault('expectationsExpire')) return false;
  forgetExpectations(step, key);
  return true;
}

function proceed(step: ControllerStep, progress: Progress): SyncResult {
  const memory = progress.memory as Stage;
  const { replicaSet } = memory;
  switch (memory.stage) {
    case 'claim':
      return claimed(step, replicaSet, memory.maySync, continueClaims(step, claimant(replicaSet), memory.claim, progress.reply));
    case 'create':
    case 'delete':
      return managed(replicaSet, memory.counts, continueManaging(step, memory, progress));
    case 'status':
      if (succeeded(progress.reply)) return memory.failed ? { retry: true } : { done: true };
      return memory.lastTry ? { retry: true } : getAgain(memory);
    case 'get': {
      if (!succeeded(progress.reply)) return { retry: true };
      const live = progress.reply.object as (ReplicaSet & JsonObject) | undefined;
      return live === undefined ? { retry: true } : writeStatus({ ...memory, replicaSet: live, lastTry: true });
    }
  }
}

function claimed(step: ControllerStep, replicaSet: ReplicaSet & JsonObject, maySync: boolean, result: ClaimResult): SyncResult {
  if ('wait' in result) return { wait: { stage: 'claim', replicaSet, maySync, claim: result.wait } satisfies Stage, requests: result.requests };
  if (result.failed) return { retry: true };
  const candidates = activePods(step, replicaSet);
  const mine = new Set(ownedBy(step, claimant(replicaSet), candidates).map((pod) => pod.metadata.name));
  const pods = candidates.filter((pod) => mine.has(pod.metadata.name) || result.claimed.includes(String(pod.metadata.name)));
  const counts = countPods(replicaSet, pods);
  if (!maySync || !step.check('replicaSetIsNotDeleting', !isDeleting(replicaSet))) return managed(replicaSet, counts, { managed: true });
  return managed(replicaSet, counts, startManaging(step, replicaSet, pods, counts));
}

/** The status is written whether or not creating and deleting went well. */
function managed(replicaSet: ReplicaSet & JsonObject, counts: Counts, result: SyncResult | Managed): SyncResult {
  if (!('managed' in result)) return result;
  const failure: Failure | undefined = result.failure;
  const status = nextStatus(replicaSet, counts, failure);
  if (status === undefined) return failure === undefined ? { done: true } : { retry: true };
  return writeStatus({ stage: 'status', replicaSet, status, failed: failure !== undefined, lastTry: false });
}

type StatusStage = Stage & { readonly stage: 'status' | 'get' };

function writeStatus(memory: StatusStage): SyncResult {
  const { namespace = '', name } = memory.replicaSet.metadata;
  return { wait: { ...memory, stage: 'status' } satisfies Stage, requests: [{ tag: 'status', request: statusUpdate(memory.replicaSet, namespace, name, memory.status) }] };
}

/** One more try with the version that is current (replica_set_utils.go, statusUpdateRetries). */
function getAgain(memory: StatusStage): SyncResult {
  const { namespace = '', name } = memory.replicaSet.metadata;
  return { wait: { ...memory, stage: 'get' } satisfies Stage, requests: [{ tag: 'get', request: { verb: 'get', resource: 'replicasets', namespace, name } }] };
}

function activePods(step: ControllerStep, replicaSet: ReplicaSet): readonly Pod[] {
  return step.cached<Pod>('pods', replicaSet.metadata.namespace).filter((pod) => step.check('podIsActive', isActive(pod)));
}

function claimant(replicaSet: ReplicaSet): Claimant {
  return { owner: replicaSet, apiVersion: 'apps/v1', kind: 'ReplicaSet', ownerResource: 'replicasets', resource: 'pods', selector: replicaSet.spec.selector };
}
