import type { Json, JsonObject } from '../../../../kernel/json.ts';
import { applyDefaults, type KubernetesObject } from '../../../../objects/index.ts';
import { operationOf, type AdmissionContext } from '../plugin.ts';
import type { Reviewed } from './protocol.ts';

/** JSON merge patch (RFC 7386): objects are merged, null removes, everything else replaces. */
export function applyMergePatch(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const result: { [key: string]: Json | undefined } = isObject(target) ? { ...target } : {};
  for (const key of Object.keys(patch).sort()) {
    const value = patch[key];
    if (value === null) delete result[key];
    else if (value !== undefined) result[key] = applyMergePatch(result[key], value);
  }
  return result;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object after a webhook's patch, with what the patch left out defaulted; there is nothing to patch in a deletion. */
export function patched(context: AdmissionContext, { patch }: Pick<Reviewed, 'patch'>): KubernetesObject {
  if (patch === undefined || operationOf(context.request) === 'DELETE') return context.object;
  return applyDefaults(applyMergePatch(context.object, patch) as KubernetesObject);
}
