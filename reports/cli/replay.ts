import { replay, type Action } from '../../model/kernel/index.ts';
import { lastCircle, missedRound } from '../../generators/regressions/circle.ts';
import type { ClusterProperty } from '../../properties/cluster.ts';
import { instrument } from '../../properties/instrument.ts';
import type { Violation } from '../../properties/property.ts';
import { clusterStyle } from '../sequence/clusterStyle.ts';
import { paletteFor, type Palette } from '../terminal/palette.ts';
import { numbered } from '../terminal/steps.ts';
import { count, labelled, printable } from '../terminal/text.ts';
import { lines, nextText } from '../terminal/verdict.ts';
import { referenceFor } from '../../generators/differential/checkDifferential.ts';
import { isOracle, oracles } from '../../generators/differential/oracles.ts';
import { UserError } from './userError.ts';
import { wordsFor } from '../words.ts';
import { exitCode, type ExitCode } from './exitCode.ts';
import { readText } from './files.ts';
import type { Io } from './io.ts';
import { unknownName } from './nearest.ts';
import { commandLine } from './quote.ts';
import { shownSteps } from './shownSteps.ts';
import type { Toolbox } from './toolbox.ts';
import { openTrace, type OpenedTrace } from './trace.ts';

export interface ReplayOptions {
  readonly json?: boolean;
}

/** Takes a recorded run again, step by step, and judges it. */
export async function replayCommand(io: Io, toolbox: Toolbox, file: string, options: ReplayOptions): Promise<ExitCode> {
  const { text, name } = await readText(io, file);
  const opened = openTrace(toolbox, text, name, io.program);
  const found = violations(toolbox, opened, io.program);
  const recorded = opened.trace.verdict;
  const again = recorded && found.find(({ property }) => property === recorded.property);
  const verdict = again || (recorded === undefined && found.length > 0) ? (again && isOracle(again.property) ? 'differs' : 'violated') : recorded === undefined ? 'held' : 'inconclusive';
  if (options.json) {
    const steps = opened.run.steps.map(({ label }) => label);
    io.stdout(`${JSON.stringify({ scenario: opened.scenario.name, verdict, ...(recorded && { recorded: recorded.property }), violations: found, steps }, null, 2)}\n`);
  } else {
    io.stdout(describe(io, file, opened, found, verdict));
  }
  return { violated: exitCode.violated, differs: exitCode.violated, held: exitCode.ok, inconclusive: exitCode.inconclusive }[verdict];
}

type Found = Violation & { readonly step: number };

function describe(io: Io, file: string, opened: OpenedTrace, found: readonly Found[], verdict: string): string {
  const palette = paletteFor({ isTTY: io.isTTY.stdout, env: io.env });
  const { scenario, trace, run, cluster } = opened;
  return lines([
    `${palette.strong(`Replaying ${count(run.steps.length, 'step')} of scenario ${printable(scenario.name)}`)}${scenario.description === '' ? '' : `: ${printable(scenario.description)}`}`,
    '',
    ...numbered(shownSteps(run, clusterStyle(cluster)).map((step, index) => ({ ...step, breaks: found.some((violation) => violation.step === index + 1) })), palette, false),
    '',
    ...found.flatMap((violation) => violationLines(violation, palette)),
    ...(verdict === 'held' ? [`${palette.good('✔')} every step and the last state are as recorded; no property is violated`] : []),
    ...(verdict === 'inconclusive' ? [`${palette.unsure('?')} inconclusive: every step and the last state are as recorded, but ${trace.verdict?.property ?? ''} is not ${isOracle(trace.verdict?.property ?? '') ? 'another end' : 'violated'} any more: the ${isOracle(trace.verdict?.property ?? '') ? 'model' : 'property'} has changed`] : []),
    '',
  ]) + nextText('Next, as a picture:', [commandLine(io.program, ['diagram', file, '-o', `${file === '-' ? 'run' : file.replace(/(?:\.trace)?\.json$/i, '')}.svg`])], palette);
}

function violationLines({ step, property, statement, explanation }: Found, palette: Palette): readonly string[] {
  const words = wordsFor(property);
  return [`${palette.bad('✘')} ${palette.strong(words.verdict)} ${step === 0 ? 'at the beginning' : `after step ${step}`}: ${palette.bad(property)}`, ...labelled(words.promised, statement), ...labelled(words.happened, explanation)];
}

/** Every property that the run violates, once, at the step after which it shows. */
function violations(toolbox: Toolbox, opened: OpenedTrace, program: string): readonly Found[] {
  const { trace, cluster, run } = opened;
  const properties = recordedFirst([...oraclesFor(toolbox, opened), ...toolbox.properties], trace.verdict?.property, program);
  const { engine, violation, missing } = instrument(cluster, properties);
  const { initial, steps, end } = replay(engine, trace.schedule, { initial: trace.initial });
  const found = new Map<string, Found>();
  const note = (step: number, shown: Violation | undefined): void => void (shown && !found.has(shown.property) && found.set(shown.property, { ...shown, step }));
  note(0, violation(initial));
  for (const [index, { after }] of steps.entries()) note(index + 1, violation(after));
  // Whether liveness is violated can be said only of a run that has come to rest.
  if (!engine.enabled(end).some(isWork)) for (const one of missing(end).filter(({ property }, index) => index === 0 || property === trace.verdict?.property)) note(steps.length, one);
  const circle = lastCircle(run);
  if (circle !== undefined) note(steps.length, missedRound(steps.slice(circle).map(({ after }) => missing(after)), trace.verdict?.property, circle));
  return [...found.values()];
}

/** A run that was recorded because it differed from others is compared with them again. */
function oraclesFor(toolbox: Toolbox, { trace, scenario }: OpenedTrace): readonly ClusterProperty[] {
  if (trace.verdict === undefined || !isOracle(trace.verdict.property)) return [];
  const reference = referenceFor(scenario, toolbox.cluster);
  if ('reason' in reference) throw new UserError(`The run was compared with others of its scenario: ${reference.reason}.`);
  return oracles(reference);
}

function isWork({ kind }: Action): boolean {
  return kind !== 'fault' && kind !== 'timer';
}

/** The property that the trace is about is asked first, in every state. */
function recordedFirst(properties: readonly ClusterProperty[], recorded: string | undefined, program: string): readonly ClusterProperty[] {
  if (recorded === undefined) return properties;
  const own = properties.filter(({ name }) => name === recorded);
  if (own.length === 0) throw unknownName('property', recorded, properties.map(({ name }) => name), `${program} list properties`);
  return [...own, ...properties.filter(({ name }) => name !== recorded)];
}
