import type { Json } from '../kernel/json.ts';
import { decode } from './decode.ts';
import type { KubernetesObject } from './kinds.ts';
import { statusSchema, type Status } from './schema/status.ts';

/** A line of `kubectl get --watch -o json --output-watch-events` (apimachinery pkg/watch). */
export type WatchEvent =
  | { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'; readonly object: KubernetesObject }
  /** Of the object only its kind and resourceVersion count. */
  | { readonly type: 'BOOKMARK'; readonly object: KubernetesObject }
  | { readonly type: 'ERROR'; readonly object: Status };

const types = ['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR'];

/** @returns the event, or what is wrong with it, with the path of the field */
export function parseWatchEvent(json: Json | undefined): { readonly event: WatchEvent } | { readonly errors: readonly string[] } {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return { errors: ['a watch event is an object with type and object'] };
  const { type, object } = json as { readonly type?: Json; readonly object?: Json };
  if (typeof type !== 'string' || !types.includes(type)) return { errors: [`type: Unsupported value: ${JSON.stringify(type ?? null)}: supported values: ${types.map((one) => JSON.stringify(one)).join(', ')}`] };
  if (type === 'ERROR') {
    const status = statusSchema.safeParse(object);
    return status.success ? { event: { type, object: status.data } } : { errors: status.error.issues.map((issue) => `object${issue.path.map((key) => `.${String(key)}`).join('')}: ${issue.message}`) };
  }
  const decoded = decode(object);
  if ('errors' in decoded) return { errors: decoded.errors.map((error) => (error.path.length === 0 ? `object: ${error.message.replace(/^<root>: /, '')}` : `object.${error.message}`)) };
  return { event: { type: type as 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK', object: decoded.object } };
}
