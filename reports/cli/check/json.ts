import { guardSummary, type CheckReport } from './report.ts';

/** A report as a program reads it. */
export interface JsonReport {
  readonly scenario: string;
  readonly verdict: 'held' | 'violated' | 'inconclusive';
  readonly reason?: string;
  readonly seed: number;
  readonly path?: string;
  readonly runs: number;
  readonly steps: number;
  /** Different actions taken. */
  readonly actions: number;
  /** Runs in which liveness was not judged. */
  readonly cut: number;
  readonly milliseconds: number;
  readonly guards: { readonly total: number; readonly bothWays: number; readonly oneWay: readonly string[] };
  readonly properties: readonly string[];
  readonly violation?: { readonly property: string; readonly statement: string; readonly explanation: string; readonly steps: readonly string[]; readonly foundLength: number };
  readonly trace?: string;
  readonly files: readonly string[];
  readonly notices: readonly string[];
  readonly replay: readonly string[];
}

export function jsonReport(report: CheckReport, files: readonly string[] = [], notices: readonly string[] = []): JsonReport {
  const { scenario, statistics, outcome, properties, milliseconds } = report;
  const found = outcome.verdict === 'violated' ? outcome : undefined;
  return {
    scenario: scenario.name,
    verdict: outcome.verdict,
    ...(outcome.verdict === 'inconclusive' && { reason: outcome.reason }),
    seed: statistics.seed,
    ...(found && { path: found.path }),
    runs: statistics.runs,
    steps: statistics.steps,
    actions: statistics.actions,
    cut: statistics.cut,
    milliseconds: Math.round(milliseconds),
    guards: guardSummary(statistics),
    properties: properties.map(({ name }) => name),
    ...(found && { violation: { ...found.violation, steps: found.steps.map(({ label }) => label), foundLength: found.foundLength } }),
    ...(found?.trace !== undefined && { trace: found.trace }),
    files: [...(found?.files ?? []), ...files],
    notices: [...(found?.notices ?? []), ...notices],
    replay: found?.replay ?? [],
  };
}

/** One document, whatever was checked: of one scenario its report, of several the gravest verdict and all reports. */
export function jsonDocument(reports: readonly JsonReport[]): string {
  const [only] = reports;
  if (reports.length === 1 && only !== undefined) return `${JSON.stringify(only, null, 2)}\n`;
  const verdict = (['violated', 'inconclusive'] as const).find((grave) => reports.some((report) => report.verdict === grave)) ?? 'held';
  return `${JSON.stringify({ verdict, checks: reports }, null, 2)}\n`;
}
