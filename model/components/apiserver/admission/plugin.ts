import type { GuardTable } from '../../../kernel/component.ts';
import type { Step } from '../../../kernel/step.ts';
import { keyFor, type KubernetesObject } from '../../../objects/index.ts';
import type { ApiRequest } from '../../client/protocol.ts';
import { apiGroupOf } from './apiGroups.ts';

/** The API server's own caches (informers), which may lag behind etcd. */
export interface Caches {
  cached<T extends KubernetesObject>(resource: string, namespace?: string): readonly T[];
  cachedObject<T extends KubernetesObject>(resource: string, namespace: string | undefined, name: string): T | undefined;
}

/** What an admission plugin may look at. */
export interface AdmissionContext extends Caches {
  readonly step: Step;
  readonly request: ApiRequest;
  /** The object as it stands now; of a DELETE, the object to be deleted; of pods/binding, the binding. */
  readonly object: KubernetesObject;
  /** The stored object, of an update. */
  readonly old?: KubernetesObject;
  /** What live lookups in etcd found, by key: null = not there; absent = not looked up (yet). */
  readonly live?: LiveObjects;
}

export type LiveObjects = { readonly [key: string]: KubernetesObject | null };

/**
 * `lookup`: the cache does not have an object that must exist; the API server reads this key from etcd,
 * adds the answer to `live`, and runs the chain again (its cache may merely lag behind).
 */
export type AdmissionOutcome =
  | { readonly kind: 'admitted'; readonly object: KubernetesObject }
  | { readonly kind: 'rejected'; readonly rejection: Rejection }
  | { readonly kind: 'lookup'; readonly key: string };

/** An HTTP failure with Kubernetes' reason. */
export type Rejection = {
  readonly code: number;
  readonly reason: string;
  readonly message: string;
  /** Machine-readable causes (`details.causes`), such as NamespaceTerminating. */
  readonly causes?: readonly string[];
};

export type Operation = 'CREATE' | 'UPDATE' | 'DELETE';

/**
 * A built-in admission plugin. Mutating admission calls `admit` in the order of the plugin list, validating
 * admission calls `validate` (kubernetes pkg/kubeapiserver/options/plugins.go).
 */
export interface AdmissionPlugin {
  readonly name: string;
  readonly guards?: GuardTable;
  admit?(context: AdmissionContext): AdmissionOutcome;
  validate?(context: AdmissionContext): Rejection | undefined;
}

/** PATCH is an UPDATE to admission; binding a pod is a CREATE of the subresource. */
export function operationOf(request: ApiRequest): Operation | undefined {
  switch (request.verb) {
    case 'create':
      return 'CREATE';
    case 'update':
    case 'patch':
      return 'UPDATE';
    case 'delete':
      return 'DELETE';
    default:
      return undefined;
  }
}

export function admitted(object: KubernetesObject): AdmissionOutcome {
  return { kind: 'admitted', object };
}

export function rejected(rejection: Rejection): AdmissionOutcome {
  return { kind: 'rejected', rejection };
}

/** `pods "web" is forbidden: <why>` (apimachinery pkg/api/errors NewForbidden). */
export function forbidden(resource: string, name: string | undefined, why: string, causes?: readonly string[]): Rejection {
  const group = apiGroupOf(resource);
  const qualified = group === '' ? resource : `${resource}.${group}`;
  const subject = name ? `${qualified} ${JSON.stringify(name)}` : qualified;
  return { code: 403, reason: 'Forbidden', message: `${subject} is forbidden: ${why}`, ...(causes && { causes }) };
}

/** The name that an error names: in mutating admission a name may still have to be generated (apiserver pkg/admission/errors.go). */
export function nameOf({ metadata }: KubernetesObject): string {
  return metadata.name || metadata.generateName || 'Unknown';
}

/** What the cache has or a live lookup found; null: it does not exist; undefined: the cache does not know, and nobody looked. */
export function cachedOrLive<T extends KubernetesObject>(context: AdmissionContext, resource: string, namespace: string | undefined, name: string): T | null | undefined {
  const live = context.live as { readonly [key: string]: T | null } | undefined;
  return context.cachedObject<T>(resource, namespace, name) ?? live?.[keyFor(resource, namespace, name)];
}

/** Whether the request is for the objects themselves, not for one of their subresources. */
export function concerns(context: AdmissionContext, resource: string, operations: readonly Operation[]): boolean {
  const operation = operationOf(context.request);
  return context.request.resource === resource && context.request.subresource === undefined && operation !== undefined && operations.includes(operation);
}
