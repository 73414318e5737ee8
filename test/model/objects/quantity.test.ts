import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addQuantities, canonicalQuantity, compareQuantities, formatQuantity, isQuantity, maxQuantity, parseQuantity, quantityNumber, subtractQuantities } from '../../../model/objects/index.ts';
import { quantity } from './arbitraries.ts';

describe('the canonical form is that of the API server', () => {
  test.each([
    ['0.5', '500m'],
    ['1000m', '1'],
    ['1500m', '1500m'],
    ['1024Mi', '1Gi'],
    ['1.5Gi', '1536Mi'],
    ['0.5Ki', '512'],
    ['1e3', '1e3'],
    ['12e6', '12e6'],
    ['1E', '1E'],
    ['1E3', '1e3'],
    ['1e-3', '1e-3'],
    ['100e-3', '100e-3'],
    ['.5', '500m'],
    ['5.', '5'],
    ['+3', '3'],
    ['-2k', '-2k'],
    ['0Mi', '0'],
    ['1n', '1n'],
    ['0.1n', '1n'],
    ['0.0000000001', '1n'],
    ['1000000', '1M'],
    ['8Ei', '9223372036854775807'],
  ])('%s is %s', (text, canonical) => {
    expect(canonicalQuantity(text)).toBe(canonical);
  });
});

test.each(['', ' ', '1x', 'Mi', '1.1.1', '--1', '1KI', '1ki', '1e', '.', '+', '1 Gi', '1i', '0x10', 'NaN', '1e9999'])('%j is no quantity', (text) => {
  expect(isQuantity(text)).toBe(false);
  expect(() => parseQuantity(text)).toThrow(RangeError);
});

test('a text that goes on for ever is no quantity, at once', () => {
  expect(isQuantity('9'.repeat(1_000_000))).toBe(false);
});

describe('sums are exact', () => {
  test('where floating point is not', () => {
    expect(addQuantities('100m', '200m')).toBe('300m');
    expect(compareQuantities(addQuantities('0.1', '0.2'), '0.3')).toBe(0);
    expect(subtractQuantities('1', '999999999n')).toBe('1n');
  });

  test('and are written as the left summand is, unless it is zero', () => {
    expect(addQuantities('1Gi', '1M')).toBe('1074741824');
    expect(addQuantities('1Gi', '1Gi')).toBe('2Gi');
    expect(addQuantities('0', '1Gi')).toBe('1Gi');
    expect(maxQuantity('1M', '1Mi')).toBe('1Mi');
    expect(quantityNumber('250m')).toBe(0.25);
  });
});

describe('laws', () => {
  const nano = (text: string) => parseQuantity(text).nano;

  test('formatting and parsing again gives the same number, and the same text', () => {
    fc.assert(
      fc.property(quantity, (text) => {
        const parsed = parseQuantity(text);
        const formatted = formatQuantity(parsed);
        expect(nano(formatted)).toBe(nano(text));
        // A binary one that no binary suffix fits is written as a plain number, and that is read as a decimal one.
        const isPlain = parsed.format === 'BinarySI' && /^-?\d+$/.test(formatted);
        expect(canonicalQuantity(formatted)).toBe(isPlain ? formatQuantity({ ...parsed, format: 'DecimalSI' }) : formatted);
      }),
      { numRuns: 2000, examples: [['28062.5Ki']] },
    );
  });

  test('addition is associative and commutative, subtraction undoes it', () => {
    const modest = quantity.filter((text) => !/[PE]i?$/.test(text));
    fc.assert(
      fc.property(modest, modest, modest, (a, b, c) => {
        expect(nano(addQuantities(addQuantities(a, b), c))).toBe(nano(addQuantities(a, addQuantities(b, c))));
        expect(nano(addQuantities(a, b))).toBe(nano(addQuantities(b, a)));
        expect(nano(subtractQuantities(addQuantities(a, b), b))).toBe(nano(a));
      }),
      { numRuns: 1000 },
    );
  });

  test('a sum may be longer than what anybody writes, and is a quantity all the same', () => {
    for (const huge of ['1e+58', '1e999', '999999e999']) {
      const sum = addQuantities(huge, '1n');
      expect(nano(sum) - nano(huge)).toBe(1n);
      expect(nano(subtractQuantities(addQuantities(sum, sum), sum))).toBe(nano(sum));
    }
    expect(isQuantity('1'.repeat(65))).toBe(false);
  });

  test('comparison orders as the numbers do', () => {
    fc.assert(
      fc.property(quantity, quantity, (a, b) => {
        expect(compareQuantities(a, b)).toBe(-compareQuantities(b, a) + 0);
        expect(compareQuantities(a, b) <= 0).toBe(nano(a) <= nano(b));
      }),
    );
  });
});
