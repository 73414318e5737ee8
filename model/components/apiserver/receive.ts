import type { Step } from '../../kernel/step.ts';
import { isNamespaced, type KubernetesObject } from '../../objects/index.ts';
import type { ApiRequest } from '../client/protocol.ts';
import { authenticate, authorize } from './admission/index.ts';
import type { ApiServerConfig } from './config.ts';
import { decodeCreated } from './create.ts';
import { decodeBody } from './decoding.ts';
import { Handling, type Actions } from './handling.ts';
import { metadataOf } from './metadata.ts';
import { answerRead } from './reads.ts';
import { badRequest, methodNotSupported, unknownResource } from './statusErrors.ts';
import { strategyOf } from './strategy.ts';

/** The first step of a request: authentication, authorization, decoding and defaulting; reads go their own way from there. */
export function receive(step: Step, config: ApiServerConfig, actions: Actions, client: string, received: ApiRequest): void {
  const request = withNamespace(received);
  const handling = Handling.begin(step, config, actions, client, request);
  const authentication = authenticate(step, handling.caches, request.user, config.users);
  if ('rejection' in authentication) return handling.reject(authentication.rejection);
  handling.note('authenticated', `${request.user} is authenticated`, { user: request.user });
  handling.next('authenticated');
  const forbidden = authorize(step, handling.caches, authentication.user, request);
  if (forbidden !== undefined) return handling.reject(forbidden);
  handling.note('authorized', `${request.user} may ${request.verb} ${request.resource}`);
  handling.next('authorized');
  if (!config.resources.includes(request.resource)) return handling.reject(unknownResource());
  if (request.verb === 'get' || request.verb === 'list' || request.verb === 'watch') answerRead(handling);
  else decode(handling);
}

/** The namespace of the URL; a client that leaves it out means that of its object, or `default`. */
function withNamespace(request: ApiRequest): ApiRequest {
  const { namespace, ...rest } = request;
  if (!isNamespaced(request.resource)) return rest;
  if (namespace !== undefined || request.verb === 'list' || request.verb === 'watch') return request;
  return { ...request, namespace: metadataOf(request.body ?? {}).namespace ?? 'default' };
}

function decode(handling: Handling): void {
  const { request } = handling;
  if (request.subresource === 'status' && !strategyOf(request.resource).hasStatus) return handling.reject(unknownResource());
  if (request.subresource === 'binding' && (request.resource !== 'pods' || request.verb !== 'create')) return handling.reject(methodNotSupported(`${request.verb} is not supported on bindings`));
  if (request.verb === 'create' && request.subresource === undefined) return decodeCreate(handling);
  if (request.verb === 'create' && request.subresource === 'status') return handling.reject(methodNotSupported('create is not supported on resources of kind "status"'));
  const inBody = metadataOf(request.body ?? {}).name;
  const name = request.name ?? inBody;
  if (name === undefined || name === '') return handling.reject(badRequest('resource name may not be empty'));
  if (request.verb !== 'delete' && request.verb !== 'patch' && inBody !== undefined && inBody !== name) {
    return handling.reject(badRequest(`the name of the object (${inBody}) does not match the name on the URL (${name})`));
  }
  if (handling.isBinding) {
    const decoded = decodeBody(request, request.body ?? {});
    if ('rejection' in decoded) return handling.reject(decoded.rejection);
    handling.update({ object: decoded.object });
  }
  handling.update({ key: handling.keyOf(name) });
  handling.note('defaulted', 'decoded and defaulted');
  base(handling, name);
}

function decodeCreate(handling: Handling): void {
  const decoded = decodeCreated(handling.step, handling.request);
  if ('rejection' in decoded) return handling.reject(decoded.rejection);
  const { name } = metadataOf(decoded.object);
  handling.note('defaulted', 'decoded and defaulted');
  handling.next('basedOnRequest', { object: decoded.object, ...(name && { key: handling.keyOf(name) }) });
}

/** A deletion reads what is stored; the others try with the cached object first (etcd3/store.go GuaranteedUpdate). */
function base(handling: Handling, name: string): void {
  const { resource, namespace, verb } = handling.request;
  const cached = verb === 'delete' ? undefined : handling.caches.cachedObject<KubernetesObject>(resource, namespace, name);
  if (cached === undefined) handling.next('lookUp');
  else handling.next('basedOnCache', { base: cached });
}
