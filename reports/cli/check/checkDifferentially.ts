import { checkDifferential } from '../../../generators/differential/checkDifferential.ts';
import { oracleInfo } from '../../../generators/differential/oracles.ts';
import { ProgressLine } from '../../terminal/progress.ts';
import { count } from '../../terminal/text.ts';
import type { Io } from '../io.ts';
import { progressOutput } from '../progress.ts';
import type { CheckSubject } from '../subject.ts';
import type { Toolbox } from '../toolbox.ts';
import { defaultRuns, type CheckTask } from './checkSubject.ts';
import { recordEvidence } from './evidence.ts';
import type { DifferentialReport } from './report.ts';
import { samplingOptions } from './sampling.ts';

/** Compares runs of one scenario, in which its faults strike, with runs in which nothing goes wrong. */
export async function checkDifferentially(io: Io, toolbox: Toolbox, subject: CheckSubject, { options, seed }: CheckTask): Promise<DifferentialReport> {
  const start = io.now();
  const progress = new ProgressLine(progressOutput(io));
  const wantedRuns = options.path === undefined ? (options.runs ?? defaultRuns) : 1;
  const statistics = await checkDifferential(subject.scenario, toolbox.cluster, {
    runs: wantedRuns,
    seed,
    ...samplingOptions(io, toolbox.cluster(subject.scenario), options),
    signal: io.signal,
    progress: ({ runs, shrinking }) => progress.update(() => `${subject.scenario.name}: ${shrinking === undefined ? `${runs} of ${count(wantedRuns, 'run')} compared` : `a run differs; shortening it, ${count(shrinking, 'attempt')}`} (Ctrl-C: what is found so far)`),
  });
  progress.clear();
  const told = { kind: 'differential', scenario: subject.scenario, properties: oracleInfo, statistics, comparison: statistics.comparison, wantedRuns, milliseconds: io.now() - start } as const;
  switch (statistics.verdict) {
    case 'violated':
      return { ...told, outcome: { verdict: 'differs', ...(await recordEvidence(io, toolbox, options, { subject, counterexample: statistics.counterexample, again: ['--seed', String(statistics.seed), '--path', statistics.path] })) } };
    case 'inconclusive':
      return { ...told, outcome: { verdict: 'inconclusive', reason: statistics.reason } };
    case 'held':
      if (options.path === undefined) return { ...told, outcome: { verdict: 'agrees' } };
      return { ...told, outcome: { verdict: 'inconclusive', reason: `seed ${statistics.seed} and path ${options.path} lead to no difference: the scenario, the options or the release differ from those that found one` } };
  }
}
