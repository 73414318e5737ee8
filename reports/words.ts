import { isOracle } from '../generators/differential/oracles.ts';

/** How a finding is told: a broken promise, or, of an oracle, a hint that somebody has to look at. */
export interface Words {
  readonly verdict: string;
  readonly promised: string;
  readonly happened: string;
  readonly title: string;
}

export function wordsFor(property: string): Words {
  if (!isOracle(property)) return { verdict: 'violated', promised: 'Promised:', happened: 'Happened:', title: `${property} is violated` };
  return { verdict: 'differs from the reference', promised: 'Expected:', happened: 'Found:', title: `a run differs from the reference (${property})` };
}

/** In two lines: what should be, and what is. */
export function explanation({ property, statement, explanation: why }: { readonly property: string; readonly statement: string; readonly explanation: string }): readonly string[] {
  const { promised, happened } = wordsFor(property);
  return [`${promised} ${statement}`, `${happened} ${why}`];
}
