/** The object with these values where it has none; as in Go, an empty string is none. */
export function fill<T extends object>(object: T, defaults: { readonly [Field in keyof T]?: T[Field] }): T {
  const absent = Object.entries(defaults).filter(([field, value]) => value !== undefined && isUnset((object as { readonly [field: string]: unknown })[field]));
  return absent.length === 0 ? object : { ...object, ...Object.fromEntries(absent) };
}

/** The same for numbers of which Go cannot tell 0 from none. */
export function fillZeros<T extends object>(object: T, defaults: { readonly [Field in keyof T]?: T[Field] }): T {
  const zeros = Object.keys(defaults).filter((field) => (object as { readonly [field: string]: unknown })[field] === 0);
  return fill(zeros.length === 0 ? object : (Object.fromEntries(Object.entries(object).filter(([field]) => !zeros.includes(field))) as T), defaults);
}

/** The object with some fields changed by a function; fields that are absent stay absent. */
export function change<T extends object, Field extends keyof T>(object: T, field: Field, how: (value: NonNullable<T[Field]>) => T[Field]): T {
  const value = object[field];
  return value === undefined || value === null ? object : { ...object, [field]: how(value) };
}

function isUnset(value: unknown): boolean {
  return value === undefined || value === '';
}
