import { checkRandom, type RandomProgress, type RandomResult } from '../../../generators/random/checkRandom.ts';
import type { ClusterProperty } from '../../../properties/cluster.ts';
import { ProgressLine } from '../../terminal/progress.ts';
import { count } from '../../terminal/text.ts';
import type { Io } from '../io.ts';
import { progressOutput } from '../progress.ts';
import type { CheckSubject } from '../subject.ts';
import type { Toolbox } from '../toolbox.ts';
import { recordEvidence } from './evidence.ts';
import type { CheckOptions } from './options.ts';
import type { RandomReport } from './report.ts';
import type { Resuming } from './resuming.ts';
import { samplingOptions } from './sampling.ts';

/** Enough to find most races of small scenarios, few enough to wait for. */
export const defaultRuns = 100;

/** A weakened cluster is checked until the weakness shows. */
export const defaultRunsOfMutants = 1000;

/** What is to be done with each scenario. */
export interface CheckTask {
  readonly options: CheckOptions;
  readonly properties: readonly ClusterProperty[];
  readonly seed: number;
  /** Milliseconds after which no further run is begun, even if there are less than were wanted. */
  readonly patience?: number;
  /** Of a check that is known to find something: what it means that it does not. */
  readonly ifNothingIsFound?: string;
  /** What an exhaustive check goes on with. */
  readonly resuming?: Resuming;
}

/** Tries schedules of one scenario. */
export async function checkSubject(io: Io, toolbox: Toolbox, subject: CheckSubject, task: CheckTask): Promise<RandomReport> {
  const { options, properties, seed, patience = Infinity } = task;
  const start = io.now();
  const limit = new AbortController();
  const progress = new ProgressLine(progressOutput(io));
  // A path leads to one run: others would only be its neighbours.
  const runs = options.path === undefined ? (options.runs ?? (options.mutant === undefined ? defaultRuns : defaultRunsOfMutants)) : 1;
  const cluster = toolbox.cluster(subject.scenario);
  const statistics = await checkRandom(cluster, properties, {
    runs,
    seed,
    ...samplingOptions(io, cluster, options),
    signal: AbortSignal.any([io.signal, limit.signal]),
    progress: (now) => {
      if (io.now() - start > patience) limit.abort();
      progress.update(() => progressText(subject.scenario.name, now, runs));
    },
  });
  progress.clear();
  const milliseconds = io.now() - start;
  const isCutShort = limit.signal.aborted && !io.signal.aborted;
  return { kind: 'random', scenario: subject.scenario, properties, statistics, wantedRuns: runs, milliseconds, outcome: await outcomeOf(io, toolbox, task, subject, isCutShort ? asHeld(statistics) : statistics) };
}

/** Fewer runs than were wanted say something all the same, when at least one came to rest. */
function asHeld(result: RandomResult): RandomResult {
  return result.verdict === 'inconclusive' && result.cut < result.runs ? { ...result, verdict: 'held' } : result;
}

async function outcomeOf(io: Io, toolbox: Toolbox, { options, ifNothingIsFound }: CheckTask, subject: CheckSubject, result: RandomResult): Promise<RandomReport['outcome']> {
  switch (result.verdict) {
    case 'violated':
      return { verdict: 'violated', ...(await recordEvidence(io, toolbox, options, { subject, counterexample: result.counterexample, again: subject.command === undefined ? ['--seed', String(result.seed), '--path', result.path] : [] })) };
    case 'inconclusive':
      return { verdict: 'inconclusive', reason: result.reason };
    case 'held':
      if (options.path === undefined) return ifNothingIsFound === undefined ? { verdict: 'held' } : { verdict: 'inconclusive', reason: ifNothingIsFound };
      return { verdict: 'inconclusive', reason: `seed ${result.seed} and path ${options.path} lead to no violation: the scenario, the options or the release differ from those that found one` };
  }
}

function progressText(name: string, { runs, steps, shrinking }: RandomProgress, of: number): string {
  if (shrinking !== undefined) return `${name}: a violation is found; shortening it, ${count(shrinking, 'attempt')} (Ctrl-C: the shortest so far)`;
  return `${name}: ${runs} of ${count(of, 'run')}, ${count(steps, 'step')} (Ctrl-C: what is found so far)`;
}
