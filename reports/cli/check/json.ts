import type { PremiseSummary } from '../../../properties/premises.ts';
import type { Violation } from '../../../properties/property.ts';
import type { ActionCounts } from '../../../generators/exhaustive/actionCounts.ts';
import type { Interchangeable } from '../../../generators/exhaustive/result.ts';
import type { Reason } from '../../../generators/explained/reasons.ts';
import type { Guarantee } from '../../../generators/random/strategies/index.ts';
import { perSecond } from '../../../generators/exhaustive/supervision.ts';
import { findingOf, guardSummary, type CheckReport, type DifferentialReport, type DrawnGraph, type ExhaustiveReport, type GuardSummary, type RandomReport, type RegressionReport } from './report.ts';

/** A report as a program reads it. */
export type JsonReport = JsonCommon & (JsonRandom | JsonExhaustive | JsonRegression);

interface JsonCommon {
  readonly scenario: string;
  /** Where steps are coarse: interleavings within them are left out. */
  readonly grain?: 'coarse';
  readonly verdict: CheckReport['outcome']['verdict'];
  readonly reason?: string;
  readonly milliseconds: number;
  readonly guards: GuardSummary;
  /** Properties about which nothing came up that they promise about, and those that do not say what they are about; absent where that is not known. */
  readonly premises?: PremiseSummary;
  /** What never happened though it was possible: kinds of actions (of sampled runs), and faults that the budget has. */
  readonly never?: { readonly actions?: readonly string[]; readonly faults: readonly string[] };
  readonly properties: readonly string[];
  readonly violation?: Violation & { readonly steps: readonly string[]; /** Why each step is there; `step` counts from 0. */ readonly reasons: readonly (Reason | null)[]; readonly foundLength: number; readonly circleLength?: number; readonly isShortest: boolean };
  /** With --differential: different ends that were compared, and why others were not. */
  readonly comparison?: DifferentialReport['comparison'];
  readonly trace?: string;
  /** Where the run is kept for the next check of the scenario. */
  readonly kept?: string;
  /** Properties whose kept counterexample violates nothing any more and has been removed. */
  readonly pruned?: readonly string[];
  readonly files: readonly string[];
  readonly notices: readonly string[];
  readonly replay: readonly string[];
}

/** No run was tried: what an earlier check found is still there. */
interface JsonRegression {
  readonly foundBefore: RegressionReport['foundBefore'];
}

interface JsonRandom {
  readonly seed: number;
  readonly path?: string;
  readonly runs: number;
  readonly steps: number;
  /** Different actions taken. */
  readonly actions: number;
  readonly strategy: string;
  /** Of the strategy pct: what every run finds, and with which probability at least. */
  readonly guarantee?: Guarantee;
  /** Runs in which liveness was not judged. */
  readonly cut: number;
}

interface JsonExhaustive extends Pick<ExhaustiveReport, 'workers' | 'checkpoint' | 'resumed'> {
  /** With --dot: the file, and what is in it, or why it was not written. */
  readonly graph?: DrawnGraph;
  readonly order: ExhaustiveReport['order'];
  /** Whether orders that make no difference were left out where properties allow it: circles are looked for in all orders. */
  readonly reduction: boolean;
  /** With --fingerprints: a bound of the chance that some state was taken for another one. */
  readonly collisionProbability?: number;
  /** Of the last search: `isReduced` tells whether it was the reduced one. */
  readonly statistics: {
    readonly states: number;
    readonly transitions: number;
    readonly depth: number;
    /** Successors a state, on average. */
    readonly branching: number;
    readonly isReduced: boolean;
    readonly reduced?: { readonly states: number; readonly transitions: number; readonly rounds: number };
    /** What is interchangeable: states that differ only in which is which count as one. */
    readonly symmetry?: readonly Interchangeable[];
    /** States of all searches and all rounds. */
    readonly visited: number;
    readonly seconds: number;
    /** Of those visited. */
    readonly statesPerSecond: number;
    /** Of the stored states. */
    readonly bytes: number;
    readonly bytesPerState: number;
    /** Different ones. */
    readonly localSteps: number;
    readonly localStates: { readonly [component: string]: number };
    readonly computedReactions: { readonly [component: string]: number };
    /** The share of transitions, from 0 to 1, that took a reaction which was remembered: so much at least. */
    readonly remembered: number;
    /** With --statistics: how often actions were taken, in all searches and all rounds. */
    readonly actions?: ActionCounts;
    /** With --statistics: how often each guard was true and false in the reactions that were computed. */
    readonly guards?: { readonly [guard: string]: { readonly true: number; readonly false: number } };
  };
}

export function jsonReport(report: CheckReport, files: readonly string[] = [], notices: readonly string[] = []): JsonReport {
  const { scenario, statistics, outcome, properties, milliseconds } = report;
  const found = findingOf(report);
  const steps = found?.steps.map(({ label }) => label) ?? [];
  return {
    scenario: scenario.name,
    ...(scenario.grain === 'coarse' && { grain: scenario.grain }),
    verdict: outcome.verdict,
    ...(outcome.verdict === 'inconclusive' && { reason: outcome.reason }),
    ...kindOf(report),
    ...(report.kind === 'differential' && { comparison: report.comparison }),
    milliseconds: Math.round(milliseconds),
    guards: guardSummary(statistics.guards),
    ...vacuity(report),
    properties: properties.map(({ name }) => name),
    ...(found && { violation: { ...found.violation, steps, reasons: found.steps.map(({ reason }) => reason ?? null), foundLength: found.foundLength, ...(found.circleLength !== undefined && { circleLength: found.circleLength }), isShortest: found.isShortest } }),
    ...(found?.trace !== undefined && { trace: found.trace }),
    ...(found?.kept !== undefined && { kept: found.kept }),
    ...(report.pruned !== undefined && report.pruned.length > 0 && { pruned: report.pruned }),
    files: [...(found?.files ?? []), ...written(report), ...files],
    notices: [...(found?.notices ?? []), ...notices],
    replay: found?.replay ?? [],
  };
}

function kindOf(report: CheckReport): JsonRandom | JsonExhaustive | JsonRegression {
  switch (report.kind) {
    case 'random':
    case 'differential':
      return sampled(report);
    case 'exhaustive':
      return searched(report);
    case 'regression':
      return { foundBefore: report.foundBefore };
  }
}

function vacuity(report: CheckReport): Pick<JsonCommon, 'premises' | 'never'> {
  if (report.kind === 'regression') return {};
  const { statistics } = report;
  const { premises } = statistics;
  const never = 'never' in statistics ? statistics.never : statistics.neverStruck && { faults: statistics.neverStruck };
  return { ...(premises && { premises }), ...(never && { never }) };
}

function written(report: CheckReport): readonly string[] {
  if (report.kind !== 'exhaustive') return [];
  const { graph, checkpoint } = report;
  return [...(graph !== undefined && 'states' in graph ? [graph.file] : []), ...(checkpoint?.saved === undefined ? [] : [checkpoint.file])];
}

function sampled({ statistics }: RandomReport | DifferentialReport): JsonRandom {
  const { seed, runs, steps, actions, cut, strategy, guarantee } = statistics;
  return { seed, ...(statistics.verdict === 'violated' && { path: statistics.path }), runs, steps, actions, cut, strategy, ...(guarantee !== undefined && { guarantee }) };
}

function searched({ statistics, order, graph, workers, checkpoint, resumed, outcome }: ExhaustiveReport): JsonExhaustive {
  const { states, generated, depth, branching, isReduced, reduced, symmetry, visited, seconds, bytes, bytesPerState, localSteps, localStates, computedReactions, remembered, actions, guards } = statistics;
  return {
    order,
    reduction: reduced !== undefined,
    ...(graph !== undefined && { graph }),
    ...(workers !== undefined && { workers }),
    ...(checkpoint !== undefined && { checkpoint }),
    ...(resumed !== undefined && { resumed }),
    ...(outcome.verdict === 'held' && { collisionProbability: outcome.collisionProbability }),
    statistics: {
      states,
      transitions: generated,
      depth,
      branching,
      isReduced,
      ...(reduced !== undefined && { reduced: { states: reduced.states, transitions: reduced.generated, rounds: reduced.rounds } }),
      ...(symmetry !== undefined && { symmetry }),
      visited,
      seconds,
      statesPerSecond: perSecond(visited, seconds),
      bytes,
      bytesPerState,
      localSteps,
      localStates,
      computedReactions,
      remembered,
      ...(actions !== undefined && { actions, guards: Object.fromEntries(guards.map((guard) => [guard.guard, { true: guard.true, false: guard.false }])) }),
    },
  };
}

/**
 * One document, whatever was checked: of one scenario its report, of several the gravest verdict and all reports.
 * @param unchecked the scenarios that an interrupted check left out
 */
export function jsonDocument(reports: readonly JsonReport[], unchecked: readonly string[]): string {
  const [only] = reports;
  if (reports.length === 1 && unchecked.length === 0 && only !== undefined) return `${JSON.stringify(only, null, 2)}\n`;
  const found = (['violated', 'differs', 'inconclusive', 'proved', 'agrees'] as const).find((grave) => reports.some((report) => report.verdict === grave)) ?? 'held';
  const verdict = unchecked.length > 0 && found !== 'violated' && found !== 'differs' ? 'inconclusive' : found;
  return `${JSON.stringify({ verdict, ...(unchecked.length > 0 && { unchecked }), checks: reports }, null, 2)}\n`;
}
