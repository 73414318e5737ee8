import { canonicalText } from '../../kernel/canonical.ts';
import type { Json, JsonObject } from '../../kernel/json.ts';

/**
 * The merge patch that makes a live object what a manifest says, leaving alone what the manifest does not
 * mention: defaults, what admission or controllers added. Items of lists are matched by their name, as the
 * strategic merge of the real kubectl does. A field that was taken out of the manifest is not removed: that
 * would take the last-applied annotation.
 * @returns undefined when nothing has to change
 */
export function overlayPatch(manifest: JsonObject, live: JsonObject): JsonObject | undefined {
  const patch: { [field: string]: Json } = {};
  for (const [field, wanted] of Object.entries(manifest)) {
    if (wanted === undefined || field === 'status') continue;
    const there = live[field];
    if (isObject(wanted) && isObject(there)) {
      const inner = overlayPatch(wanted, there);
      if (inner !== undefined) patch[field] = inner;
    } else {
      const merged = overlay(wanted, there);
      if (there === undefined || canonicalText(merged, field) !== canonicalText(there, field)) patch[field] = merged;
    }
  }
  return Object.keys(patch).length === 0 ? undefined : patch;
}

function overlay(wanted: Json, there: Json | undefined): Json {
  if (isObject(wanted) && isObject(there)) {
    return { ...there, ...Object.fromEntries(Object.entries(wanted).map(([field, value]) => [field, overlay(value ?? null, there[field])])) };
  }
  if (isNamedList(wanted) && isNamedList(there)) {
    const kept = there.map((item) => overlay(wanted.find(({ name }) => name === item['name']) ?? item, item));
    return [...kept, ...wanted.filter(({ name }) => !there.some((item) => item['name'] === name))];
  }
  return wanted;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNamedList(value: Json | undefined): value is readonly JsonObject[] {
  return Array.isArray(value) && value.length > 0 && value.every((item: Json) => isObject(item) && typeof item['name'] === 'string');
}
