import { history } from '../../properties/history/index.ts';
import { mutants, type Mutant } from '../../properties/mutants/index.ts';
import { scenarios } from '../scenarios/index.ts';
import { scenarioPool, type PoolScenario } from './scenarioPool.ts';
import { ownPool } from './scenarios/index.ts';

/** Mutation testing of the properties. */
export { isKilled, replacementName, type Fate, type Kill, type MutantFate, type Replacement } from './fate.ts';
export { outcome } from './outcome.ts';
export { recordedFate, recordedFates, type Recorded } from './recorded.ts';
export type { PoolScenario } from './scenarioPool.ts';
export { explained, summaryOf, type Explained, type MutationSummary } from './summary.ts';
export { defaultMutationRuns, MutationTest, type MutationOptions, type MutationProgress } from './testMutants.ts';

/** Replacements of one guard that are known to be noticed, and where: the mutants, and what Kubernetes did itself. */
export const knownMistakes: readonly Mutant[] = [
  ...mutants,
  ...history.flatMap(({ id, title, guards, scenario, violates }): Mutant[] => {
    const [only, ...more] = Object.entries(guards);
    return only === undefined || more.length > 0 ? [] : [{ name: id, description: title, guard: only[0], forced: only[1], scenario, killedBy: violates }];
  }),
];

/** The scenarios in which replaced guards are tried. */
export const pool: readonly PoolScenario[] = scenarioPool(knownMistakes, ownPool, scenarios);
