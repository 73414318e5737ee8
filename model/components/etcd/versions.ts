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
 * Names the place at the head of a resource's history: by the version of each of its keys, those that were deleted
 * included. Every entry raises one of them, and none ever falls: so two places have one name if and only if nothing was
 * appended between them. Without the deleted ones an object that came and went would leave no trace, and a
 * watch that starts after it, at a place of the same name, would never tell of it; somebody may wait for just that.
 */
export function placeIn(view: View, resource: string): string {
  const prefix = `${resource}/`;
  const stored = view.keys(prefix);
  const deleted = view.keys(deletedPart(prefix)).map((part) => part.slice(deletedPrefix.length));
  const name = (key: string): string => `${key.slice(prefix.length)}=${versionAt(view, key)}`;
  return [...stored.map(name), ...deleted.map((key) => `${name(key)} deleted`)].join(', ');
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
