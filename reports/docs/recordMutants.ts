import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defaultMutationRuns, isKilled, MutationTest, outcome, recordedFate, replacementName, type Fate, type Recorded, type Replacement } from '../../generators/mutation/index.ts';
import { outcomeText } from '../../generators/mutation/outcomeText.ts';
import { allGuards } from '../cli/mutants.ts';
import { podproof } from '../cli/podproof.ts';
import { fateText } from '../terminal/mutants.ts';
import { mutantsPage } from './mutantsPage.ts';

/**
 * Tries every replaced guard and writes down what became of it (`generators/mutation/outcome.ts`, `reports/docs/mutants.md`). It takes
 * some minutes; `--unkilled` tries only those that nothing noticed last time and those that are new, `--new` only these, `--page` none. Ctrl-C keeps what is known.
 */
const { cluster, properties, mutation } = podproof;
const modes = process.argv.slice(2);
const guards = [...allGuards(podproof).keys()];
const all = guards.flatMap((guard): Replacement[] => [{ guard, answer: true }, { guard, answer: false }]);

const isWanted = (replacement: Replacement): boolean => {
  if (modes.includes('--page')) return false;
  const before = recordedFate(outcome, replacement);
  if (before === undefined) return true;
  return !modes.includes('--new') && (!modes.includes('--unkilled') || !isKilled(before));
};

const controller = new AbortController();
process.once('SIGINT', () => controller.abort());

const known = new Map<string, Fate>();
const test = new MutationTest((scenario) => cluster(scenario), properties, mutation.pool, { seed: outcome.seed, runs: defaultMutationRuns, mutants: mutation.known, hint: (replacement) => mutation.hint(replacement), signal: controller.signal });
for await (const { fate, ...replacement } of test.fates(all.filter(isWanted))) {
  known.set(replacementName(replacement), fate);
  console.log(`${replacementName(replacement)}: ${fateText(fate)}`);
}
for (const { name, broken, held } of test.originals.known) if (broken !== undefined) console.log(`in ${name} ${broken} breaks without any replacement, in run ${held + 1}`);

const fateOf = (replacement: Replacement): Fate | undefined => known.get(replacementName(replacement)) ?? recordedFate(outcome, replacement);
const fates = guards.flatMap((guard) => {
  const [whenTrue, whenFalse] = [fateOf({ guard, answer: true }), fateOf({ guard, answer: false })];
  return whenTrue === undefined || whenFalse === undefined ? [] : [[guard, [whenTrue, whenFalse]] as const];
});
const recorded: Recorded = { seed: outcome.seed, runs: defaultMutationRuns, fates: Object.fromEntries(fates) };
writeFileSync(fileURLToPath(new URL('../../generators/mutation/outcome.ts', import.meta.url)), outcomeText(recorded));
writeFileSync(fileURLToPath(new URL('mutants.md', import.meta.url)), mutantsPage(recorded, mutation.survivors));
