import type { Json, JsonObject } from './json.ts';
import { ModelError } from './errors.ts';

/**
 * The one text of a JSON value: property names sorted, absent properties left out. Two values are equal
 * exactly when their canonical texts are.
 * @throws ModelError naming the path, when the value is not JSON
 */
export function canonicalText(value: Json, where: string): string {
  return write(value, where, '$', 0);
}

/** Deeper values are cycles in all but name; a clear error beats a stack overflow. */
const maximumDepth = 200;

function write(value: unknown, where: string, path: string, depth: number): string {
  if (depth > maximumDepth) fail(where, path, 'is nested too deeply (a cycle?)');
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      if (!Number.isFinite(value)) fail(where, path, `is ${String(value)}`);
      return Object.is(value, -0) ? '0' : String(value);
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value)) {
        return `[${value.map((item: unknown, index) => write(item, where, `${path}[${index}]`, depth + 1)).join(',')}]`;
      }
      return writeObject(value, where, path, depth);
    default:
      return fail(where, path, `is ${value === undefined ? 'undefined' : `a ${typeof value}`}`);
  }
}

function writeObject(value: object, where: string, path: string, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    fail(where, path, `is an instance of ${value.constructor?.name ?? 'a class'}`);
  }
  const fields: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const field: unknown = Reflect.get(value, key);
    if (field !== undefined) fields.push(`${JSON.stringify(key)}:${write(field, where, `${path}.${key}`, depth + 1)}`);
  }
  return `{${fields.join(',')}}`;
}

function fail(where: string, path: string, what: string): never {
  throw new ModelError(
    `${where}: the value at ${path} ${what}, which JSON cannot express`,
    'states and messages are plain JSON: use arrays and objects for sets and maps, and leave absent properties out',
  );
}

/** Makes a mutation of a shared value an error at the line that does it. */
export function deepFreeze<T extends Json>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const field of Object.values(value as JsonObject)) if (field !== undefined) deepFreeze(field);
  }
  return value;
}
