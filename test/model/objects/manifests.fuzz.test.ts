import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseManifests, validateManifests } from '../../../model/objects/index.ts';
import { fixture } from './support.ts';

const seeds = ['shop.yaml', 'gated.kyaml.yaml', 'invalid-affinity.yaml', 'quota.kyaml.yaml', 'list.json'].map(fixture);

/** Whatever the text: no exception, no long wait, and either an object or an error with a place in the text. */
function expectAnAnswer(text: string): void {
  const { objects, errors } = parseManifests(text, 'fuzz.yaml');
  expect(objects.length + errors.length).toBeGreaterThan(0);
  const lines = text.split(/\r\n|\n|\r/).length;
  for (const { line, column, message } of [...errors, ...validateManifests(text, 'fuzz.yaml')]) {
    expect(message).not.toBe('');
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines);
    expect(column).toBeGreaterThanOrEqual(1);
  }
  for (const { line } of objects) expect(line).toBeLessThanOrEqual(lines);
}

const junk = fc.constantFrom('', '\t', '\n', '  ', ': ', '- ', '? ', '{', '}', '[', ']', ',', '"', "'", '&a ', '*a', '!!', '!x ', '|', '>', '%', '---\n', '...\n', '#', '\0', '\u{FEFF}', '__proto__: 1', '<<: *a', 'null', '1e999', '-1', '0x', '💥', '\ud800', '{{ x }}', 'yes', '9'.repeat(400));
const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat(30), insert: junk });

describe('a manifest that somebody damaged', () => {
  test('is answered', () => {
    fc.assert(
      fc.property(fc.constantFrom(...seeds), fc.array(edit, { minLength: 1, maxLength: 6 }), (seed, edits) => {
        const damaged = edits.reduce((text, { at, cut, insert }) => {
          const offset = Math.floor(at * text.length);
          return text.slice(0, offset) + insert + text.slice(offset + cut);
        }, seed);
        expectAnAnswer(damaged);
      }),
      { numRuns: 1500 },
    );
  }, 120_000);

  test('one value replaced by another of any type is answered, too', () => {
    const value = fc.constantFrom('null', 'true', '7', '-1.5', '""', '[]', '{}', '[[]]', '{a: b}', '"x"', '[null]', '1e400', '~', '.nan');
    fc.assert(
      fc.property(fc.constantFrom(...seeds.slice(0, 3)), fc.nat(), value, (seed, nth, replacement) => {
        const places = [...seed.matchAll(/: *([^\s#,{}[\]]+)/g)];
        const place = places[nth % places.length];
        const [whole = '', old = ''] = place ?? [];
        const start = (place?.index ?? 0) + whole.length - old.length;
        expectAnAnswer(seed.slice(0, start) + replacement + seed.slice(start + old.length));
      }),
      { numRuns: 500 },
    );
  }, 120_000);
});

test('garbage is answered', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: junk, maxLength: 60 }), fc.json());
  fc.assert(fc.property(text, expectAnAnswer), { numRuns: 1000 });
}, 120_000);

test.each([['['], ['{'], ['{a: '], ['- '], ['? '], ['{? '], ['[{'], ['- ? '], ['"'], ["'"], ['&a '], ['!'], ['|\n '], ['a:\n'], ['  '], ['%'], ['# '], ['*a, '], ['[]'], ['a: b, '], ['---\n'], ['\\'], ['\t']])('%j two thousand times is answered at once', (piece) => {
  expectAnAnswer(piece.repeat(2000));
}, 10_000);
