import type { Json } from '../../../kernel/json.ts';

/** Equality of JSON values, whatever the order of their properties. */
export function sameJson(left: Json | undefined, right: Json | undefined): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    return Array.isArray(left) && Array.isArray(right) && left.length === right.length && left.every((item, index) => sameJson(item as Json, right[index] as Json));
  }
  const [a, b] = [left as { readonly [key: string]: Json | undefined }, right as { readonly [key: string]: Json | undefined }];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => sameJson(a[key], b[key]));
}
