import type { Fate, MutantFate, Replacement } from './fate.ts';

/** What became of all replacements when they were tried last: data, so that it can be looked up and compared. */
export interface Recorded {
  readonly seed: number;
  /** At most, in one scenario. */
  readonly runs: number;
  /** By guard: what came of its answering true, and of its answering false. */
  readonly fates: { readonly [guard: string]: readonly [whenTrue: Fate, whenFalse: Fate] };
}

export const unreached: Fate = { verdict: 'unreached' };

export function killed(property: string, scenario: string, runs: number): Fate {
  return { verdict: 'killed', property, scenario, runs };
}

export function killedByTheModel(error: string, scenario: string, runs: number): Fate {
  return { verdict: 'killed by the model', error, scenario, runs };
}

export function neverRests(scenario: string, runs: number): Fate {
  return { verdict: 'never rests', scenario, runs };
}

export function survived(scenarios: number, runs: number): Fate {
  return { verdict: 'survived', scenarios, runs };
}

export function recordedFate({ fates }: Recorded, { guard, answer }: Replacement): Fate | undefined {
  return fates[guard]?.[answer ? 0 : 1];
}

export function recordedFates({ fates }: Recorded): readonly MutantFate[] {
  return Object.entries(fates).flatMap(([guard, [whenTrue, whenFalse]]) => [
    { guard, answer: true, fate: whenTrue },
    { guard, answer: false, fate: whenFalse },
  ]);
}
