import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Goal } from '../../../generators/witness/goal.ts';
import { goals } from '../../../generators/witness/goals.ts';
import type { WitnessResult } from '../../../generators/witness/result.ts';
import { Engine, replay, traceOf, type Json } from '../../../model/kernel/index.ts';
import type { ClusterShape } from '../../../model/cluster/shape.ts';
import { writeSequenceDiagram } from '../../mermaid/index.ts';
import { clusterStyle } from '../../sequence/clusterStyle.ts';
import { drawRun } from '../../sequence/draw.ts';
import type { ShownStep } from '../../terminal/steps.ts';
import { Evidence } from '../check/evidence.ts';
import { defaultOut } from '../check/options.ts';
import { drawToFile } from '../drawToFile.ts';
import { fileName, shownPath } from '../files.ts';
import type { Io } from '../io.ts';
import { commandLine } from '../quote.ts';
import { shownSteps } from '../shownSteps.ts';
import type { CheckSubject } from '../subject.ts';
import type { Cluster } from '../toolbox.ts';
import type { WitnessFlags } from './options.ts';

export interface RecordedWitness {
  readonly steps: readonly ShownStep[];
  readonly trace?: string;
  readonly files: readonly string[];
  /** What could not be written, and why. */
  readonly notices: readonly string[];
  /** Whether a picture that was asked for is missing. */
  readonly isIncomplete: boolean;
  /** Commands to paste. */
  readonly next: readonly string[];
}

type Found = Extract<WitnessResult, { verdict: 'found' }>;

/** An expression's own name leaves out its operators, and `a == b` must not be taken for `a != b`. */
function nameOf({ name, statement }: Goal<ClusterShape>): string {
  const isNamed = goals.some((goal) => goal.name === name);
  return isNamed ? name : `${fileName(name)}.${createHash('sha256').update(statement).digest('hex').slice(0, 8)}`;
}

/** Writes down a run that reaches a goal, as a trace and as a diagram. */
export async function recordWitness(io: Io, cluster: Cluster, { scenario }: CheckSubject, goal: Goal<ClusterShape>, { initial, schedule }: Found, options: WitnessFlags): Promise<RecordedWitness> {
  const engine = new Engine(cluster.system);
  const run = replay(engine, schedule, { initial });
  const style = clusterStyle(cluster);
  const base = join(options.out ?? defaultOut, `${fileName(scenario.name)}.witness.${nameOf(goal)}`);
  const trace = `${base}.trace.json`;
  const written = new Evidence(io);
  const isTraceWritten = await written.text(trace, `${JSON.stringify(traceOf(engine, scenario as unknown as Json, run, initial), null, 2)}\n`);
  const replayTrace = commandLine(io.program, ['replay', shownPath(io, trace)]);
  const source = writeSequenceDiagram(
    drawRun(engine, run, style, {
      title: goal.statement,
      description: [`A run of scenario ${scenario.name} that reaches: ${goal.statement}`, `Replay: ${replayTrace}`],
      everything: options.allSteps === true,
      stepNumbers: true,
      reached: goal.statement,
    }),
  );
  if (options.output === undefined) await written.diagram(source, base, schedule.length);
  const asked = options.output === undefined ? { files: [] } : await drawToFile(io, source, options.output);
  return {
    steps: shownSteps(run, style),
    ...(isTraceWritten && { trace: shownPath(io, trace) }),
    files: [...written.files, ...asked.files],
    notices: [...written.notices, ...(asked.notice === undefined ? [] : [asked.notice])],
    isIncomplete: asked.notice !== undefined,
    next: isTraceWritten ? [replayTrace] : [],
  };
}
