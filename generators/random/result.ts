import type { GuardCoverage } from '../../model/kernel/index.ts';
import type { PremiseSummary } from '../../properties/premises.ts';
import type { Violation } from '../../properties/property.ts';
import type { Reason } from '../explained/reasons.ts';
import type { Guarantee } from './strategies/index.ts';
import type { NeverTaken } from '../vacuity/actionCoverage.ts';

export interface RandomStatistics {
  readonly runs: number;
  /** Schedules tried in order to shorten the one that was found. */
  readonly shrinks: number;
  readonly steps: number;
  readonly actions: number;
  /** Runs that were cut before they came to rest: liveness was not judged in them. */
  readonly cut: number;
  readonly guards: readonly GuardCoverage[];
  /** The name of the strategy that the runs were made by. */
  readonly strategy: string;
  /** Of `pct`. */
  readonly guarantee?: Guarantee;
  /** What was possible and never happened. */
  readonly never: NeverTaken;
  /** Of which properties nothing has come up that they promise about. */
  readonly premises: PremiseSummary;
}

export interface Counterexample {
  readonly violation: Violation;
  /** Which of the initial states it begins in, when there are several. */
  readonly initial: number;
  /** The whole run: the shrunk schedule, and the fair completion that liveness is judged after. */
  readonly schedule: readonly string[];
  /** Labels of the schedule that are the completion. */
  readonly completionLength: number;
  /** Of a livelock: how many of the last labels come again and again. */
  readonly circleLength?: number;
  /** How long the run was in which the violation was found first. */
  readonly foundLength: number;
  /** Whether every shorter schedule was tried and none violates the property. */
  readonly isShortest: boolean;
  /** Why each step of the schedule is in it, the completion apart; empty where that was not looked for: it was not shortened, or has too many steps. */
  readonly reasons: readonly Reason[];
}

export type RandomResult = RandomStatistics & { readonly seed: number } & (
    | { readonly verdict: 'held' }
    | { readonly verdict: 'inconclusive'; readonly reason: string }
    | { readonly verdict: 'violated'; readonly path: string; readonly counterexample: Counterexample }
  );

/** A component or a property threw an exception. */
export class RunError extends Error {
  override readonly name = 'RunError';
  /** What had been done by then. */
  readonly schedule: readonly string[];

  constructor(cause: unknown, schedule: readonly string[], replay: string) {
    const what = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    const where = schedule.length === 0 ? 'at the very beginning' : `after ${schedule.length} steps:\n  ${schedule.join('\n  ')}`;
    super(`${what}\n${where}\nreplay: ${replay}`, { cause });
    this.schedule = schedule;
  }
}
