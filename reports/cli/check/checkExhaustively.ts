import { checkExhaustive, type ExhaustiveOptions } from '../../../generators/exhaustive/checkExhaustive.ts';
import type { ExhaustiveResult } from '../../../generators/exhaustive/result.ts';
import { progressText } from '../../terminal/exhaustive.ts';
import { ProgressLine } from '../../terminal/progress.ts';
import type { Io } from '../io.ts';
import { progressOutput } from '../progress.ts';
import type { CheckSubject } from '../subject.ts';
import type { Toolbox } from '../toolbox.ts';
import type { CheckTask } from './checkSubject.ts';
import { drawGraph } from './drawGraph.ts';
import { recordEvidence } from './evidence.ts';
import { defaultMemory, exhaustiveArguments, type CheckOptions } from './options.ts';
import type { ExhaustiveReport } from './report.ts';
import { Saving } from './saving.ts';

/** Visits every state of one scenario, within its budget. */
export async function checkExhaustively(io: Io, toolbox: Toolbox, subject: CheckSubject, { options, properties, resuming }: CheckTask): Promise<ExhaustiveReport> {
  const start = io.now();
  const { scenario } = subject;
  const { order = 'breadth-first', workers } = options;
  const names = properties.map(({ name }) => name);
  const saving = options.checkpoint === undefined ? undefined : new Saving(io, options.checkpoint, options, scenario, names);
  const progress = new ProgressLine(progressOutput(io));
  const cluster = toolbox.cluster(scenario);
  const result = await checkExhaustive(cluster, properties, {
    ...searchOptions(options),
    ...(workers !== undefined && { workers: { count: workers, task: toolbox.task(scenario, names) } }),
    ...(saving && { checkpoint: (save) => saving.save(save()) }),
    ...(resuming && { resume: resuming.check }),
    signal: io.signal,
    progress: (now) => progress.update(() => progressText(scenario.name, now)),
  }).catch((reason: unknown) => {
    throw resuming?.explained(reason) ?? reason;
  });
  progress.clear();
  const milliseconds = io.now() - start;
  const { statistics } = result;
  const outcome = await outcomeOf(io, toolbox, options, subject, result);
  const graph = options.dot === undefined ? {} : { graph: await drawGraph(io, toolbox, options.dot, options, subject, properties, statistics) };
  return {
    kind: 'exhaustive',
    scenario,
    properties,
    statistics,
    order,
    milliseconds,
    ...(options.statistics === true && cluster.distinct !== undefined && { distinct: cluster.distinct }),
    ...graph,
    ...(workers !== undefined && { workers }),
    ...(saving && outcome.verdict === 'inconclusive' && { checkpoint: saving.written }),
    ...(resuming && { resumed: { file: resuming.file, states: resuming.check.search.header.states } }),
    outcome,
  };
}

function searchOptions({ order = 'breadth-first', reduction = true, symmetry = true, fingerprints = false, maxStates, maxSeconds, maxMemory = defaultMemory, statistics: countActions = false }: CheckOptions): ExhaustiveOptions {
  return {
    order,
    reduction,
    symmetry,
    ...(fingerprints && { fingerprints }),
    countActions,
    ...(maxStates !== undefined && { maximumStates: maxStates }),
    ...(maxSeconds !== undefined && { maximumSeconds: maxSeconds }),
    maximumBytes: maxMemory * 2 ** 20,
  };
}

async function outcomeOf(io: Io, toolbox: Toolbox, options: CheckOptions, subject: CheckSubject, result: ExhaustiveResult): Promise<ExhaustiveReport['outcome']> {
  switch (result.verdict) {
    case 'violated':
      return { verdict: 'violated', ...(await recordEvidence(io, toolbox, options, { subject, counterexample: result.counterexample, again: exhaustiveArguments(options) })) };
    case 'inconclusive':
      return { verdict: 'inconclusive', reason: result.reason };
    case 'proved':
      return { verdict: 'proved' };
    case 'held':
      return { verdict: 'held', collisionProbability: result.collisionProbability };
  }
}
