import type { DifferentialReport } from '../cli/check/report.ts';
import { count } from './text.ts';

/** What the verdict of a comparison rests on. */
export function comparisonLines({ comparison: { references, compared, leftAside } }: DifferentialReport): readonly string[] {
  if (references === 0) return [];
  const aside = Object.entries(leftAside).map(([why, ends]) => `${ends} because ${why}`);
  return [
    `${count(compared, 'different end')} compared with the reference, ${count(references, 'run')} without faults`,
    ...(aside.length === 0 ? [] : [`left aside, since they may well differ: ${aside.join(', ')}`]),
  ];
}

export const hint = 'A difference is a hint, no broken promise: look whether it should be';
