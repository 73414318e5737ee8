/**
 * Quantities of resources (`100m`, `1.5`, `2Gi`, `3e6`) as exact numbers of billionths: apimachinery
 * pkg/api/resource/quantity.go. Nothing finer exists there either; what is finer is rounded away from zero.
 */
export interface Quantity {
  readonly nano: bigint;
  readonly format: QuantityFormat;
}

/** Which suffixes it is written with. */
export type QuantityFormat = 'BinarySI' | 'DecimalSI' | 'DecimalExponent';

/** As Kubernetes quotes it in its error; `1i` passes it and is refused all the same. */
export const quantityFormat = '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$';

const syntax = /^([+-]?)(\d*)(?:\.(\d*))?(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E|[eE][+-]?\d{1,3}|)$/;
const one = 1_000_000_000n;
/** Nobody writes more digits, and a long number must not take long. A sum of what was written may have more: exponents have three digits. */
const longestWritten = 64;
const longestSum = 2_100;
/** Binary quantities are capped at the largest 64-bit integer; decimal ones are not. */
const largestBinary = (2n ** 63n - 1n) * one;

const binarySuffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const decimalSuffixes = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];

export function isQuantity(text: string): boolean {
  return text.length <= longestWritten && readQuantity(text) !== undefined;
}

/** @throws RangeError when the text is not a quantity */
export function parseQuantity(text: string): Quantity {
  const quantity = readQuantity(text);
  if (quantity === undefined) throw new RangeError(`"${text}" is not a quantity: quantities must match the regular expression '${quantityFormat}'`);
  return quantity;
}

function readQuantity(text: string): Quantity | undefined {
  const match = text.length <= longestSum ? syntax.exec(text) : null;
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', suffix = ''] = match;
  if (whole === '' && fraction === '') return undefined;
  const { numerator, denominator, format } = scaleOf(suffix);
  const below = denominator * 10n ** BigInt(fraction.length);
  const size = (BigInt(whole + fraction) * numerator + below - 1n) / below;
  const capped = format === 'BinarySI' && size > largestBinary ? largestBinary : size;
  return { nano: sign === '-' ? -capped : capped, format };
}

function scaleOf(suffix: string): { readonly numerator: bigint; readonly denominator: bigint; readonly format: QuantityFormat } {
  const binary = binarySuffixes.indexOf(suffix);
  if (binary > 0) return { numerator: one * 1024n ** BigInt(binary), denominator: 1n, format: 'BinarySI' };
  const decimal = decimalSuffixes.indexOf(suffix);
  if (decimal >= 0) return { numerator: 1000n ** BigInt(decimal), denominator: 1n, format: 'DecimalSI' };
  const exponent = Number(suffix.slice(1)) + 9;
  const power = 10n ** BigInt(Math.abs(exponent));
  return exponent >= 0 ? { numerator: power, denominator: 1n, format: 'DecimalExponent' } : { numerator: 1n, denominator: power, format: 'DecimalExponent' };
}

/**
 * The canonical form (Quantity.CanonicalizeBytes): no fraction, the largest suffix that leaves a whole number;
 * a binary one below 1024 or with a fraction is written in decimal.
 */
export function formatQuantity({ nano, format }: Quantity): string {
  if (nano === 0n) return '0';
  const sign = nano < 0n ? '-' : '';
  const size = nano < 0n ? -nano : nano;
  if (format === 'BinarySI' && size >= 1024n * one && size % one === 0n) return sign + withSuffix(size / one, 1024n, binarySuffixes);
  if (format === 'DecimalExponent') return sign + withExponent(size);
  return sign + withSuffix(size, 1000n, decimalSuffixes);
}

function withSuffix(amount: bigint, step: bigint, suffixes: readonly string[]): string {
  const { rest, steps } = divided(amount, step, suffixes.length - 1);
  return `${rest}${suffixes[steps] ?? ''}`;
}

/** Exponents are multiples of three: `3e6`, `1e-3`. */
function withExponent(amount: bigint): string {
  const { rest, steps } = divided(amount, 1000n, Number.POSITIVE_INFINITY);
  const exponent = 3 * steps - 9;
  return exponent === 0 ? String(rest) : `${rest}e${exponent}`;
}

function divided(amount: bigint, step: bigint, most: number): { readonly rest: bigint; readonly steps: number } {
  let rest = amount;
  let steps = 0;
  while (steps < most && rest % step === 0n) {
    rest /= step;
    steps++;
  }
  return { rest, steps };
}

/** `0.5` -> `500m` */
export function canonicalQuantity(text: string): string {
  return formatQuantity(parseQuantity(text));
}
