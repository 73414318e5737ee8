import { mutants } from '../../properties/mutants/index.ts';
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

/** The scenarios in which replaced guards are tried. */
export const pool: readonly PoolScenario[] = scenarioPool(mutants, ownPool, scenarios);
