import type { GuardTable } from '../../kernel/component.ts';
import type { Step } from '../../kernel/step.ts';
import { applyDefaults, type KubernetesObject } from '../../objects/index.ts';
import type { ApiRequest } from '../client/protocol.ts';
import { decodeBody } from './decoding.ts';
import { metadataOf, withMetadata, withProperty } from './metadata.ts';
import { badRequest } from './statusErrors.ts';
import { strategyOf } from './strategy.ts';
import type { Proposal } from './update.ts';

export const creationGuards = {
  uidIsLeftToTheServer: 'a new object gets a UID that nothing has had before, whatever its client has written there (apiserver pkg/registry/rest/meta.go WipeObjectMetaSystemFields, FillObjectMetaSystemFields)',
} as const satisfies GuardTable;

/**
 * Decodes and defaults the object of a create; what only the system may set is wiped (apiserver
 * pkg/endpoints/handlers/create.go, pkg/registry/rest/meta.go WipeObjectMetaSystemFields).
 */
export function decodeCreated(step: Step, request: ApiRequest): Proposal {
  const body = request.body ?? {};
  const { namespace, resourceVersion, uid } = metadataOf(body);
  if (resourceVersion) return { rejection: badRequest('resourceVersion should not be set on objects to be created') };
  if (namespace !== undefined && namespace !== request.namespace) {
    return { rejection: badRequest('the namespace of the provided object does not match the namespace sent on the request') };
  }
  const wiped = withMetadata(body, {
    namespace: request.namespace,
    uid: step.check('uidIsLeftToTheServer', !uid) ? uid : undefined,
    resourceVersion: undefined,
    creationTimestamp: undefined,
    deletionTimestamp: undefined,
    deletionGracePeriodSeconds: undefined,
  });
  const decoded = decodeBody(request, wiped);
  return 'rejection' in decoded ? decoded : { object: applyDefaults(decoded.object) };
}

/** The strategies' PrepareForCreate. */
export function prepareCreated(resource: string, object: KubernetesObject): KubernetesObject {
  const strategy = strategyOf(resource);
  const started = strategy.hasGeneration ? withMetadata(object, { generation: 1 }) : object;
  const created = strategy.created?.(started) ?? started;
  return strategy.newStatus === undefined ? created : applyDefaults(withProperty(created, 'status', strategy.newStatus(object)));
}
