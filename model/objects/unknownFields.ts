import type * as z from 'zod';
import type { Json, JsonObject } from '../kernel/json.ts';
import { isKind, schemas } from './kinds.ts';
import { nearMatches } from './nearMatches.ts';
import { goTypeOf } from './schema/build.ts';
import { Path } from './validation/path.ts';

export interface UnknownField {
  /** `spec.template.spec.containers[0].imagePulPolicy` */
  readonly path: string;
  /** Fields of that struct that may have been meant, nearest first. */
  readonly near: readonly string[];
}

/**
 * Fields of an object that its type does not have, as far as the model knows the type: a typing error, which kubectl would refuse
 * (API concepts, "Field validation"), or a field without effect on how pods are created. None of a kind that is not known.
 */
export function unknownFields(object: JsonObject): readonly UnknownField[] {
  const { kind } = object;
  return typeof kind === 'string' && isKind(kind) ? [...unknownIn(schemas[kind], object, Path.root)] : [];
}

function* unknownIn(schema: z.ZodType, value: Json | undefined, path: Path): Generator<UnknownField> {
  const { fields, item } = goTypeOf(schema);
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    if (item !== undefined) for (const [index, each] of value.entries()) yield* unknownIn(item, each as Json, path.index(index));
    return;
  }
  for (const [name, inner] of Object.entries(value)) {
    if (fields === undefined) {
      if (item !== undefined) yield* unknownIn(item, inner, path.key(name));
      continue;
    }
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined) yield { path: path.child(name).toString(), near: nearMatches(name, Object.keys(fields)) };
    else yield* unknownIn(field, inner, path.child(name));
  }
}
