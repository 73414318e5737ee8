import * as fc from 'fast-check';

/** Damage to a JSON value: something in it is removed, doubled or replaced. */
export function damagedJson(value: unknown, times = 3): fc.Arbitrary<unknown> {
  return fc.array(fc.tuple(fc.nat(), change), { minLength: 1, maxLength: times }).map((changes) => {
    let damaged: unknown = structuredClone(value);
    for (const [where, apply] of changes) damaged = at(damaged, where, apply);
    return damaged;
  });
}

/** Damage to a text: cut, doubled, a piece overwritten or put in. */
export function damagedText(text: string): fc.Arbitrary<string> {
  return fc.array(fc.tuple(fc.nat(text.length), fc.nat(20), fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 5 }), fc.constant(undefined))), { minLength: 1, maxLength: 3 }).map((edits) =>
    edits.reduce((all, [where, length, piece]) => (piece === undefined ? all.slice(0, where) : `${all.slice(0, where)}${piece}${all.slice(where + length)}`), text),
  );
}

const pieces = fc.constantFrom('\n', '  ', '{', '}', '[', ']', '"', ':', ',', '- ', '---\n', '...\n', '&a ', '*a', '<<: *a', '!!js/function ', '!!binary ', '|\n', '\t', 'null', 'true', '1e999', '-1', '\u0000', '\ufeff', '💥', '%YAML 9.9\n', '# ');

type Change = (parent: Map<string, unknown>, key: string) => void;

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.constant<Change>((parent, key) => void parent.delete(key)),
  fc.constant<Change>((parent, key) => void parent.set(`${key}x`, parent.get(key))),
  fc.oneof(fc.constantFrom(null, '', 0, -1, 1.5, 1e21, true, [], {}, 'x', '__proto__', [null], { kind: 'Pod' }), fc.jsonValue({ maxDepth: 2 })).map<Change>((value) => (parent, key) => void parent.set(key, value)),
);

/** Applies a change to the n-th place of a value, in reading order. */
function at(value: unknown, n: number, apply: Change): unknown {
  const places = countPlaces(value);
  if (places === 0) return value;
  let left = n % places;
  const visit = (node: unknown): unknown => {
    if (typeof node !== 'object' || node === null) return node;
    const fields = new Map(Object.entries(node));
    for (const [key, child] of fields) {
      if (left-- === 0) {
        apply(fields, key);
        break;
      }
      fields.set(key, visit(child));
      if (left < 0) break;
    }
    return Array.isArray(node) ? [...fields.values()] : Object.fromEntries(fields);
  };
  return visit(value);
}

function countPlaces(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, child) => sum + 1 + countPlaces(child), 0);
}
