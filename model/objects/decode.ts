import type * as z from 'zod';
import type { Json } from '../kernel/json.ts';
import { isKind, schemas, type Kind, type KubernetesObject } from './kinds.ts';
import { nearMatches } from './nearMatches.ts';
import { resourceOfKind } from './resources.ts';
import { goTypeOf, type Fields } from './schema/build.ts';
import { FieldErrors, type FieldError } from './validation/fieldError.ts';
import { Path } from './validation/path.ts';

/** What decoding finds: a field error, and what the real API server says (400 BadRequest). */
export interface DecodeError extends FieldError {
  readonly goMessage: string;
}

export type Decoded = { readonly object: KubernetesObject } | { readonly errors: readonly DecodeError[] };

/**
 * Reads JSON as an object of the API, as the API server's decoder does: types are checked, values are not.
 * `null` fields are dropped, quantities come out in canonical form, unknown fields stay.
 */
export function decode(json: Json | undefined): Decoded {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return failed(Path.root, goKindOf(json), 'must be an object with apiVersion and kind', 'couldn\'t get version/kind; json parse error');
  if (isDeeper(json, deepest)) return failed(Path.root, goKindOf(json), `nested more than ${deepest} levels deep`, 'exceeded max depth');
  const { apiVersion, kind } = json as { readonly apiVersion?: Json; readonly kind?: Json };
  if (typeof kind !== 'string' || kind === '') return missing('kind', "Object 'Kind' is missing");
  if (typeof apiVersion !== 'string' || apiVersion === '') return missing('apiVersion', "Object 'apiVersion' is missing");
  if (!isKind(kind)) return unknownKind(kind, apiVersion);
  const known = resourceOfKind(kind).apiVersion;
  if (apiVersion !== known) return failed(Path.root.child('apiVersion'), apiVersion, `no kind "${kind}" is known in version "${apiVersion}"; it is in "${known}"`, `no matches for kind "${kind}" in version "${apiVersion}"`);
  const parsed = schemas[kind].safeParse(json);
  if (parsed.success) return { object: parsed.data };
  return { errors: parsed.error.issues.map((issue) => errorOf(kind, json, issue)) };
}

/** What the API server answers to a body that it cannot decode: the message of a 400 BadRequest. */
export function badRequestMessage(object: { readonly apiVersion?: string; readonly kind?: string }, errors: readonly DecodeError[]): string {
  const { apiVersion = '', kind = '' } = object;
  return `${kind} in version ${JSON.stringify(apiVersion.replace(/^.*\//, ''))} cannot be handled as a ${kind}: ${errors[0]?.goMessage ?? ''}`;
}

/** Go stops at 10000; no object needs a hundredth of that, and no reader of it should run out of stack. */
const deepest = 300;

function isDeeper(json: Json | undefined, levels: number): boolean {
  if (typeof json !== 'object' || json === null) return false;
  return levels === 0 || Object.values(json).some((value: Json | undefined) => isDeeper(value, levels - 1));
}

function missing(field: string, goMessage: string): Decoded {
  const errors = new FieldErrors();
  errors.required(Path.root.child(field), 'every object says its apiVersion and its kind');
  return { errors: errors.all.map((error) => ({ ...error, goMessage })) };
}

function unknownKind(kind: string, apiVersion: string): Decoded {
  const near = nearMatches(kind, Object.keys(schemas));
  const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : `known kinds: ${Object.keys(schemas).join(', ')}`;
  return failed(Path.root.child('kind'), kind, `the model does not know this kind; ${hint}`, `no kind "${kind}" is registered for version "${apiVersion}"`);
}

function failed(path: Path, value: Json, detail: string, goMessage: string): Decoded {
  const errors = new FieldErrors();
  errors.invalid(path, value, detail);
  return { errors: errors.all.map((error) => ({ ...error, goMessage })) };
}

function errorOf(kind: Kind, json: Json, issue: z.core.$ZodIssue): DecodeError {
  const { path, struct, names, schema } = follow(schemas[kind], issue.path);
  const value = valueAt(json, issue.path);
  const type = goTypeOf(schema).name;
  const found = goKindOf(value);
  const errors = new FieldErrors();
  // A quantity has the right JSON type and the wrong form; its schema says so itself.
  const isForm = issue.code === 'custom';
  errors.invalid(path, isForm ? (value ?? null) : found, isForm ? issue.message : `must be of type ${jsonTypeOf(type)}`);
  const shown = typeof value === 'number' && !Number.isInteger(value) ? `number ${value}` : found;
  const goMessage = isForm ? issue.message : `json: cannot unmarshal ${shown} into Go struct field ${struct}.${names.join('.')} of type ${type}`;
  return { ...(errors.all[0] as FieldError), goMessage };
}

/** Goes along a path through the schema; Go's messages name the innermost struct, and leave indices and map keys out. */
function follow(root: z.ZodType, keys: readonly PropertyKey[]): { readonly path: Path; readonly struct: string; readonly names: readonly string[]; readonly schema: z.ZodType } {
  let [schema, path, struct, names]: [z.ZodType, Path, string, string[]] = [root, Path.root, '', []];
  for (const key of keys) {
    const type = goTypeOf(schema);
    const field = fieldOf(type.fields, String(key));
    path = typeof key === 'number' ? path.index(key) : type.item === undefined ? path.child(String(key)) : path.key(String(key));
    if (type.fields !== undefined) struct = type.name.replace(/^.*\./, '');
    if (type.item === undefined) names = [...names, String(key)];
    const inner = field ?? type.item;
    if (inner === undefined) break;
    schema = inner;
  }
  return { path, struct, names, schema };
}

function fieldOf(fields: Fields | undefined, name: string): z.ZodType | undefined {
  return fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function valueAt(json: Json | undefined, keys: readonly PropertyKey[]): Json | undefined {
  return keys.reduce<Json | undefined>((value, key) => (typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as { readonly [key: PropertyKey]: Json | undefined })[key] : undefined), json);
}

/** As Go's encoding/json calls what it found. */
function goKindOf(value: Json | undefined): string {
  if (value === undefined || value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

function jsonTypeOf(goType: string): string {
  if (goType.startsWith('[]')) return 'array';
  if (goType === 'bool') return 'boolean';
  if (/^int(32|64)$/.test(goType)) return `integer (${goType})`;
  if (goType === 'intstr.IntOrString') return 'integer or string';
  if (goType === 'resource.Quantity') return 'quantity (string or number)';
  if (goType === 'string' || goType === 'v1.Time') return 'string';
  return 'object';
}
