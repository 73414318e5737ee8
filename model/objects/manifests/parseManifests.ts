import type { Json, JsonObject } from '../../kernel/json.ts';
import { decode } from '../decode.ts';
import type { KubernetesObject } from '../kinds.ts';
import { validate } from '../validation/index.ts';
import type { FieldError } from '../validation/fieldError.ts';
import { locate } from './locate.ts';
import { refusals } from './refusals.ts';
import { readYaml, type Position, type YamlDocument, type YamlStream } from './yamlDocuments.ts';

/** An object of a manifest and where it stands. */
export interface ManifestObject extends Position {
  readonly object: KubernetesObject;
  readonly file: string;
}

/** A mistake in a manifest and where it stands. */
export interface ManifestError extends Position {
  readonly message: string;
  readonly file: string;
  /** The field, when it is one: `spec.containers[0].image`. */
  readonly path?: string;
}

export interface Manifests {
  readonly objects: readonly ManifestObject[];
  readonly errors: readonly ManifestError[];
}

/**
 * Reads a manifest: one or several documents of YAML, KYAML or JSON, `List`s taken apart. Never throws; a text
 * without any object has at least one error. An object is checked as far as decoding does, so that an invalid
 * one can be given to the API server; see {@link validateManifests}.
 *
 * @param file its name, for the errors
 */
export function parseManifests(text: string, file: string): Manifests {
  return read(text, file, () => []);
}

/** The errors of {@link parseManifests}, and those that the API server's validation would find. */
export function validateManifests(text: string, file: string): readonly ManifestError[] {
  return read(text, file, validate).errors;
}

/** A part of a document that should be an object. */
interface Candidate {
  readonly value: Json | undefined;
  readonly path: readonly (string | number)[];
}

const deepestList = 10;

function read(text: string, file: string, check: (object: KubernetesObject) => readonly FieldError[]): Manifests {
  const stream = readYaml(text);
  const objects: ManifestObject[] = [];
  const errors: ManifestError[] = [];
  for (const { document, problems } of stream.documents) {
    const broken = problems.length > 0 ? problems : refusals(document);
    errors.push(...broken.map(({ offset, message }) => ({ message, file, ...stream.positionAt(offset) })));
    if (broken.length > 0) continue;
    const value = toJson(document);
    if ('problem' in value) errors.push({ message: value.problem, file, ...place(stream, document, []) });
    else for (const candidate of flatten({ value: value.json, path: [] }, deepestList)) take(candidate, document);
  }
  if (objects.length === 0 && errors.length === 0) errors.push({ message: 'there is no object in it: a manifest has apiVersion, kind and metadata', file, line: 1, column: 1 });
  return { objects, errors };

  function take({ value, path }: Candidate, document: YamlDocument): void {
    const decoded = decode(value);
    const wrong = 'errors' in decoded ? decoded.errors : check(decoded.object);
    errors.push(...wrong.map((error) => ({ message: withoutField(error), file, ...(error.path.length + path.length > 0 && { path: fieldOf(path, error) }), ...place(stream, document, [...path, ...error.path]) })));
    if ('object' in decoded) objects.push({ object: decoded.object, file, ...place(stream, document, path) });
  }
}

function place(stream: YamlStream, document: YamlDocument, path: readonly (string | number)[]): Position {
  return stream.positionAt(locate(document, path));
}

/** The objects of a list, the lists in it taken apart, too; nothing of an empty document. */
function flatten({ value, path }: Candidate, depth: number): readonly Candidate[] {
  if (value === null || value === undefined) return path.length === 0 ? [] : [{ value, path }];
  const list = value as { readonly apiVersion?: Json; readonly kind?: Json; readonly items?: Json };
  if (typeof list.kind !== 'string' || !list.kind.endsWith('List') || !Array.isArray(list.items) || depth === 0) return [{ value, path }];
  // The items of a PodList need not say that they are pods.
  const type = list.kind === 'List' ? {} : { apiVersion: list.apiVersion, kind: list.kind.slice(0, -'List'.length) };
  return list.items.flatMap((item: Json, index) => flatten({ value: isObject(item) ? { ...type, ...item } : item, path: [...path, 'items', index] }, depth - 1));
}

/** Aliases that multiply each other ("billion laughs") are refused. */
function toJson(document: YamlDocument): { readonly json: Json } | { readonly problem: string } {
  try {
    return { json: document.toJS({ maxAliasCount: 100 }) as Json };
  } catch (error) {
    return { problem: `the aliases cannot be resolved: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldOf(path: readonly (string | number)[], error: FieldError): string {
  const prefix = path.map((segment) => (typeof segment === 'number' ? `[${segment}]` : segment)).join('').replaceAll(']items', '].items');
  if (error.path.length === 0) return prefix;
  return prefix === '' ? error.field : `${prefix}.${error.field}`;
}

/** The field stands apart. */
function withoutField({ field, message }: FieldError): string {
  return message.slice(field.length + 2);
}
