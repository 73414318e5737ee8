import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { outcome } from '../../../generators/mutation/index.ts';
import { killed, survived, unreached } from '../../../generators/mutation/recorded.ts';
import { survivors } from '../../../properties/index.ts';
import { mutantsPage } from '../../../reports/docs/mutantsPage.ts';

it('the page of mutants is what npm run mutation writes', () => {
  expect(readFileSync(new URL('../../../reports/docs/mutants.md', import.meta.url), 'utf8')).toBe(mutantsPage(outcome, survivors));
});

it('tells what noticed a mutant, or why nothing does', () => {
  const fates = { 'a.one': [killed('safe', 'small', 2), survived(3, 40)], 'a.two': [unreached, unreached] } as const;
  const page = mutantsPage({ seed: 1, runs: 9, fates }, [
    { guard: 'a.one', answer: false, verdict: 'equivalent', argument: 'It is asked | twice.' },
    { guard: 'a.two', answer: true, verdict: 'gap', argument: 'Nobody promises it.' },
  ]);
  expect(page).toContain('4 mutants. 1 of them are noticed, 1 change nothing that could be noticed, and of 1 it is said what is missing; 1 are not explained.');
  expect(page).toContain('| `a.one=true` | killed by safe in small, run 2 |');
  expect(page).toContain('| `a.one=false` | survived 40 runs of 3 scenarios | It is asked \\| twice. |');
  expect(page).toContain('| `a.two=false` | unreached: no run would have been any different |');
});
