import type { JsonObject } from '../../../kernel/json.ts';
import { matchesLabelSelector, type Deployment, type OwnerReference, type Pod, type ReplicaSet } from '../../../objects/index.ts';
import type { InformerEvent } from '../../client/informer.ts';
import { succeeded, type NewRequest } from '../../client/protocol.ts';
import { note } from '../../notes.ts';
import { continueClaims, ownedBy, startClaims, type Claimant, type ClaimMemory, type ClaimResult } from '../claims.ts';
import type { Controller, ControllerStep, Progress, SyncResult } from '../controller.ts';
import { controllerOf } from '../ownership.ts';
import { isDeleting, queueKey, splitKey } from '../podState.ts';
import { isNamespaceTerminating } from '../replies.ts';
import { deploymentGuards } from './guards.ts';
import { isRecreate, isScalingEvent, planRollout, planScaling, survey, type Known, type Plan } from './plan.ts';
import { nextStatus, statusOfFailure, type Milestone } from './status.ts';
import { annotation, hasTemplate, nameOfNew, sizeAnnotations } from './template.ts';
import type { Resize } from './sizes.ts';

/**
 * Rolls a Deployment's template out through ReplicaSets (pkg/controller/deployment, syncDeployment): the new
 * ReplicaSet, then one scaling step up or down, then the status; what the ReplicaSets become brings it back.
 */
export const deploymentController: Controller = {
  name: 'deployment',
  watches: ['deployments', 'pods', 'replicasets'],
  guards: deploymentGuards,
  onEvent,
  sync: (step, key, progress) => (progress === undefined ? begin(step, key) : proceed(step, progress)),
};

/** `replicaSets` are as the reconciliation knows them: read from the cache once, then as its own writes returned them. */
type Stage = { readonly deployment: Deployment & JsonObject; readonly replicaSets: readonly (ReplicaSet & JsonObject)[]; readonly milestone?: Milestone } & (
  | { readonly stage: 'claim'; readonly claim: ClaimMemory }
  | { readonly stage: 'create' | 'annotate' | 'failed' | 'collision' | 'status' }
  | { readonly stage: 'resize'; readonly left: readonly Resize[] }
);

type Work = Omit<Stage, 'stage' | 'claim' | 'left'>;

function begin(step: ControllerStep, key: string): SyncResult {
  const { namespace, name } = splitKey(key);
  const deployment = step.cachedObject<Deployment & JsonObject>('deployments', namespace, name);
  if (deployment === undefined) return { done: true };
  return claimed(step, deployment, startClaims(step, claimant(deployment), step.cached<ReplicaSet>('replicasets', namespace)));
}

function claimed(step: ControllerStep, deployment: Deployment & JsonObject, result: ClaimResult): SyncResult {
  if ('wait' in result) return { wait: { stage: 'claim', deployment, replicaSets: [], claim: result.wait } satisfies Stage, requests: result.requests };
  if (result.failed) return { retry: true };
  const candidates = step.cached<ReplicaSet & JsonObject>('replicasets', deployment.metadata.namespace);
  const owned = new Set(ownedBy(step, claimant(deployment), candidates).map(({ metadata }) => metadata.name));
  return roll(step, { deployment, replicaSets: candidates.filter(({ metadata }) => owned.has(metadata.name) || result.claimed.includes(String(metadata.name))) });
}

function roll(step: ControllerStep, work: Work): SyncResult {
  const { deployment } = work;
  const known = survey(step, deployment, work.replicaSets);
  if (!step.check('deploymentIsNotDeleting', !isDeleting(deployment))) return writeStatus(step, work, known);
  const isPaused = !step.check('deploymentIsNotPaused', deployment.spec.paused !== true);
  const plan = isPaused || isScalingEvent(deployment, known) ? planScaling(deployment, known) : planRollout(step, deployment, known);
  return carryOut(step, isPaused ? { ...work, milestone: 'PAUSED' } : work, plan);
}

function carryOut(step: ControllerStep, work: Work, plan: Plan): SyncResult {
  const { namespace = '' } = work.deployment.metadata;
  if ('create' in plan) {
    return { wait: { ...work, stage: 'create' } satisfies Stage, requests: [{ tag: 'create', request: { verb: 'create', resource: 'replicasets', namespace, body: plan.create } }] };
  }
  if ('annotate' in plan) {
    return { wait: { ...work, stage: 'annotate' } satisfies Stage, requests: [update(plan.annotate, { [annotation.revision]: String(plan.revision) })] };
  }
  return resize(step, work, plan.resize);
}

/** Writes the sizes one after the other; those that are right already need no write. */
function resize(step: ControllerStep, work: Work, left: readonly Resize[]): SyncResult {
  const known = survey(step, work.deployment, work.replicaSets);
  for (const [index, { name, replicas }] of left.entries()) {
    const replicaSet = work.replicaSets.find(({ metadata }) => metadata.name === name);
    if (replicaSet === undefined || isSized(replicaSet, replicas, known)) continue;
    step.note(note('scaled', `Deployment ${String(work.deployment.metadata.name)} scales ${name} from ${replicaSet.spec.replicas ?? 0} to ${replicas}`, { replicaSet: queueKey(replicaSet), replicas }));
    return { wait: { ...work, stage: 'resize', left: left.slice(index + 1) } satisfies Stage, requests: [update(replicaSet, sizeAnnotations(known.limits), replicas)] };
  }
  return writeStatus(step, work, known);
}

function isSized(replicaSet: ReplicaSet, replicas: number, { limits }: Known): boolean {
  return replicaSet.spec.replicas === replicas && Object.entries(sizeAnnotations(limits)).every(([name, value]) => replicaSet.metadata.annotations?.[name] === value);
}

function update(replicaSet: ReplicaSet & JsonObject, annotations: { readonly [name: string]: string }, replicas?: number): { readonly tag: string; readonly request: NewRequest } {
  const { namespace = '', name } = replicaSet.metadata;
  const body = {
    ...replicaSet,
    metadata: { ...replicaSet.metadata, annotations: { ...replicaSet.metadata.annotations, ...annotations } },
    spec: { ...replicaSet.spec, ...(replicas !== undefined && { replicas }) },
  } as unknown as JsonObject;
  return { tag: 'update', request: { verb: 'update', resource: 'replicasets', namespace, name, body } };
}

function proceed(step: ControllerStep, { memory, reply }: Progress): SyncResult {
  const { stage, ...work } = memory as Stage;
  switch (stage) {
    case 'claim':
      return claimed(step, work.deployment, continueClaims(step, claimant(work.deployment), (memory as Stage & { stage: 'claim' }).claim, reply));
    case 'create':
      if (succeeded(reply)) return roll(step, { ...work, milestone: 'CREATED', replicaSets: [...work.replicaSets, reply.object as ReplicaSet & JsonObject] });
      if (reply.code === 409 && reply.reason === 'AlreadyExists') return nameIsTaken(step, work);
      return isNamespaceTerminating(reply) ? { retry: true } : creationFailed(step, work);
    case 'annotate':
    case 'resize': {
      if (!succeeded(reply)) return { retry: true };
      const written = reply.object as ReplicaSet & JsonObject;
      const next = { ...work, replicaSets: work.replicaSets.map((replicaSet) => (replicaSet.metadata.name === written.metadata.name ? written : replicaSet)) };
      return stage === 'annotate' ? roll(step, next) : resize(step, next, (memory as Stage & { stage: 'resize' }).left);
    }
    case 'failed':
    case 'collision':
      // With another collisionCount the next attempt has another name.
      return { retry: true };
    case 'status':
      return succeeded(reply) ? { done: true } : { retry: true };
  }
}

/**
 * The name is taken: by our own ReplicaSet, which the cache showed too late or whose creation's reply got lost,
 * or by a hash collision. The lister is asked, as in the real one, not the API server.
 */
function nameIsTaken(step: ControllerStep, work: Work): SyncResult {
  const { deployment } = work;
  const { namespace = '' } = deployment.metadata;
  const replicaSet = step.cachedObject<ReplicaSet & JsonObject>('replicasets', namespace, nameOfNew(deployment));
  if (replicaSet === undefined) return { retry: true };
  const isOurs = controllerOf(replicaSet)?.uid === deployment.metadata.uid && hasTemplate(replicaSet, deployment);
  if (step.check('replicaSetIsOurs', isOurs)) {
    return roll(step, { ...work, replicaSets: [...work.replicaSets.filter(({ metadata }) => metadata.name !== replicaSet.metadata.name), replicaSet] });
  }
  return { wait: { ...work, stage: 'collision' } satisfies Stage, requests: [statusUpdate(deployment, { ...(deployment.status as JsonObject | undefined), collisionCount: Number(deployment.status?.collisionCount ?? 0) + 1 })] };
}

/** The status says so, then it is tried again. */
function creationFailed(step: ControllerStep, work: Work): SyncResult {
  const status = statusOfFailure(work.deployment, (guard, holds) => step.check(guard, holds));
  return status === undefined ? { retry: true } : { wait: { ...work, stage: 'failed' } satisfies Stage, requests: [statusUpdate(work.deployment, status)] };
}

function statusUpdate(deployment: Deployment & JsonObject, status: JsonObject): { readonly tag: string; readonly request: NewRequest } {
  const { namespace = '', name } = deployment.metadata;
  return { tag: 'status', request: { verb: 'update', resource: 'deployments', subresource: 'status', namespace, name, body: { ...deployment, status } } };
}

function writeStatus(step: ControllerStep, work: Work, known: Known): SyncResult {
  const { deployment } = work;
  const status = nextStatus(deployment, known.all, known.fresh, known.limits, milestoneOf(work, known), (guard, holds) => step.check(guard, holds));
  return status === undefined ? { done: true } : { wait: { ...work, stage: 'status' } satisfies Stage, requests: [statusUpdate(deployment, status)] };
}

function milestoneOf({ milestone, deployment }: Work, { fresh }: Known): Milestone | undefined {
  if (milestone !== undefined) return milestone;
  const conditions = (deployment.status?.conditions ?? []) as readonly JsonObject[];
  const progressing = conditions.find(({ type }) => type === 'Progressing');
  if (progressing?.['reason'] === 'DeploymentPaused') return 'RESUMED';
  return progressing === undefined && fresh !== undefined ? 'FOUND' : undefined;
}

function claimant(deployment: Deployment): Claimant {
  return { owner: deployment, apiVersion: 'apps/v1', kind: 'Deployment', ownerResource: 'deployments', resource: 'replicasets', selector: deployment.spec.selector };
}

/** deployment_controller.go, addReplicaSet, updateReplicaSet, deletePod. */
function onEvent(step: ControllerStep, { type, resource, object, old }: InformerEvent): readonly string[] {
  const { namespace } = object.metadata;
  if (resource === 'deployments') return [queueKey(object)];
  if (resource === 'pods') return type === 'DELETED' ? recreators(step, object as Pod) : [];
  const references = [controllerOf(object), old && controllerOf(old)];
  const owners = references.flatMap((reference) => owner(step, namespace, reference) ?? []);
  if (owners.length > 0 || controllerOf(object) !== undefined || type === 'DELETED') return owners.map(queueKey);
  return step
    .cached<Deployment>('deployments', namespace)
    .filter(({ spec }) => matchesLabelSelector(spec.selector, object.metadata.labels))
    .map(queueKey);
}

/** A Recreate Deployment waits for the last of its old pods. */
function recreators(step: ControllerStep, pod: Pod): readonly string[] {
  const reference = controllerOf(pod);
  if (reference?.kind !== 'ReplicaSet') return [];
  const replicaSet = step.cachedObject<ReplicaSet>('replicasets', pod.metadata.namespace, reference.name);
  const deployment = replicaSet && owner(step, pod.metadata.namespace, controllerOf(replicaSet));
  return deployment && isRecreate(deployment) ? [queueKey(deployment)] : [];
}

function owner(step: ControllerStep, namespace: string | undefined, reference: OwnerReference | undefined): Deployment | undefined {
  if (reference?.kind !== 'Deployment') return undefined;
  const deployment = step.cachedObject<Deployment>('deployments', namespace, reference.name);
  return deployment !== undefined && step.check('controllerUIDMatches', deployment.metadata.uid === reference.uid) ? deployment : undefined;
}
