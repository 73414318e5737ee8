import type { Json, JsonObject } from '../../kernel/json.ts';
import type { KubernetesObject } from '../../objects/index.ts';

/** The properties of an object that the API server itself reads and writes. */
export type SystemMetadata = {
  readonly name?: string;
  readonly generateName?: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly generation?: number;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly deletionGracePeriodSeconds?: number;
  readonly finalizers?: readonly string[];
};

/** The model has no clock: that a deletion has begun is all that matters of its time. */
export const someTime = '1970-01-01T00:00:00Z';

export function metadataOf(object: KubernetesObject | JsonObject): SystemMetadata {
  return (object as { readonly metadata?: SystemMetadata }).metadata ?? {};
}

/** The object with these metadata properties; `undefined` removes one. */
export function withMetadata<T extends KubernetesObject | JsonObject>(object: T, changes: SystemMetadata): T {
  const metadata = Object.fromEntries(Object.entries({ ...metadataOf(object), ...changes }).filter(([, value]) => value !== undefined));
  return { ...object, metadata };
}

/** The object with a property from another one, or without it when that has none. */
export function withPropertyOf<T extends KubernetesObject>(object: T, property: string, from: KubernetesObject): T {
  return withProperty(object, property, (from as JsonObject)[property]);
}

export function withProperty<T extends KubernetesObject>(object: T, property: string, value: Json | undefined): T {
  const { [property]: _, ...rest } = object as JsonObject;
  return (value === undefined ? rest : { ...rest, [property]: value }) as T;
}

/** Who must agree before the object goes; a namespace has some of them in its spec (/finalize is not modelled apart). */
export function finalizersOf(object: KubernetesObject): readonly string[] {
  const { finalizers = [] } = metadataOf(object);
  if (object.kind !== 'Namespace') return finalizers;
  return [...finalizers, ...(object.spec?.finalizers ?? [])];
}
