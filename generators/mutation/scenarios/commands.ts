import type { JsonObject } from '../../../model/kernel/index.ts';
import type { ScenarioCommand } from '../../../model/scenario.ts';

export function create(...objects: readonly JsonObject[]): ScenarioCommand[] {
  return objects.map((object) => ({ verb: 'create', object }));
}

export function remove(resource: string, name: string): ScenarioCommand {
  return { verb: 'delete', resource, name };
}

export function scale(resource: string, name: string, replicas: number): ScenarioCommand {
  return { verb: 'scale', resource, name, replicas };
}

export function quota(name: string, hard: { readonly [resource: string]: string }): JsonObject {
  return { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name, namespace: 'default' }, spec: { hard } };
}

/** The object with other metadata beside its name. */
export function withMetadata(object: JsonObject, metadata: JsonObject): JsonObject {
  return { ...object, metadata: { ...(object['metadata'] as JsonObject), ...metadata } };
}
