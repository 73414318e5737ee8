import { canonicalText } from './canonical.ts';
import type { Json, JsonObject } from './json.ts';

/** How names inside a value are exchanged for others. */
export interface Renaming {
  /** What a text is called now; also applied to property names. */
  text(text: string): string;
  /** Puts a renamed list into order again, where order says nothing but what sorts first. `field`: the property of `holder` that it is, if it is one. */
  list?(items: readonly Json[], before: readonly Json[], field?: string, holder?: JsonObject): readonly Json[];
}

/** A value with names exchanged everywhere; the value itself where none occurs in it. Properties that come to share a name become a sorted list. */
export function renamed(value: Json, renaming: Renaming, field?: string, holder?: JsonObject): Json {
  if (typeof value === 'string') return renaming.text(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const before = value as readonly Json[];
    const items = before.map((item) => renamed(item, renaming));
    return items.every((item, index) => item === before[index]) ? value : (renaming.list?.(items, before, field, holder) ?? items);
  }
  const fields = new Map<string, Json[]>();
  let isChanged = false;
  for (const [name, held] of Object.entries(value) as [string, Json][]) {
    const now = renaming.text(name);
    const its = renamed(held, renaming, name, value as JsonObject);
    isChanged ||= now !== name || its !== held;
    const others = fields.get(now);
    if (others === undefined) fields.set(now, [its]);
    else others.push(its);
  }
  return isChanged ? Object.fromEntries([...fields].map(([name, all]) => [name, all.length === 1 ? (all[0] ?? null) : byText(all)])) : value;
}

/** In an order that depends on nothing but what the items are. */
export function byText(items: readonly Json[]): readonly Json[] {
  return items
    .map((item) => [canonicalText(item, 'a value with names exchanged'), item] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, item]) => item);
}
