import * as z from 'zod';
import type { Json } from '../../kernel/json.ts';

/**
 * Bricks for schemas that decode as Kubernetes' Go types do (encoding/json over k8s.io/api): a field of the
 * wrong JSON type is an error, `null` and a missing field mean the zero value, and an enumeration is a string
 * until validation looks at it. Unlike Go, unknown fields are kept.
 */
export type Fields = { readonly [field: string]: z.ZodType };

/** The TypeScript type of a struct: some fields always there (zero when absent), the others optional. */
export type Struct<Required extends Fields, Optional extends Fields> = Flat<
  { readonly [Field in keyof Required]: z.output<Required[Field]> } & { readonly [Field in keyof Optional]?: z.output<Optional[Field]> }
>;

type Flat<T> = { [Key in keyof T]: T[Key] };

/** What Go's decoder knows of a field: its type's name, its zero value, and what is inside. */
export interface GoType {
  readonly name: string;
  readonly zero: Json;
  readonly fields?: Fields;
  readonly item?: z.ZodType;
}

const goTypes = new WeakMap<z.ZodType, GoType>();

/** The Go type behind a schema, for error messages in Go's words and for paths into a schema. */
export function goTypeOf(schema: z.ZodType): GoType {
  return goTypes.get(schema) ?? { name: 'interface {}', zero: null };
}

/** Marks the schema as that of a Go type. */
export function go<T extends z.ZodType>(schema: T, type: GoType): T {
  goTypes.set(schema, type);
  return schema;
}

export const text: z.ZodType<string> = go(z.string(), { name: 'string', zero: '' });
export const flag: z.ZodType<boolean> = go(z.boolean(), { name: 'bool', zero: false });
export const int32: z.ZodType<number> = go(z.int32(), { name: 'int32', zero: 0 });
export const int64: z.ZodType<number> = go(z.int(), { name: 'int64', zero: 0 });
export const intOrString: z.ZodType<number | string> = go(z.union([z.int32(), z.string()]), { name: 'intstr.IntOrString', zero: 0 });
export const time: z.ZodType<string> = go(z.string(), { name: 'v1.Time', zero: '' });
export const json: z.ZodType<Json> = go(z.json(), { name: 'runtime.RawExtension', zero: null });

/** A string with known values; decoding takes any, validation reports `Unsupported value`. */
export function enumeration<Value extends string>(name: string): z.ZodType<Value> {
  return go(z.string() as unknown as z.ZodType<Value>, { name, zero: '' });
}

/** A string that is always the same, such as a kind. */
export function constant<Value extends string>(value: Value): z.ZodType<Value> {
  return go(z.literal(value), { name: 'string', zero: value });
}

export function list<T>(item: z.ZodType<T>): z.ZodType<readonly T[]> {
  return go(z.preprocess((input) => (Array.isArray(input) ? input.map((value: unknown) => value ?? goTypeOf(item).zero) : input), z.array(item)), { name: `[]${goTypeOf(item).name}`, zero: [], item });
}

export function map<T>(item: z.ZodType<T>): z.ZodType<{ readonly [key: string]: T }> {
  return go(z.preprocess((input) => withZeroItems(input, item), z.record(z.string(), item)), { name: `map[string]${goTypeOf(item).name}`, zero: {}, item });
}

/**
 * @param name as in k8s.io/api, such as `v1.NodeSelector`
 * @param required fields that are always there once decoded: the zero value when absent
 */
export function struct<Required extends Fields, Optional extends Fields>(name: string, required: Required, optional: Optional): z.ZodType<Struct<Required, Optional>> {
  const fields = { ...required, ...optional };
  const shape = { ...required, ...Object.fromEntries(Object.entries(optional).map(([field, schema]) => [field, schema.optional()])) };
  const schema = z.preprocess((input) => withZeros(input, required, fields), z.object(shape).catchall(json));
  return go(schema as unknown as z.ZodType<Struct<Required, Optional>>, { name, zero: {}, fields });
}

function withZeros(input: unknown, required: Fields, known: Fields): unknown {
  if (!isObject(input)) return input;
  const present = Object.entries(input).filter(([field, value]) => isKept(field) && value !== undefined && (value !== null || !Object.hasOwn(known, field)));
  const zeros = Object.entries(required).map(([field, schema]) => [field, goTypeOf(schema).zero]);
  return Object.fromEntries([...zeros, ...present]);
}

function withZeroItems(input: unknown, item: z.ZodType): unknown {
  if (!isObject(input)) return input;
  const kept = Object.entries(input).filter(([key, value]) => isKept(key) && value !== undefined);
  return Object.fromEntries(kept.map(([key, value]) => [key, value ?? goTypeOf(item).zero]));
}


/** A key that would replace an object's prototype when it is assigned; no Kubernetes field or label is called so. */
function isKept(key: string): boolean {
  return key !== '__proto__';
}

function isObject(input: unknown): input is { readonly [key: string]: unknown } {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}
