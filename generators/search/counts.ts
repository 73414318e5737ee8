/** Numbers by name. */
export type Counts = { readonly [name: string]: number };

/** Of the same names. */
export function countsTogether<Named extends Counts>(one: Named, other: Named, merge = (a: number, b: number): number => a + b): Named {
  return Object.fromEntries(Object.entries(one).map(([name, count]) => [name, merge(count, other[name] ?? 0)])) as Named;
}
