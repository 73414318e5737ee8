import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Engine, type Vector } from '../../../index.ts';
import { PackedStates } from '../../../generators/search/packedStates.ts';

/** A vector to put numbers into; which system it is of does not matter. */
function vectorOf(numbers: readonly number[]): Vector {
  const vector = new Engine({ components: [] }).vector();
  vector.load(Int32Array.from(numbers));
  return vector;
}

const text = (state: Int32Array): string => state.join(',').replace(/(?:^|,)0(?:,0)*$/, '');

const rows = fc.array(fc.array(fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 70_000 })), { maxLength: 40 }), { minLength: 1, maxLength: 120, size: 'max' });

describe('packed states', () => {
  it('gives equal vectors one number, and different ones different numbers; trailing zeros count for nothing', () =>
    fc.assert(
      fc.property(rows, (vectors) => {
        const states = new PackedStates(Int32Array.from(vectors[0] ?? []));
        const known = new Map<string, number>();
        for (const each of vectors) {
          const state = Int32Array.from(each);
          const number = states.addAll(state);
          expect(states.isNew).toBe(!known.has(text(state)));
          expect(number).toBe(known.get(text(state)) ?? known.size);
          known.set(text(state), number);
        }
        const vector = vectorOf([]);
        for (const [state, number] of known) {
          states.load(number, vector);
          expect(text(vector.data)).toBe(state);
        }
      }),
    ));

  it('adds what changes make of a state as if it came by itself', () =>
    fc.assert(
      fc.property(rows, fc.array(fc.tuple(fc.nat({ max: 45 }), fc.nat({ max: 9 })), { maxLength: 200 }), (vectors, changes) => {
        const states = new PackedStates(Int32Array.from(vectors[0] ?? []));
        for (const each of vectors) states.addAll(Int32Array.from(each));
        const vector = vectorOf([]);
        for (const [index, [slot, held]] of changes.entries()) {
          states.load(index % states.size, vector);
          vector.set(slot, held);
          const number = states.add(vector);
          const wanted = text(vector.data);
          vector.undo();
          states.load(number, vector);
          expect(text(vector.data)).toBe(wanted);
        }
      }),
    ));

  it('loses nothing while it grows, gets wider and is made compact', () => {
    const count = 70_000;
    const row = (index: number): number[] => [index % 2, index >> 7, index % 1000, 1, ...(index > 40_000 ? [index & 0xff, 0, index % 7] : [])];
    const states = new PackedStates(Int32Array.from(row(0)));
    const vector = vectorOf([]);
    for (let index = 0; index < count; index++) {
      expect(states.addAll(Int32Array.from(row(index)))).toBe(index);
      if (index % 1000 !== 0) continue;
      states.begin();
      states.load(index, vector);
    }
    for (let index = 0; index < count; index += 97) {
      states.load(index, vector);
      expect(text(vector.data)).toBe(text(Int32Array.from(row(index))));
      expect(states.addAll(Int32Array.from(row(index)))).toBe(index);
    }
    expect(states.bytes).toBeLessThan(count * 24);
  });

  it('loses nothing where rows are made shorter', () => {
    const count = 20_000;
    // Slots that get bits again and again, more than they need; and later some that are new.
    const digits = Array.from({ length: 36 }, (_, place) => 18 ** (place % 4));
    const row = (index: number): number[] => [...digits.map((digit) => Math.floor(index / digit) % 18), ...(index > 12_000 ? [index & 0xff, 0, index % 7] : [])];
    const states = new PackedStates(Int32Array.from(row(0)));
    const vector = vectorOf([]);
    let timesCompact = 0;
    for (let index = 0; index < count; index++) {
      expect(states.addAll(Int32Array.from(row(index)))).toBe(index);
      if (index % 1000 !== 0) continue;
      const { bytes } = states;
      states.begin();
      if (states.bytes < bytes) timesCompact++;
      states.load(index, vector);
    }
    expect(timesCompact).toBeGreaterThan(0);
    for (let index = 0; index < count; index += 97) {
      states.load(index, vector);
      expect(text(vector.data)).toBe(text(Int32Array.from(row(index))));
      expect(states.addAll(Int32Array.from(row(index)))).toBe(index);
    }
  });
});
