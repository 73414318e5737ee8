import type { RandomResult } from '../../../generators/random/checkRandom.ts';
import type { Scenario } from '../../../model/scenario.ts';
import type { ClusterProperty } from '../../../properties/cluster.ts';
import type { Violation } from '../../../properties/property.ts';
import { exitCode, type ExitCode } from '../exitCode.ts';
import type { ShownStep } from '../../terminal/steps.ts';

/** What came out of checking one scenario: data for the terminal and for --json. */
export interface CheckReport {
  readonly scenario: Scenario;
  readonly properties: readonly ClusterProperty[];
  readonly statistics: RandomResult;
  /** More than were made when time was up or the user had enough. */
  readonly wantedRuns: number;
  readonly milliseconds: number;
  readonly outcome: Outcome;
}

export type Outcome =
  | { readonly verdict: 'held' }
  | { readonly verdict: 'inconclusive'; readonly reason: string }
  | ({ readonly verdict: 'violated' } & FoundViolation);

export interface FoundViolation {
  readonly violation: Violation;
  readonly steps: readonly ShownStep[];
  readonly foundLength: number;
  /** So many steps at the end only let the cluster come to rest, so that liveness can be judged. */
  readonly completionLength: number;
  /** Every shorter schedule was tried, and none shows it. */
  readonly isShortest: boolean;
  readonly path: string;
  /** The recorded run, and pictures of it. */
  readonly trace?: string;
  readonly files: readonly string[];
  /** What could not be written, and why. */
  readonly notices: readonly string[];
  /** Commands to paste. */
  readonly replay: readonly string[];
}

/** The word for people. */
export function verdictOf({ outcome, statistics }: CheckReport): string {
  return outcome.verdict === 'held' ? `held in ${statistics.runs} ${statistics.runs === 1 ? 'run' : 'runs'}` : outcome.verdict;
}

/** The gravest of all. */
export function exitCodeOf(reports: readonly CheckReport[]): ExitCode {
  const verdicts = reports.map(({ outcome }) => outcome.verdict);
  if (verdicts.includes('violated')) return exitCode.violated;
  return verdicts.includes('inconclusive') ? exitCode.inconclusive : exitCode.ok;
}

export interface GuardSummary {
  readonly total: number;
  readonly bothWays: number;
  /** Those that were not seen both true and false. */
  readonly oneWay: readonly string[];
}

export function guardSummary({ guards }: RandomResult): GuardSummary {
  const oneWay = guards.filter((guard) => guard.true === 0 || guard.false === 0).map(({ guard }) => guard);
  return { total: guards.length, bothWays: guards.length - oneWay.length, oneWay };
}
