import { describe, expect, it } from 'vitest';
import { addQuantities, compareQuantities, quantityRatio, subtractQuantities } from '../../../../../model/components/apiserver/admission/quantities.ts';

describe('quantities', () => {
  it.each([
    ['600Mi', '700Mi', '1300Mi'],
    ['512Mi', '512Mi', '1Gi'],
    ['400m', '600m', '1'],
    ['0', '1Gi', '1Gi'],
    ['1', '1Ki', '1025'],
    ['1.5', '0', '1500m'],
    ['1e3', '0', '1k'],
    ['2e-3', '0', '2m'],
    ['0.5Gi', '0', '512Mi'],
    ['1u', '0', '1m'],
    ['-1', '1', '0'],
  ])('%s + %s = %s', (left, right, sum) => {
    expect(addQuantities(left, right)).toBe(sum);
  });

  it('are compared whatever their suffix', () => {
    expect(compareQuantities('1Gi', '1024Mi')).toBe(0);
    expect(compareQuantities('1G', '1Gi')).toBe(-1);
    expect(compareQuantities('1', '999m')).toBe(1);
  });

  it('have differences and ratios', () => {
    expect(subtractQuantities('1Gi', '424Mi')).toBe('600Mi');
    expect(quantityRatio('1', '250m')).toBe(4);
  });
});
