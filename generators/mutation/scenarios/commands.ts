import type { JsonObject } from '../../../model/kernel/index.ts';
import type { ScenarioCommand } from '../../../model/scenario.ts';

export function scale(resource: string, name: string, replicas: number): ScenarioCommand {
  return { verb: 'scale', resource, name, replicas };
}

/** The object with other metadata beside its name. */
export function withMetadata(object: JsonObject, metadata: JsonObject): JsonObject {
  return { ...object, metadata: { ...(object['metadata'] as JsonObject), ...metadata } };
}
