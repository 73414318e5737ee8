import type { Json, JsonObject } from '../../kernel/json.ts';

/**
 * Lists that are merged item by item, with the field that identifies an item (`patchMergeKey` in the API types,
 * k8s.io/api core/v1 types.go); all other lists are replaced as a whole.
 */
const mergeKeys: { readonly [list: string]: string } = {
  conditions: 'type',
  containers: 'name',
  initContainers: 'name',
  volumes: 'name',
  env: 'name',
  ownerReferences: 'uid',
  podIPs: 'ip',
};

/**
 * Strategic merge patch (sig-api-machinery strategic-merge-patch.md): as a merge patch, but lists with a merge key
 * keep the items that the patch does not name. That is how two writers of one status leave each other's
 * conditions alone. An item with `$patch: delete` is removed.
 */
export function strategicMerge(target: Json | undefined, patch: Json, field = ''): Json {
  if (isArray(patch)) return mergeLists(isArray(target) ? target : [], patch, mergeKeys[field]);
  if (!isObject(patch)) return patch;
  const result: { [key: string]: Json | undefined } = isObject(target) ? { ...target } : {};
  for (const key of Object.keys(patch).sort()) {
    const value = patch[key];
    if (value === null) delete result[key];
    else if (value !== undefined) result[key] = strategicMerge(result[key], value, key);
  }
  return result;
}

function mergeLists(target: readonly Json[], patch: readonly Json[], key: string | undefined): Json {
  if (key === undefined) return patch;
  const merged = [...target];
  for (const item of patch) {
    const index = merged.findIndex((other) => identity(other, key) === identity(item, key));
    if (isObject(item) && item['$patch'] === 'delete') {
      if (index >= 0) merged.splice(index, 1);
    } else if (index < 0) merged.push(strategicMerge(undefined, item));
    else merged[index] = strategicMerge(merged[index], item);
  }
  return merged;
}

function identity(item: Json | undefined, key: string): Json | undefined {
  return isObject(item) ? item[key] : undefined;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !isArray(value);
}

function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
