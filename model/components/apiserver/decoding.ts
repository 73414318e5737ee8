import type { JsonObject } from '../../kernel/json.ts';
import { badRequestMessage, decode, findResource, resourceOfKind, type KubernetesObject } from '../../objects/index.ts';
import type { ApiRequest } from '../client/protocol.ts';
import type { Rejection } from './admission/index.ts';
import { badRequest } from './statusErrors.ts';

/** The body with apiVersion and kind, which the URL says when the body does not; 400 when it is not an object of that kind. */
export function decodeBody(request: ApiRequest, body: JsonObject): { readonly object: KubernetesObject } | { readonly rejection: Rejection } {
  const expected = request.subresource === 'binding' ? resourceOfKind('Binding') : findResource(request.resource);
  const whole = { ...(expected && { apiVersion: expected.apiVersion, kind: expected.kind }), ...body };
  if (expected !== undefined && whole.kind !== expected.kind) {
    return { rejection: badRequest(`the kind in the data (${String(whole.kind)}) does not match the expected kind (${expected.kind})`) };
  }
  const decoded = decode(whole);
  return 'errors' in decoded ? { rejection: badRequest(badRequestMessage(whole, decoded.errors)) } : decoded;
}
