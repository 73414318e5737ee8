import type { JsonObject } from '../../kernel/json.ts';
import type { KubernetesObject, LabelSelector } from '../../objects/index.ts';
import { matchesLabelSelector } from '../../objects/index.ts';
import { succeeded, type ApiReply, type NewRequest } from '../client/protocol.ts';
import { note } from '../notes.ts';
import type { ControllerStep } from './controller.ts';
import { controllerOf, controllerRef } from './ownership.ts';

/**
 * Which objects an owner controls: those whose controllerRef names its UID; it adopts orphans that match its
 * selector, and releases what no longer does (pkg/controller/controller_ref_manager.go, ClaimObject).
 */
export const claimGuards = {
  controllerUIDMatches: 'an object belongs to the owner whose UID its controllerRef names, not to any owner of that name (controller_ref_manager.go, claimObject)',
  ownerUIDMatches: 'before adopting, a live read must show the same owner, not a recreated one of the same name (replica_set.go, claimPods; issue 42639)',
  ownerIsNotDeleting: 'an owner that is being deleted adopts nothing, by a live read (controller_ref_manager.go, RecheckDeletionTimestamp; issue 42639)',
  objectIsOrphan: 'only an object that nobody controls is adopted (controller_ref_manager.go, claimObject)',
} as const;

export interface Claimant {
  readonly owner: KubernetesObject;
  readonly apiVersion: string;
  readonly kind: string;
  /** The resource of the owner, and of what it owns. */
  readonly ownerResource: string;
  readonly resource: string;
  readonly selector: LabelSelector | undefined;
}

/** Names of objects to patch; what has gone wrong makes the whole reconciliation try again. */
export type ClaimMemory = JsonObject & {
  readonly step: 'recheck' | 'adopt' | 'release';
  readonly adopt: readonly string[];
  readonly release: readonly string[];
  readonly adopted: readonly string[];
  readonly failed: boolean;
};

export type ClaimResult =
  | { readonly claimed: readonly string[]; readonly failed: boolean }
  | { readonly wait: ClaimMemory; readonly requests: readonly { readonly tag: string; readonly request: NewRequest }[] };

/** Names of the candidates that the owner's UID controls and that match. */
export function ownedBy<T extends KubernetesObject>(step: ControllerStep, claimant: Claimant, candidates: readonly T[]): readonly T[] {
  return candidates.filter((candidate) => isControlled(step, claimant, candidate) && matches(claimant, candidate));
}

export function startClaims(step: ControllerStep, claimant: Claimant, candidates: readonly KubernetesObject[]): ClaimResult {
  const leaving = claimant.owner.metadata.deletionTimestamp !== undefined;
  const adopt: string[] = [];
  const release: string[] = [];
  for (const candidate of candidates) {
    const name = candidate.metadata.name ?? '';
    if (controllerOf(candidate) !== undefined && isControlled(step, claimant, candidate)) {
      if (!matches(claimant, candidate) && !leaving) release.push(name);
    } else if (matches(claimant, candidate) && step.check('objectIsOrphan', controllerOf(candidate) === undefined)) {
      if (!leaving && candidate.metadata.deletionTimestamp === undefined) adopt.push(name);
    }
  }
  return next(step, claimant, { step: 'recheck', adopt, release, adopted: [], failed: false });
}

export function continueClaims(step: ControllerStep, claimant: Claimant, memory: ClaimMemory, reply: ApiReply): ClaimResult {
  switch (memory.step) {
    case 'recheck': {
      const mayAdopt = succeeded(reply) && isStillTheOwner(step, claimant, reply.object);
      return next(step, claimant, mayAdopt ? { ...memory, step: 'adopt' } : { ...memory, step: 'adopt', adopt: [], failed: true });
    }
    case 'adopt': {
      const [name = '', ...adopt] = memory.adopt;
      // Somebody deleted it meanwhile: nothing to adopt any more.
      const failed = memory.failed || (!succeeded(reply) && reply.code !== 404);
      if (succeeded(reply)) step.note(note('adopted', `${claimant.kind} ${claimant.owner.metadata.name} adopts ${name}`, { resource: claimant.resource, name, owner: String(claimant.owner.metadata.uid ?? '') }));
      return next(step, claimant, { ...memory, adopt, failed, adopted: succeeded(reply) ? [...memory.adopted, name] : memory.adopted });
    }
    case 'release': {
      // Gone, or another object of the same name by now: no longer ours either way.
      const failed = memory.failed || (!succeeded(reply) && reply.code !== 404 && reply.code !== 422);
      return next(step, claimant, { ...memory, release: memory.release.slice(1), failed });
    }
  }
}

/** A live read of the owner comes before the first adoption; the patches follow one by one. */
function next(step: ControllerStep, claimant: Claimant, memory: ClaimMemory): ClaimResult {
  const { namespace } = claimant.owner.metadata;
  const [adopt] = memory.adopt;
  if (adopt !== undefined && memory.step === 'recheck') {
    return { wait: memory, requests: [{ tag: 'owner', request: { verb: 'get', resource: claimant.ownerResource, ...(namespace !== undefined && { namespace }), name: claimant.owner.metadata.name } }] };
  }
  if (adopt !== undefined) return patch(step, claimant, { ...memory, step: 'adopt' }, adopt);
  const [release] = memory.release;
  if (release !== undefined) return patch(step, claimant, { ...memory, step: 'release' }, release);
  return { claimed: memory.adopted, failed: memory.failed };
}

/**
 * The real patch is a strategic merge by the owner's UID, and two controllers are refused by validation; a merge
 * patch replaces the list, so that the version that it was made from has to be the current one.
 */
function patch(step: ControllerStep, claimant: Claimant, memory: ClaimMemory, name: string): ClaimResult {
  const { namespace } = claimant.owner.metadata;
  const object = step.cachedObject(claimant.resource, namespace, name);
  if (object === undefined) return continueClaims(step, claimant, memory, { type: 'reply', id: '', code: 404 });
  const others = (object.metadata.ownerReferences ?? []).filter((reference) => reference.uid !== claimant.owner.metadata.uid);
  // Somebody else may have adopted it since the decision: the API server refuses a second controller.
  const isRefused = memory.step === 'adopt' && !step.check('objectIsOrphan', !others.some(({ controller }) => controller === true));
  if (isRefused) return continueClaims(step, claimant, memory, { type: 'reply', id: '', code: 422 });
  const references = memory.step === 'adopt' ? [...others, controllerRef(claimant.apiVersion, claimant.kind, claimant.owner)] : others;
  const { uid, resourceVersion } = object.metadata;
  const body = { metadata: { ...(uid !== undefined && { uid }), ...(resourceVersion !== undefined && { resourceVersion }), ownerReferences: references.length === 0 ? null : references } };
  return { wait: memory, requests: [{ tag: memory.step, request: { verb: 'patch', resource: claimant.resource, ...(namespace !== undefined && { namespace }), name, body } }] };
}

function isControlled(step: ControllerStep, claimant: Claimant, candidate: KubernetesObject): boolean {
  const reference = controllerOf(candidate);
  if (reference === undefined || reference.kind !== claimant.kind || reference.name !== claimant.owner.metadata.name) return false;
  return step.check('controllerUIDMatches', reference.uid === claimant.owner.metadata.uid);
}

function matches(claimant: Claimant, candidate: KubernetesObject): boolean {
  return matchesLabelSelector(claimant.selector, candidate.metadata.labels);
}

function isStillTheOwner(step: ControllerStep, claimant: Claimant, live: JsonObject | undefined): boolean {
  const metadata = live?.['metadata'] as { readonly uid?: string; readonly deletionTimestamp?: string } | undefined;
  return (
    step.check('ownerUIDMatches', metadata?.uid === claimant.owner.metadata.uid) &&
    step.check('ownerIsNotDeleting', metadata?.deletionTimestamp === undefined)
  );
}
