import type { JsonObject } from '../../kernel/json.ts';

/**
 * What a webhook answers, as data. With `when`, only for objects that have these labels; others are allowed
 * unchanged. `inject` appends a container unless one of its name is there (an idempotent sidecar injector).
 */
export type WebhookBehaviour = { readonly when?: Labels } & (
  | { readonly allow: true }
  | { readonly deny: string; readonly code?: number }
  | { readonly patch: JsonObject }
  | { readonly inject: JsonObject & { readonly name: string } }
);

export type Labels = { readonly [key: string]: string };

export type Answer = { readonly allowed: boolean; readonly patch?: JsonObject; readonly message?: string; readonly code?: number };

/** The pure part of a webhook: what it says to an object. */
export function answerOf(behaviour: WebhookBehaviour, object: JsonObject): Answer {
  if (!hasLabels(object, behaviour.when ?? {})) return { allowed: true };
  if ('deny' in behaviour) return { allowed: false, message: behaviour.deny, code: behaviour.code ?? 403 };
  if ('patch' in behaviour) return { allowed: true, patch: behaviour.patch };
  if ('inject' in behaviour) return injection(behaviour.inject, object);
  return { allowed: true };
}

function hasLabels(object: JsonObject, wanted: Labels): boolean {
  const { labels = {} } = (object['metadata'] ?? {}) as { readonly labels?: Labels };
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}

/** A merge patch replaces lists as a whole. */
function injection(container: JsonObject & { readonly name: string }, object: JsonObject): Answer {
  const { containers = [] } = (object['spec'] ?? {}) as { readonly containers?: readonly JsonObject[] };
  if (containers.some(({ name }) => name === container.name)) return { allowed: true };
  return { allowed: true, patch: { spec: { containers: [...containers, container] } } };
}
