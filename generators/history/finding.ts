import type { StrategyName } from '../random/strategies/index.ts';
import type { RandomOptions } from '../random/checkRandom.ts';

/** How a historical bug was found, and the shortest run that shows it. Recorded by `npm run history`. */
export interface Finding {
  readonly seed: number;
  /** How schedules were chosen. */
  readonly strategy: StrategyName;
  /** The run that showed it first, counted from 1. */
  readonly runs: number;
  /** Steps of that run. */
  readonly foundLength: number;
  /** Every shorter schedule was tried, and none shows it. */
  readonly isShortest: boolean;
  /** So many steps at the end only let the cluster come to rest, so that liveness can be judged. */
  readonly completionLength: number;
  /** So many steps at the end can come again and again for ever. */
  readonly circleLength?: number;
  /** The shortened run: its labels, all of them. */
  readonly schedule: readonly string[];
}

/** What leads a random check to the bug again. */
export function wayTo({ seed, strategy }: Pick<Finding, 'seed' | 'strategy'>): Required<Pick<RandomOptions, 'seed'>> & { readonly strategy: StrategyName } {
  return { seed, strategy };
}

/** The middle one, of an odd number; the mean of the two in the middle, of an even one. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}
