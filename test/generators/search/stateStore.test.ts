import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StateStore } from '../../../generators/search/stateStore.ts';

const vector = fc.array(fc.nat({ max: 3 }), { maxLength: 6 });

describe('the store of states', () => {
  it('gives equal vectors one number, and different ones different numbers; trailing zeros count for nothing', () =>
    fc.assert(
      fc.property(fc.array(vector, { maxLength: 200, size: 'max' }), (vectors) => {
        const store = new StateStore();
        const known = new Map<string, number>();
        for (const each of vectors) {
          const text = each.join(',').replace(/(?:^|,)0(?:,0)*$/, '');
          const { number, isNew } = store.add(Int32Array.from(each));
          expect(isNew).toBe(!known.has(text));
          expect(number).toBe(known.get(text) ?? known.size);
          known.set(text, number);
          expect([...store.get(number)].join(',')).toBe(text);
        }
        expect(store.size).toBe(known.size);
      }),
    ));

  it('loses nothing while it grows', () => {
    const store = new StateStore();
    const count = 50_000;
    for (let index = 0; index < count; index++) expect(store.add(Int32Array.of(index, -index, index * 7, 1))).toEqual({ number: index, isNew: true });
    for (let index = 0; index < count; index += 997) expect(store.add(Int32Array.of(index, -index, index * 7, 1, 0))).toEqual({ number: index, isNew: false });
    expect(store.bytes).toBeGreaterThan(count * 16);
  });
});
