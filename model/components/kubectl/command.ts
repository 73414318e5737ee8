import type { JsonObject } from '../../kernel/json.ts';
import { groupOf, isNamespaced, resourceOf, type KubernetesObject } from '../../objects/index.ts';

/** What a user may ask kubectl for, as data. */
export type Command = { readonly whenQuiet?: boolean } & (
  | { readonly verb: 'apply' | 'create'; readonly object: KubernetesObject }
  | ({ readonly verb: 'delete'; readonly gracePeriodSeconds?: number } & Named)
  | ({ readonly verb: 'scale'; readonly replicas: number } & Named)
  | ({ readonly verb: 'patch'; readonly patch: JsonObject } & Named)
);

type Named = { readonly resource: string; readonly namespace?: string; readonly name: string };

export interface Target {
  readonly resource: string;
  readonly namespace?: string;
  readonly name: string;
  /** `deployment.apps/web`. */
  readonly printed: string;
}

export function targetOf(command: Command): Target {
  if ('object' in command) {
    const { object } = command;
    const { name, generateName } = object.metadata;
    const { namespace } = bodyOf(command)['metadata'] as { readonly namespace?: string };
    const group = groupOf(object.apiVersion);
    const type = group === '' ? object.kind.toLowerCase() : `${object.kind.toLowerCase()}.${group}`;
    return { resource: resourceOf(object), ...(namespace !== undefined && { namespace }), name, printed: `${type}/${name || `${generateName ?? ''}*`}` };
  }
  const namespace = isNamespaced(command.resource) ? (command.namespace ?? 'default') : undefined;
  return { resource: command.resource, ...(namespace !== undefined && { namespace }), name: command.name, printed: `${command.resource}/${command.name}` };
}

/** The object to send: kubectl itself puts a namespaced object without a namespace into the current one. */
export function bodyOf(command: Command): JsonObject {
  if (!('object' in command)) return {};
  const object = command.object as unknown as JsonObject;
  if (command.object.metadata.namespace !== undefined || !isNamespaced(resourceOf(command.object))) return object;
  return { ...object, metadata: { ...(object['metadata'] as JsonObject), namespace: 'default' } };
}
