import type { Subject } from '../../properties/instrument.ts';
import type { Property } from '../../properties/property.ts';
import { judgeAll, judgeRuns, type Judgement } from './judge.ts';
import type { ProofOptions, RunsOptions } from './options.ts';

/** A property does not hold, or it cannot be said that it does: the message has everything. */
export class PropertyError extends Error {
  override readonly name = 'PropertyError';
  readonly verdict: Judgement['verdict'];

  constructor({ verdict, message }: Judgement) {
    super(message);
    this.verdict = verdict;
  }
}

/**
 * Samples runs, in any test runner. Takes the options of `checkRandom`, and what to do with a counterexample.
 * @throws PropertyError when a property is violated, or when it cannot be said that none is
 */
export async function assertHolds<Shape>(subject: Subject<Shape>, properties: readonly Property<Shape>[], options: RunsOptions = {}): Promise<void> {
  const judgement = await judgeRuns(subject, properties, options);
  if (judgement.verdict !== 'held') throw new PropertyError(judgement);
}

/**
 * Visits every state, in any test runner. Takes the options of `checkExhaustive`, budgets among them.
 * @throws PropertyError when a property is violated, or is not proved within the budgets
 */
export async function assertProved<Shape>(subject: Subject<Shape>, properties: readonly Property<Shape>[], options: ProofOptions = {}): Promise<void> {
  const judgement = await judgeAll(subject, properties, options);
  if (judgement.verdict !== 'proved') throw new PropertyError(judgement);
}
