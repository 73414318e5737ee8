import { formatQuantity, parseQuantity } from './quantity.ts';

/** Sums and comparisons of quantities as they stand in objects. Each throws RangeError when one is not a quantity. */

/** Written as the left summand is, unless that is zero (Quantity.Add). */
export function addQuantities(left: string, right: string): string {
  const [a, b] = [parseQuantity(left), parseQuantity(right)];
  return formatQuantity({ nano: a.nano + b.nano, format: a.nano === 0n ? b.format : a.format });
}

/** @returns left - right, which may be negative */
export function subtractQuantities(left: string, right: string): string {
  const [a, b] = [parseQuantity(left), parseQuantity(right)];
  return formatQuantity({ nano: a.nano - b.nano, format: a.nano === 0n ? b.format : a.format });
}

/** Negative, zero or positive, as the left is less than, equal to or more than the right. */
export function compareQuantities(left: string, right: string): number {
  const difference = parseQuantity(left).nano - parseQuantity(right).nano;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function maxQuantity(left: string, right: string): string {
  return compareQuantities(left, right) < 0 ? right : left;
}

/** For scores and ratios, where exactness does not matter: `500m` -> 0.5. */
export function quantityNumber(text: string): number {
  return Number(parseQuantity(text).nano) / 1e9;
}
