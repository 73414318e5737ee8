import type { GuardTable } from '../../kernel/component.ts';
import type { Json, JsonObject } from '../../kernel/json.ts';
import type { Step } from '../../kernel/step.ts';
import { applyDefaults, type KubernetesObject } from '../../objects/index.ts';
import type { ApiRequest } from '../client/protocol.ts';
import { applyMergePatch, type Rejection } from './admission/index.ts';
import { sameJson } from './admission/json.ts';
import { decodeBody } from './decoding.ts';
import { finalizersOf, metadataOf, withMetadata, withPropertyOf } from './metadata.ts';
import { badRequest, conflict, invalid, objectWasModified } from './statusErrors.ts';
import { strategicMerge } from './strategicMerge.ts';
import { strategyOf } from './strategy.ts';

export const updateGuards = {
  resourceVersionMatches: 'an update that carries a resourceVersion changes only that version: optimistic concurrency (apiserver pkg/registry/generic/registry/store.go Update)',
  uidMatches: 'an update that carries a UID changes only that incarnation (apiserver pkg/registry/rest/update.go Preconditions)',
  deletionTimestampIsKept: 'once an object is being deleted, no update can undo it (apiserver pkg/registry/rest/update.go BeforeUpdate)',
  noFinalizerIsAdded: 'an object that is being deleted gets no new finalizers (apimachinery pkg/api/validation/objectmeta.go)',
  statusIsUpdatedThroughSubresource: 'the main resource ignores the status, /status ignores everything else (API conventions, "Spec and Status")',
} as const satisfies GuardTable;

export type Proposal = { readonly object: KubernetesObject } | { readonly rejection: Rejection };

/** The object that an update or a patch asks for, on top of what is stored: what mutating admission sees. */
export function proposedUpdate(step: Step, request: ApiRequest, base: KubernetesObject): Proposal {
  const stored = metadataOf(base);
  const asked = askedFor(request, base) as JsonObject;
  const given = metadataOf(asked);
  if (given.name !== stored.name) return { rejection: badRequest(`the name of the object (${given.name ?? ''}) does not match the name on the URL (${stored.name})`) };
  if (given.uid && !step.check('uidMatches', given.uid === stored.uid)) {
    return { rejection: conflict(request.resource, stored.name ?? '', `Precondition failed: UID in precondition: ${given.uid}, UID in object meta: ${stored.uid}`) };
  }
  const decoded = decodeBody(request, withMetadata(asked, { namespace: stored.namespace }));
  return 'rejection' in decoded ? decoded : { object: applyDefaults(decoded.object) };
}

function askedFor({ verb, patchType, body = {} }: ApiRequest, base: KubernetesObject): Json {
  if (verb !== 'patch') return body;
  return patchType === 'strategic' ? strategicMerge(base, body) : applyMergePatch(base, body);
}

/**
 * The object as it will be stored: optimistic lock, what a client cannot change, status apart from the rest
 * (apiserver pkg/registry/rest/update.go BeforeUpdate, the strategies' PrepareForUpdate).
 */
export function prepareUpdate(step: Step, request: ApiRequest, base: KubernetesObject, object: KubernetesObject): Proposal {
  const { resource } = request;
  const stored = metadataOf(base);
  const given = metadataOf(object).resourceVersion;
  if (!given) {
    if (!strategyOf(resource).allowsUnconditionalUpdate) {
      return { rejection: invalid(object.kind, resource, stored.name ?? '', ['metadata.resourceVersion: Invalid value: 0: must be specified for an update']) };
    }
  } else if (!step.check('resourceVersionMatches', given === stored.resourceVersion)) {
    return { rejection: conflict(resource, stored.name ?? '', objectWasModified) };
  }
  return keepSystemFields(step, request, base, object);
}

function keepSystemFields(step: Step, request: ApiRequest, base: KubernetesObject, object: KubernetesObject): Proposal {
  const stored = metadataOf(base);
  const strategy = strategyOf(request.resource);
  if (strategy.hasStatus && step.check('statusIsUpdatedThroughSubresource', request.subresource === 'status')) {
    return { object: withPropertyOf(base, 'status', object) };
  }
  const next = strategy.hasStatus && request.subresource === undefined ? withPropertyOf(object, 'status', base) : object;
  const added = finalizersOf(next).filter((finalizer) => !finalizersOf(base).includes(finalizer));
  if (stored.deletionTimestamp !== undefined && !step.check('noFinalizerIsAdded', added.length === 0)) {
    const why = `metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{${added.map((name) => `"${name}"`).join(', ')}}`;
    return { rejection: invalid(object.kind, request.resource, stored.name ?? '', [why]) };
  }
  const isKept = step.check('deletionTimestampIsKept', metadataOf(next).deletionTimestamp === stored.deletionTimestamp);
  const deletion = metadataOf(isKept ? next : base);
  return {
    object: withMetadata(next, {
      uid: stored.uid,
      resourceVersion: stored.resourceVersion,
      creationTimestamp: stored.creationTimestamp,
      deletionTimestamp: deletion.deletionTimestamp,
      deletionGracePeriodSeconds: isKept ? (metadataOf(next).deletionGracePeriodSeconds ?? stored.deletionGracePeriodSeconds) : stored.deletionGracePeriodSeconds,
      generation: strategy.hasGeneration ? nextGeneration(base, next) : stored.generation,
    }),
  };
}

function nextGeneration(base: KubernetesObject, next: KubernetesObject): number | undefined {
  const { generation } = metadataOf(base);
  const isChanged = !sameJson((base as JsonObject)['spec'], (next as JsonObject)['spec']);
  return isChanged ? (generation ?? 0) + 1 : generation;
}
