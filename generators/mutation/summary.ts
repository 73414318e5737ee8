import type { Survivor } from '../../properties/mutants/survivors/index.ts';
import { isKilled, type MutantFate } from './fate.ts';

/** What became of a replacement, and why nothing noticed it if nothing did. */
export interface Explained extends MutantFate {
  readonly survivor?: Survivor;
}

export interface MutationSummary {
  readonly all: number;
  readonly killed: number;
  /** Nothing noticed them, and nothing can: they change nothing that could be noticed. */
  readonly equivalent: number;
  /** Nothing noticed them, and it is known what is missing: a promise, or a scenario. */
  readonly gaps: number;
  readonly unexplained: number;
}

export function explained(fate: MutantFate, survivors: readonly Survivor[]): Explained {
  const survivor = isKilled(fate.fate) ? undefined : survivors.find(({ guard, answer }) => guard === fate.guard && answer === fate.answer);
  return { ...fate, ...(survivor && { survivor }) };
}

export function summaryOf(all: readonly Explained[]): MutationSummary {
  const count = (is: (one: Explained) => boolean): number => all.filter(is).length;
  return {
    all: all.length,
    killed: count(({ fate }) => isKilled(fate)),
    equivalent: count(({ survivor }) => survivor?.verdict === 'equivalent'),
    gaps: count(({ survivor }) => survivor?.verdict === 'gap'),
    unexplained: count(({ fate, survivor }) => !isKilled(fate) && survivor === undefined),
  };
}
