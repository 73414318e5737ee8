import type { Json } from '../../model/kernel/index.ts';

/** A field of a message or a note, if it is a text. */
export function textField(value: Json, field: string): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const found = (value as { readonly [field: string]: Json | undefined })[field];
  return typeof found === 'string' ? found : undefined;
}
