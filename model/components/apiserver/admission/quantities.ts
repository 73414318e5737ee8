/**
 * Kubernetes quantities (`100m`, `1.5`, `2Gi`, `3e6`) as exact numbers of thousandths; finer ones are rounded
 * up. A sum is written as its first summand is: with binary or with decimal suffixes (apimachinery
 * pkg/api/resource/quantity.go).
 */
interface Quantity {
  readonly milli: bigint;
  readonly binary: boolean;
}

const binarySuffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const decimalSuffixes = ['m', '', 'k', 'M', 'G', 'T', 'P', 'E'];

export function addQuantities(left: string, right: string): string {
  const [a, b] = [parse(left), parse(right)];
  return format({ milli: a.milli + b.milli, binary: a.milli === 0n ? b.binary : a.binary });
}

export function subtractQuantities(left: string, right: string): string {
  const [a, b] = [parse(left), parse(right)];
  return format({ milli: a.milli - b.milli, binary: a.milli === 0n ? b.binary : a.binary });
}

/** Negative, zero or positive, as the left is less than, equal to or more than the right. */
export function compareQuantities(left: string, right: string): number {
  const difference = parse(left).milli - parse(right).milli;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** How many times the right fits into the left. */
export function quantityRatio(left: string, right: string): number {
  return Number(parse(left).milli) / Number(parse(right).milli);
}

function parse(text: string): Quantity {
  const [, sign = '', whole = '0', fraction = '', suffix = ''] = /^([+-]?)(\d*)(?:\.(\d*))?(.*)$/.exec(String(text)) ?? [];
  const digits = BigInt(`${whole}${fraction}` || '0');
  const { numerator, denominator, binary } = scale(suffix);
  const below = denominator * 10n ** BigInt(fraction.length);
  const above = digits * numerator;
  const milli = (above + below - 1n) / below;
  return { milli: sign === '-' ? -milli : milli, binary };
}

function scale(suffix: string): { readonly numerator: bigint; readonly denominator: bigint; readonly binary: boolean } {
  const binary = binarySuffixes.indexOf(suffix);
  if (binary > 0) return { numerator: 1000n * 1024n ** BigInt(binary), denominator: 1n, binary: true };
  const decimal = decimalSuffixes.indexOf(suffix);
  if (decimal >= 0) return { numerator: 1000n ** BigInt(decimal), denominator: 1n, binary: false };
  if (suffix === 'u') return { numerator: 1n, denominator: 1000n, binary: false };
  if (suffix === 'n') return { numerator: 1n, denominator: 1_000_000n, binary: false };
  const exponent = Number(/^[eE]([+-]?\d+)$/.exec(suffix)?.[1] ?? 0) + 3;
  return exponent >= 0 ? { numerator: 10n ** BigInt(exponent), denominator: 1n, binary: false } : { numerator: 1n, denominator: 10n ** BigInt(-exponent), binary: false };
}

function format({ milli, binary }: Quantity): string {
  const size = milli < 0n ? -milli : milli;
  const sign = milli < 0n ? '-' : '';
  if (size === 0n) return '0';
  if (binary && size >= 1024_000n && size % 1000n === 0n) return sign + withSuffix(size / 1000n, 1024n, binarySuffixes);
  return sign + withSuffix(size, 1000n, decimalSuffixes);
}

/** The largest suffix that leaves a whole number. */
function withSuffix(amount: bigint, step: bigint, suffixes: readonly string[]): string {
  let rest = amount;
  let index = 0;
  while (index + 1 < suffixes.length && rest % step === 0n) {
    rest /= step;
    index++;
  }
  return `${rest}${suffixes[index] ?? ''}`;
}
