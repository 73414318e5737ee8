import { InvalidArgumentError } from 'commander';

/** Readers of options' values; commander turns what they throw into a message that names the option. */

export function integer(minimum: number, maximum: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (!/^-?\d+$/.test(value) || number < minimum || number > maximum) throw new InvalidArgumentError(`It must be a whole number from ${minimum} to ${maximum}.`);
    return number;
  };
}

/** A repeatable option's values, in order. */
export function repeated(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

/** fast-check's way to a run and through its shrinking: `12:0:3`. */
export function shrinkPath(value: string): string {
  if (!/^\d{1,9}(?::\d{1,9})*$/.test(value)) throw new InvalidArgumentError('It must look like 12:0:3, as printed with a violation.');
  return value;
}

/** Seeds are 32 bits. */
export const seed = integer(-(2 ** 31), 2 ** 31 - 1);
