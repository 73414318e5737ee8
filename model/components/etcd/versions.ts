import type { View } from '../../kernel/component.ts';
import type { JsonObject } from '../../kernel/json.ts';

const deletedPrefix = 'deleted/';

/** Where the last version of a key is kept that has been deleted; there is no such part while the key exists, or before it did. */
export function deletedPart(key: string): string {
  return deletedPrefix + key;
}

/** Keys of objects are `<resource>/...`; etcd's other parts are not. */
export function isObjectKey(part: string): boolean {
  return part.includes('/') && !part.startsWith(deletedPrefix);
}

export function versionOf(object: JsonObject): string {
  return (object['metadata'] as { readonly resourceVersion?: string }).resourceVersion ?? '0';
}

/** The version of the last write of a key; 0 = it was never written. */
export function versionAt(view: View, key: string): number {
  const object = view.get(key) as JsonObject | undefined;
  return Number(object === undefined ? (view.get(deletedPart(key)) ?? 0) : versionOf(object));
}

/**
 * The object as it is stored. A new one gets its UID here: unique without randomness, and readable. (A real API server
 * draws a random one before admission: apiserver pkg/registry/rest FillObjectMetaSystemFields.)
 */
export function stamp(key: string, object: JsonObject, version: number): JsonObject {
  const metadata = object['metadata'] as { readonly uid?: string };
  return { ...object, metadata: { ...metadata, uid: metadata.uid || uidOf(key, version), resourceVersion: String(version) } };
}

/**
 * `pods-web-1`, `pods-kube-system:web-1`: no two objects ever share one. No resource has a dash, and no namespace a colon;
 * a name may have one (`system:node`), and then its namespace is written, `default` too. The version is that of the creation,
 * which tells incarnations of a name apart.
 */
function uidOf(key: string, version: number): string {
  const [resource = '', ...path] = key.split('/');
  const name = path.at(-1) ?? '';
  const namespace = path.length > 1 && (path[0] !== 'default' || name.includes(':')) ? `${path[0]}:` : '';
  return `${resource}-${namespace}${name}-${version}`;
}
