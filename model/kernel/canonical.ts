import type { Json } from './json.ts';
import { ModelError } from './errors.ts';

/**
 * The one text of a JSON value: property names sorted, absent properties left out. Two values are equal
 * exactly when their canonical texts are.
 * @throws ModelError naming the path, when the value is not JSON
 */
export function canonicalText(value: Json, where: string): string {
  return canonicalize(value, where).text;
}

/** A value with its canonical text; the value is a frozen copy, which shares what was frozen by us before. */
export interface Canonical {
  readonly text: string;
  readonly value: Json;
}

/** @throws ModelError naming the path, when the value is not JSON */
export function canonicalize(value: Json, where: string): Canonical {
  return copy(value, where, [], 0);
}

/** Deeper values are cycles in all but name; a clear error beats a stack overflow. */
const maximumDepth = 200;

/** The texts of values that we froze: they cannot change, so neither can their texts. */
const texts = new WeakMap<object, string>();

/** Texts of short strings: the same few come again and again. */
const quotations = new Map<string, string>();
const mostQuotations = 1 << 14;
const longestQuoted = 128;

function quoted(value: string): string {
  if (value.length > longestQuoted) return JSON.stringify(value);
  let text = quotations.get(value);
  if (text === undefined) {
    if (quotations.size === mostQuotations) quotations.clear();
    quotations.set(value, (text = JSON.stringify(value)));
  }
  return text;
}

/** The path is one array that grows and shrinks, as building strings for errors that do not happen is dear. */
type Path = (string | number)[];

function copy(value: unknown, where: string, path: Path, depth: number): Canonical {
  switch (typeof value) {
    case 'string':
      return { text: quoted(value), value };
    case 'boolean':
      return { text: value ? 'true' : 'false', value };
    case 'number':
      if (!Number.isFinite(value)) fail(where, path, `is ${String(value)}`);
      return Object.is(value, -0) ? { text: '0', value: 0 } : { text: String(value), value };
    case 'object': {
      if (value === null) return { text: 'null', value };
      const known = texts.get(value);
      if (known !== undefined) return { text: known, value: value as Json };
      if (depth > maximumDepth) fail(where, path, 'is nested too deeply (a cycle?)');
      const canonical = Array.isArray(value) ? copyArray(value, where, path, depth) : copyObject(value, where, path, depth);
      texts.set(canonical.value as object, canonical.text);
      return canonical;
    }
    default:
      return fail(where, path, `is ${value === undefined ? 'undefined' : `a ${typeof value}`}`);
  }
}

function copyArray(value: readonly unknown[], where: string, path: Path, depth: number): Canonical {
  const items: Json[] = [];
  let text = '[';
  for (let index = 0; index < value.length; index++) {
    path.push(index);
    const item = copy(value[index], where, path, depth + 1);
    path.pop();
    items.push(item.value);
    text += index === 0 ? item.text : `,${item.text}`;
  }
  return { text: `${text}]`, value: Object.freeze(items) };
}

function copyObject(value: object, where: string, path: Path, depth: number): Canonical {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    fail(where, path, `is an instance of ${value.constructor?.name ?? 'a class'}`);
  }
  const fields: { [key: string]: Json } = {};
  let text = '{';
  for (const key of Object.keys(value).sort()) {
    const field: unknown = Reflect.get(value, key);
    if (field === undefined) continue;
    path.push(key);
    const canonical = copy(field, where, path, depth + 1);
    path.pop();
    if (key === '__proto__') Object.defineProperty(fields, key, { value: canonical.value, enumerable: true });
    else fields[key] = canonical.value;
    text += `${text === '{' ? '' : ','}${quoted(key)}:${canonical.text}`;
  }
  return { text: `${text}}`, value: Object.freeze(fields) };
}

function fail(where: string, path: Path, what: string): never {
  const place = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  throw new ModelError(
    `${where}: the value at $${place} ${what}, which JSON cannot express`,
    'states and messages are plain JSON: use arrays and objects for sets and maps, and leave absent properties out',
  );
}

/** Whether two values are the same JSON; shared parts are not looked into. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  for (const key of Object.keys(a)) if (!sameJson(Reflect.get(a, key), Reflect.get(b, key))) return false;
  return Object.keys(b).every((key) => Object.hasOwn(a, key) || Reflect.get(b, key) === undefined);
}
