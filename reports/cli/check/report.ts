import type { Comparison } from '../../../generators/differential/checkDifferential.ts';
import type { ExhaustiveStatistics } from '../../../generators/exhaustive/result.ts';
import type { RandomResult } from '../../../generators/random/checkRandom.ts';
import type { Order } from '../../../generators/search/frontier.ts';
import type { GuardCoverage } from '../../../model/kernel/index.ts';
import type { Scenario } from '../../../model/scenario.ts';
import type { PropertyInfo, Violation } from '../../../properties/property.ts';
import { exitCode, type ExitCode } from '../exitCode.ts';
import type { ShownStep } from '../../terminal/steps.ts';

/** What came out of checking one scenario: data for the terminal and for --json. */
export type CheckReport = RandomReport | ExhaustiveReport | DifferentialReport | RegressionReport;

interface Checked {
  readonly scenario: Scenario;
  readonly properties: readonly PropertyInfo[];
  readonly milliseconds: number;
  /** Properties whose kept counterexample violates nothing any more. */
  readonly pruned?: readonly string[];
}

export interface RandomReport extends Checked {
  readonly kind: 'random';
  readonly statistics: RandomResult;
  /** More than were made when time was up or the user had enough. */
  readonly wantedRuns: number;
  readonly outcome: { readonly verdict: 'held' } | Doubt | Found;
}

/** Of a check that was not made: what an earlier one found is still there. */
export interface RegressionReport extends Checked {
  readonly kind: 'regression';
  readonly statistics: { readonly guards: readonly GuardCoverage[] };
  /** Where the run is kept, and whether each of its steps is still possible. */
  readonly foundBefore: { readonly file: string; readonly isSameRun: boolean };
  readonly outcome: Found;
}

/** Runs compared with those in which nothing goes wrong. */
export interface DifferentialReport extends Checked {
  readonly kind: 'differential';
  readonly statistics: RandomResult;
  readonly comparison: Comparison;
  readonly wantedRuns: number;
  readonly outcome: { readonly verdict: 'agrees' } | Doubt | (FoundViolation & { readonly verdict: 'differs' });
}

export interface ExhaustiveReport extends Checked {
  readonly kind: 'exhaustive';
  readonly statistics: ExhaustiveStatistics;
  readonly order: Order;
  /** Why what looks interchangeable is not, in sentences; of a check that is to tell all. */
  readonly distinct?: readonly string[];
  readonly graph?: DrawnGraph;
  /** Threads that shared the search. */
  readonly workers?: number;
  readonly checkpoint?: WrittenCheckpoint;
  /** The checkpoint that it went on with, and how many states that had. */
  readonly resumed?: { readonly file: string; readonly states: number };
  /** Held: with that chance at most, some state was taken for another one, and what comes of it was not looked at. */
  readonly outcome: { readonly verdict: 'proved' } | { readonly verdict: 'held'; readonly collisionProbability: number } | Doubt | Found;
}

/** The state graph that was asked for; `leftOut`: steps to states that the reduction left out. */
export type DrawnGraph = { readonly file: string } & ({ readonly states: number; readonly steps: number; readonly leftOut: number } | { readonly notDrawn: string });

/** Of a check that stopped: what can be gone on with, if anything; and why nothing newer could be written, if that failed. */
export interface WrittenCheckpoint {
  readonly file: string;
  readonly saved?: { readonly states: number; readonly bytes: number };
  readonly notSaved?: string;
}

interface Doubt {
  readonly verdict: 'inconclusive';
  readonly reason: string;
}

interface Found extends FoundViolation {
  readonly verdict: 'violated';
}

/** The finding of a report, if there is one. */
export function findingOf({ outcome }: CheckReport): FoundViolation | undefined {
  return outcome.verdict === 'violated' || outcome.verdict === 'differs' ? outcome : undefined;
}

export interface FoundViolation {
  readonly violation: Violation;
  readonly steps: readonly ShownStep[];
  readonly foundLength: number;
  /** So many steps at the end only let the cluster come to rest, so that liveness can be judged. */
  readonly completionLength: number;
  /** So many steps at the end can come again and again for ever. */
  readonly circleLength?: number;
  /** Every shorter schedule was tried, and none shows it. */
  readonly isShortest: boolean;
  /** The recorded run, and pictures of it. */
  readonly trace?: string;
  /** The file that the next check of the scenario begins with. */
  readonly kept?: string;
  readonly files: readonly string[];
  /** What could not be written, and why. */
  readonly notices: readonly string[];
  /** Commands to paste. */
  readonly replay: readonly string[];
}

/** The gravest of all; of scenarios that an interrupted check left out nothing is known. */
export function exitCodeOf(reports: readonly CheckReport[], unchecked: number): ExitCode {
  const verdicts = reports.map(({ outcome }) => outcome.verdict);
  if (verdicts.includes('violated') || verdicts.includes('differs')) return exitCode.violated;
  return unchecked > 0 || verdicts.includes('inconclusive') ? exitCode.inconclusive : exitCode.ok;
}

export interface GuardSummary {
  readonly total: number;
  readonly bothWays: number;
  /** Those that were seen only true or only false. */
  readonly oneWay: readonly string[];
  /** Those that nothing asked. */
  readonly never: readonly string[];
}

export function guardSummary(guards: readonly GuardCoverage[]): GuardSummary {
  const seen = guards.filter((guard) => guard.true + guard.false > 0);
  const oneWay = seen.filter((guard) => guard.true === 0 || guard.false === 0);
  const never = guards.filter((guard) => !seen.includes(guard));
  return { total: guards.length, bothWays: seen.length - oneWay.length, oneWay: oneWay.map(({ guard }) => guard), never: never.map(({ guard }) => guard) };
}
