import * as fc from 'fast-check';
import type { Json, JsonObject } from '../../model/kernel/index.ts';

/** Something that is usually left out: `often` in ten are there. Shrinks to nothing. */
export function sometimes<T>(arbitrary: fc.Arbitrary<T>, often = 2): fc.Arbitrary<T | undefined> {
  return fc.oneof({ withCrossShrink: true }, { arbitrary: fc.constant(undefined), weight: 10 - often }, { arbitrary, weight: often });
}

/** An object that does not know its name yet: so lists of them can be drawn, and numbered afterwards. */
export type Unnamed<T = JsonObject> = fc.Arbitrary<(name: string) => T>;

/** Up to so many, named by their place: `pod-1`, `pod-2`. */
export function numbered<T>(prefix: string, unnamed: Unnamed<T>, minimum: number, maximum: number, suffix = ''): fc.Arbitrary<T[]> {
  return list(unnamed, minimum, maximum).map((all) => all.map((make, index) => make(`${prefix}-${index + 1}${suffix}`)));
}

type Fields = { readonly [field: string]: fc.Arbitrary<Json | undefined> };

/** A JSON object; fields that came out undefined are left out. */
export function object(fields: Fields): fc.Arbitrary<JsonObject> {
  return fc.record(fields).map(withoutUndefined);
}

export function withoutUndefined(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined));
}

/** Lists as long as the caller says: fast-check's own idea of a size would keep them shorter. */
export function list<T>(item: fc.Arbitrary<T>, minimum: number, maximum: number): fc.Arbitrary<T[]> {
  return fc.array(item, { minLength: minimum, maxLength: maximum, size: 'max' });
}
