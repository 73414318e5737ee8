import { extname } from 'node:path';
import type { ExpressionGoal } from '../../../generators/witness/expression/expression.ts';
import { goals } from '../../../generators/witness/goals.ts';
import { defaultWitnessRuns, defaultWitnessStates, witness, type WitnessResult } from '../../../generators/witness/witness.ts';
import { paletteFor, type Palette } from '../../terminal/palette.ts';
import { ProgressLine } from '../../terminal/progress.ts';
import { labelled } from '../../terminal/text.ts';
import { heading, lines, nextText } from '../../terminal/verdict.ts';
import { most } from '../check/options.ts';
import { refuseUnwritable, refuseUnwritableFile } from '../check/writable.ts';
import { exitCode, type ExitCode } from '../exitCode.ts';
import { asUserError, goalOf } from '../goalOf.ts';
import type { Io } from '../io.ts';
import { progressOutput } from '../progress.ts';
import { commandLine } from '../quote.ts';
import { subjects, type CheckSubject } from '../subject.ts';
import type { Cluster, Toolbox } from '../toolbox.ts';
import { UserError } from '../userError.ts';
import { defaultWitnessSeconds, goalOption, usualScenario, witnessArguments, type WitnessFlags } from './options.ts';
import { recordWitness, type RecordedWitness } from './record.ts';
import { progressText, rankText, witnessText } from './text.ts';

const endings = ['.mmd', '.mermaid', '.md', '.markdown', '.svg', '.png', '.pdf'];

/** The same runs for everybody who says nothing. */
const usualSeed = 1;

/** Shows a run that reaches a goal. */
export async function witnessCommand(given: Io, toolbox: Toolbox, options: WitnessFlags): Promise<ExitCode> {
  // A program reads: no progress.
  const io = options.json ? { ...given, isTTY: { stdout: false, stderr: false } } : given;
  const subject = await onlySubject(io, toolbox, options);
  const cluster = toolbox.cluster(subject.scenario);
  const goal = goalOf(goalOption(options), cluster, io.program);
  await refuseOutputs(io, options);
  const palette = paletteFor({ isTTY: io.isTTY.stdout, env: io.env });
  if (!options.json) io.stdout(`${heading(subject, palette).replace('Checking', 'Searching')}${lines(labelled('Looking for:', goal.statement))}`);
  const result = await look(io, cluster, subject, goal, options);
  const recorded = result.verdict === 'found' ? await recordWitness(io, cluster, subject, goal, result, options) : undefined;
  if (options.json) io.stdout(`${JSON.stringify(jsonOf(subject, goal, result, recorded), null, 2)}\n`);
  else io.stdout(witnessText(result, goal, subject.scenario, goal.neverThere, recorded, palette) + closing(io, options, subject, result, recorded, palette));
  // A picture that was asked for is not there, and a script must notice.
  if (recorded?.isIncomplete === true) return exitCode.usage;
  return { found: exitCode.ok, unreachable: exitCode.violated, inconclusive: exitCode.inconclusive }[result.verdict];
}

async function onlySubject(io: Io, toolbox: Toolbox, options: WitnessFlags): Promise<CheckSubject> {
  const isUnnamed = [options.file, options.scenario, options.mutant].every((named) => (named ?? []).length === 0);
  const all = await subjects(io, toolbox, isUnnamed ? { ...options, scenario: [goals.find(({ name }) => name === options.that)?.scenario ?? usualScenario] } : options);
  const [subject] = all;
  if (subject === undefined || all.length > 1) throw new UserError(`A witness is a run of one scenario, and these are ${all.length}: name one with --scenario.`);
  return subject;
}

async function refuseOutputs(io: Io, { output, out }: WitnessFlags): Promise<void> {
  await refuseUnwritable(io, out);
  if (output === undefined) return;
  if (!endings.includes(extname(output).toLowerCase())) throw new UserError(`-o ${output}: a diagram is written as .mmd, .md, .svg, .png or .pdf, by the ending of the file's name.`);
  await refuseUnwritableFile(io, '-o', output, 'witness.svg');
}

async function look(io: Io, cluster: Cluster, { scenario }: CheckSubject, goal: ExpressionGoal, options: WitnessFlags): Promise<WitnessResult> {
  const progress = new ProgressLine(progressOutput(io));
  try {
    return await witness(cluster, goal, {
      seed: options.seed ?? usualSeed,
      maximumSeconds: options.maxSeconds ?? defaultWitnessSeconds,
      ...(options.maxStates !== undefined && { maximumStates: options.maxStates }),
      ...(options.runs !== undefined && { runs: options.runs }),
      caches: cluster.shape.apiservers,
      signal: io.signal,
      progress: (now) => progress.update(() => progressText(scenario.name, now)),
    });
  } catch (error) {
    throw asUserError(error, goalOption(options), io.program) ?? error;
  } finally {
    progress.clear();
  }
}

/** Ends with what to type next. */
function closing(io: Io, options: WitnessFlags, { scenario }: CheckSubject, result: WitnessResult, recorded: RecordedWitness | undefined, palette: Palette): string {
  const again = (...more: readonly string[]): string => commandLine(io.program, ['witness', ...witnessArguments(options), ...more]);
  switch (result.verdict) {
    case 'found':
      return nextText('See it again:', [...(recorded?.next ?? []), again(...(result.runs > 0 ? ['--seed', String(result.seed)] : []))], palette);
    case 'unreachable':
      return nextText('Next, with faults:', [commandLine(io.program, ['witness', ...witnessArguments({ ...options, faults: 'all' })])], palette);
    case 'inconclusive': {
      const hasFaults = Object.values(scenario.faults).some((budget) => budget > 0);
      return nextText(hasFaults ? 'Next, look further, or without faults:' : 'Next, look further:', [withLargerBudget(options), ...(hasFaults ? [{ ...options, faults: 'none' }] : [])].map((changed) => commandLine(io.program, ['witness', ...witnessArguments(changed)])), palette);
    }
  }
}

function withLargerBudget(options: WitnessFlags): WitnessFlags {
  const { maxStates = defaultWitnessStates, maxSeconds = defaultWitnessSeconds, runs = defaultWitnessRuns } = options;
  return { ...options, maxStates: Math.min(10 * maxStates, most.states), maxSeconds: Math.min(10 * maxSeconds, most.seconds), runs: Math.min(10 * Math.max(runs, 1), 1_000_000_000) };
}

function jsonOf({ scenario }: CheckSubject, goal: ExpressionGoal, result: WitnessResult, recorded: RecordedWitness | undefined) {
  const { states, runs, seed, leastSteps, seconds, verdict } = result;
  return {
    scenario: scenario.name,
    ...(scenario.grain === 'coarse' && { grain: scenario.grain }),
    goal: { name: goal.name, statement: goal.statement },
    verdict,
    ...(result.verdict === 'inconclusive' && { reason: result.reason }),
    ...(result.verdict === 'found' && { steps: result.schedule, rank: result.rank, length: rankText(result), foundLength: result.foundLength }),
    ...(result.verdict !== 'found' && { neverThere: goal.neverThere }),
    leastSteps,
    states,
    runs,
    seed,
    milliseconds: Math.round(seconds * 1000),
    ...(recorded?.trace !== undefined && { trace: recorded.trace }),
    files: recorded?.files ?? [],
    notices: recorded?.notices ?? [],
    replay: recorded?.next ?? [],
  };
}
