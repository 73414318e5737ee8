import { describe, expect, it } from 'vitest';
import { clusterProperties, promises } from '../../properties/index.ts';

describe('the promises', () => {
  const own = promises.filter(({ number }) => number.startsWith('P'));

  it('are P01 to P48', () => {
    expect(own.map(({ number }) => number)).toEqual(Array.from({ length: 48 }, (_, index) => `P${String(index + 1).padStart(2, '0')}`));
  });
  it.each(promises)('$number is checked by a property, or it is said why not', ({ properties, gap = '' }) => {
    expect(properties.length > 0 || gap.length > 0).toBe(true);
    for (const name of properties) expect(clusterProperties.map((property) => property.name)).toContain(name);
  });
  it('leave out nothing but what the model does not have', () => {
    expect(own.filter(({ properties }) => properties.length === 0).map(({ number }) => number)).toEqual(['P10', 'P33', 'P40', 'P41', 'P42', 'P43']);
  });
  it('are all that properties claim to check', () => {
    const numbers = own.map(({ number }) => number);
    for (const { promise } of clusterProperties) if (promise !== undefined) expect(numbers).toContain(promise);
  });
});
