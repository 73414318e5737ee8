import type { Json, StateView } from '../../../model/kernel/index.ts';

/** A JSON value as CEL has it: its whole numbers are bigints. */
export type CelValue = null | boolean | number | bigint | string | readonly CelValue[] | CelMap;
export type CelMap = { readonly [key: string]: CelValue };

const converted = new WeakMap<object, CelValue>();

/** Values of a state are interned, so each is converted once. */
export function celValue(value: Json): CelValue {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  let known = converted.get(value);
  if (known === undefined) converted.set(value, (known = Array.isArray(value) ? (value as readonly Json[]).map(celValue) : celMap(Object.entries(value))));
  return known;
}

function celMap(fields: readonly (readonly [string, Json | undefined])[]): CelMap {
  return Object.fromEntries(fields.flatMap(([key, field]) => (field === undefined ? [] : [[key, celValue(field)] as const])));
}

const defaultNamespace = 'default/';

/**
 * The parts of a component that start with a prefix, by the rest of their names, as a map: which there are is read at once,
 * each when it is asked for. What is in the namespace `default` goes by its name alone, and by `default/name` as well.
 */
export function partsByName(state: StateView, component: string, prefix: string): CelMap {
  const map: CelMap = {};
  for (const part of state.keys(component, prefix)) {
    const name = part.slice(prefix.length);
    const get = (): CelValue => celValue(state.get(component, part) ?? null);
    if (name.startsWith(defaultNamespace)) {
      Object.defineProperty(map, name.slice(defaultNamespace.length), { enumerable: true, get });
      // Not one of the map's keys: it would be there twice.
      Object.defineProperty(map, name, { enumerable: false, get });
    } else {
      Object.defineProperty(map, name, { enumerable: true, get });
    }
  }
  return map;
}

/** `web` -> `default/web`. */
export function withNamespace(name: string): string {
  return name.includes('/') ? name : `${defaultNamespace}${name}`;
}
