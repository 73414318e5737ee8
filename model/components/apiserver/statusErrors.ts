import type { Rejection } from './admission/index.ts';
import { apiGroupOf as groupOf } from './admission/apiGroups.ts';

/** The failures of apimachinery pkg/api/errors, with Kubernetes' reasons and messages. */

/** `pods`, `deployments.apps` */
function qualified(resource: string): string {
  const group = groupOf(resource);
  return group === '' ? resource : `${resource}.${group}`;
}

export function badRequest(message: string): Rejection {
  return { code: 400, reason: 'BadRequest', message };
}

export function notFound(resource: string, name: string): Rejection {
  return { code: 404, reason: 'NotFound', message: `${qualified(resource)} "${name}" not found` };
}

export function unknownResource(): Rejection {
  return { code: 404, reason: 'NotFound', message: 'the server could not find the requested resource' };
}

export function methodNotSupported(what: string): Rejection {
  return { code: 405, reason: 'MethodNotAllowed', message: what };
}

export function alreadyExists(resource: string, name: string, isBeingDeleted: boolean): Rejection {
  return { code: 409, reason: 'AlreadyExists', message: `${isBeingDeleted ? 'object is being deleted: ' : ''}${qualified(resource)} "${name}" already exists` };
}

/** NewGenerateNameConflict: every name that was generated is taken. */
export function generatedNamesTaken(resource: string, name: string): Rejection {
  return { code: 409, reason: 'AlreadyExists', message: `${qualified(resource)} "${name}" already exists, the server was not able to generate a unique name for the object` };
}

export function conflict(resource: string, name: string, why: string): Rejection {
  return { code: 409, reason: 'Conflict', message: `Operation cannot be fulfilled on ${qualified(resource)} "${name}": ${why}` };
}

/** apiserver pkg/registry/generic/registry/store.go OptimisticLockErrorMsg */
export const objectWasModified = 'the object has been modified; please apply your changes to the latest version and try again';

/** `Pod "web" is invalid: spec.containers: Required value` */
export function invalid(kind: string, resource: string, name: string, errors: readonly string[]): Rejection {
  const group = groupOf(resource);
  const why = errors.length === 1 ? errors[0] : `[${errors.join(', ')}]`;
  return { code: 422, reason: 'Invalid', message: `${group === '' ? kind : `${kind}.${group}`} "${name}" is invalid: ${why}` };
}

/** `pods/status`, `pods/binding`: how errors of a subresource are named. */
export function expired(): Rejection {
  return { code: 410, reason: 'Expired', message: 'The resourceVersion for the provided watch is too old.' };
}

export function etcdTimedOut(): Rejection {
  return { code: 504, reason: 'Timeout', message: 'etcdserver: request timed out' };
}
