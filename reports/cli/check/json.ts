import type { Violation } from '../../../properties/property.ts';
import { statesPerSecond } from '../../terminal/exhaustive.ts';
import { guardSummary, type CheckReport, type ExhaustiveReport, type GuardSummary, type RandomReport } from './report.ts';

/** A report as a program reads it. */
export type JsonReport = JsonCommon & (JsonRandom | JsonExhaustive);

interface JsonCommon {
  readonly scenario: string;
  readonly verdict: CheckReport['outcome']['verdict'];
  readonly reason?: string;
  readonly milliseconds: number;
  readonly guards: GuardSummary;
  readonly properties: readonly string[];
  readonly violation?: Violation & { readonly steps: readonly string[]; readonly foundLength: number; readonly circleLength?: number; readonly isShortest: boolean };
  readonly trace?: string;
  readonly files: readonly string[];
  readonly notices: readonly string[];
  readonly replay: readonly string[];
}

interface JsonRandom {
  readonly seed: number;
  readonly path?: string;
  readonly runs: number;
  readonly steps: number;
  /** Different actions taken. */
  readonly actions: number;
  /** Runs in which liveness was not judged. */
  readonly cut: number;
}

interface JsonExhaustive {
  readonly order: ExhaustiveReport['order'];
  /** Whether orders that make no difference were left out where properties allow it: circles are looked for in all orders. */
  readonly reduction: boolean;
  readonly statistics: {
    readonly states: number;
    readonly transitions: number;
    readonly depth: number;
    /** Successors a state, on average. */
    readonly branching: number;
    /** Different ones. */
    readonly localSteps: number;
    readonly localStates: { readonly [component: string]: number };
    readonly seconds: number;
    readonly statesPerSecond: number;
    /** Of the stored states. */
    readonly bytes: number;
    readonly bytesPerState: number;
  };
}

export function jsonReport(report: CheckReport, files: readonly string[] = [], notices: readonly string[] = []): JsonReport {
  const { scenario, statistics, outcome, properties, milliseconds } = report;
  const found = outcome.verdict === 'violated' ? outcome : undefined;
  const steps = found?.steps.map(({ label }) => label) ?? [];
  return {
    scenario: scenario.name,
    verdict: outcome.verdict,
    ...(outcome.verdict === 'inconclusive' && { reason: outcome.reason }),
    ...(report.kind === 'random' ? sampled(report) : searched(report)),
    milliseconds: Math.round(milliseconds),
    guards: guardSummary(statistics.guards),
    properties: properties.map(({ name }) => name),
    ...(found && { violation: { ...found.violation, steps, foundLength: found.foundLength, ...(found.circleLength !== undefined && { circleLength: found.circleLength }), isShortest: found.isShortest } }),
    ...(found?.trace !== undefined && { trace: found.trace }),
    files: [...(found?.files ?? []), ...files],
    notices: [...(found?.notices ?? []), ...notices],
    replay: found?.replay ?? [],
  };
}

function sampled({ statistics }: RandomReport): JsonRandom {
  const { seed, runs, steps, actions, cut } = statistics;
  return { seed, ...(statistics.verdict === 'violated' && { path: statistics.path }), runs, steps, actions, cut };
}

function searched({ statistics, order, isReduced }: ExhaustiveReport): JsonExhaustive {
  const { states, generated, depth, branching, localSteps, localStates, seconds, bytes, bytesPerState } = statistics;
  return { order, reduction: isReduced, statistics: { states, transitions: generated, depth, branching, localSteps, localStates, seconds, statesPerSecond: statesPerSecond(statistics), bytes, bytesPerState } };
}

/** One document, whatever was checked: of one scenario its report, of several the gravest verdict and all reports. */
export function jsonDocument(reports: readonly JsonReport[]): string {
  const [only] = reports;
  if (reports.length === 1 && only !== undefined) return `${JSON.stringify(only, null, 2)}\n`;
  const verdict = (['violated', 'inconclusive', 'proved'] as const).find((grave) => reports.some((report) => report.verdict === grave)) ?? 'held';
  return `${JSON.stringify({ verdict, checks: reports }, null, 2)}\n`;
}
