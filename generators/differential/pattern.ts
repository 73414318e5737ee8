import { canonicalText, type Json, type JsonObject } from '../../model/kernel/index.ts';

/** What the reference runs do not agree about: anything will do. */
export const anything = Symbol('anything');

/** A value in which some places are left open. */
export type Pattern = Json | typeof anything | readonly Pattern[] | { readonly [field: string]: Pattern };

/** What two reference runs have in common; the rest is left open, as Sieve leaves out what is not deterministic. */
export function inCommon(left: Pattern, right: Pattern): Pattern {
  if (left === right) return left;
  if (isList(left) && isList(right) && left.length === right.length) return left.map((item, index) => inCommon(item, right[index] ?? null));
  if (!isRecord(left) || !isRecord(right)) return anything;
  const fields = [...new Set([...Object.keys(left), ...Object.keys(right)])].sort();
  return Object.fromEntries(fields.map((field) => [field, field in left && field in right ? inCommon(left[field] ?? null, right[field] ?? null) : anything]));
}

/** Where a value first differs from what is expected, in words: `spec.replicas is 3 instead of 2`. */
export function difference(expected: Pattern, value: Json | undefined, path = ''): string | undefined {
  if (expected === anything || expected === value) return undefined;
  if (isList(expected) && isList(value) && expected.length === value.length) return first(expected, (item, index) => difference(item, value[index], `${path}[${index}]`));
  if (!isRecord(expected) || !isRecord(value)) return `${path === '' ? 'it' : path} is ${shown(value)} instead of ${shown(expected)}`;
  const fields = [...new Set([...Object.keys(expected), ...Object.keys(value)])].sort();
  return first(fields, (field) => {
    const at = path === '' ? field : `${path}.${field}`;
    return field in expected ? difference(expected[field] ?? null, (value as JsonObject)[field], at) : `${at} is ${shown((value as JsonObject)[field])}, and is not there in the reference`;
  });
}

function first<Item>(items: readonly Item[], look: (item: Item, index: number) => string | undefined): string | undefined {
  for (const [index, item] of items.entries()) {
    const found = look(item, index);
    if (found !== undefined) return found;
  }
  return undefined;
}

function shown(value: Pattern | undefined): string {
  if (value === undefined) return 'absent';
  const text = canonicalText(closed(value), 'what differs');
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

/** With a star in the places that are left open. */
function closed(value: Pattern): Json {
  if (value === anything) return '*';
  if (isList(value)) return value.map(closed);
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([field, item]) => [field, closed(item)])) : value;
}

function isList(value: Pattern | undefined): value is readonly Pattern[] {
  return Array.isArray(value);
}

function isRecord(value: Pattern | undefined): value is { readonly [field: string]: Pattern } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
