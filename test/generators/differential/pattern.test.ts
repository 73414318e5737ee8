import { describe, expect, it } from 'vitest';
import { anything, difference, inCommon } from '../../../generators/differential/pattern.ts';

describe('what reference runs have in common', () => {
  it('leaves open what they do not agree about, field by field', () => {
    expect(inCommon({ a: 1, b: { c: 2, d: 3 } }, { a: 1, b: { c: 4, d: 3 } })).toEqual({ a: 1, b: { c: anything, d: 3 } });
    expect(inCommon({ a: 1 }, { b: 1 })).toEqual({ a: anything, b: anything });
    expect(inCommon([1, { a: 2 }], [1, { a: 3 }])).toEqual([1, { a: anything }]);
    expect(inCommon([1], [1, 2])).toBe(anything);
  });
  it('is what each of them agrees with', () => {
    for (const one of [{ a: 1 }, { b: [1] }]) expect(difference(inCommon({ a: 1 }, { b: [1] }), one)).toBeUndefined();
  });
});

describe('a difference', () => {
  it.each([
    [{ spec: { replicas: 2 } }, { spec: { replicas: 3 } }, 'spec.replicas is 3 instead of 2'],
    [{ a: [{ b: 'x' }] }, { a: [{ b: 'y' }] }, 'a[0].b is "y" instead of "x"'],
    [{ a: [1] }, { a: [1, 2] }, 'a is [1,2] instead of [1]'],
    [{ a: 1 }, {}, 'a is absent instead of 1'],
    [{}, { a: 1 }, 'a is 1, and is not there in the reference'],
  ])('between %j and %j is named with its place', (expected, value, why) => {
    expect(difference(expected, value)).toBe(why);
  });
  it('is none where anything will do, nor where all is the same', () => {
    expect(difference({ a: anything, b: [1] }, { b: [1] })).toBeUndefined();
    expect(difference(anything, undefined)).toBeUndefined();
  });
});
