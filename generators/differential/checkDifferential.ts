import type { ClusterShape } from '../../model/cluster/shape.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { Subject } from '../../properties/instrument.ts';
import { defaultStrategy } from '../random/strategies/index.ts';
import { checkRandom, type RandomOptions, type RandomResult } from '../random/checkRandom.ts';
import { oracles } from './oracles.ts';
import { patient } from './patient.ts';
import { referenceOf, type Reference } from './reference.ts';

/** How many different ends there were, and why some of them were not compared. */
export interface Comparison {
  readonly references: number;
  readonly compared: number;
  readonly leftAside: { readonly [why: string]: number };
}

/** `violated` here means: an oracle tells a run from the reference. That is a hint, no broken promise. */
export type DifferentialResult = RandomResult & { readonly comparison: Comparison };

/** What runs of the scenario have in common in which no fault strikes; guards that are replaced stay so. */
export function referenceFor(scenario: Scenario, subjectOf: (scenario: Scenario) => Subject<ClusterShape>): Reference | { readonly reason: string } {
  return referenceOf(subjectOf({ ...patient(scenario), timing: 'calm', faults: {} }));
}

/**
 * Compares random runs, in which the faults of the scenario strike, with runs in which nothing goes wrong: what is stored in
 * the end, and how often objects were created and removed (Sieve, OSDI 2022). The first that differs is shortened.
 */
export async function checkDifferential(scenario: Scenario, subjectOf: (scenario: Scenario) => Subject<ClusterShape>, options: RandomOptions = {}): Promise<DifferentialResult> {
  const reference = referenceFor(scenario, subjectOf);
  if ('reason' in reference) return { ...nothing(options), verdict: 'inconclusive', reason: reference.reason, comparison: { references: 0, compared: 0, leftAside: {} } };
  let compared = 0;
  const leftAside: { [why: string]: number } = {};
  const properties = oracles(reference, (why) => {
    if (why === undefined) compared++;
    else leftAside[why] = (leftAside[why] ?? 0) + 1;
  });
  const result = await checkRandom(subjectOf(patient(scenario)), properties, options);
  const comparison = { references: reference.runs, compared, leftAside };
  if (result.verdict === 'held' && compared === 0) return { ...result, verdict: 'inconclusive', reason: 'no run came to an end that can be compared with the reference', comparison };
  return { ...result, comparison };
}

function nothing({ seed = 0, strategy = defaultStrategy }: RandomOptions) {
  return { seed, runs: 0, shrinks: 0, steps: 0, actions: 0, cut: 0, guards: [], never: { actions: [], faults: [] }, premises: { never: [], notKnown: [] }, strategy: typeof strategy === 'string' ? strategy : strategy.name };
}
