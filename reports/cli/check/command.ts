import { oracleInfo } from '../../../generators/differential/oracles.ts';
import { patient } from '../../../generators/differential/patient.ts';
import { noticesBeside } from '../../regressions/replayKept.ts';
import { paletteFor, type Palette } from '../../terminal/palette.ts';
import { labelled } from '../../terminal/text.ts';
import { heading, kubectlText, lines, propertiesText, verdictText } from '../../terminal/verdict.ts';
import type { ExitCode } from '../exitCode.ts';
import type { Io } from '../io.ts';
import { subjects, type CheckSubject } from '../subject.ts';
import type { Toolbox } from '../toolbox.ts';
import { UserError } from '../userError.ts';
import { checkDifferentially } from './checkDifferentially.ts';
import { checkExhaustively } from './checkExhaustively.ts';
import { checkSubject, type CheckTask } from './checkSubject.ts';
import { closing } from './closing.ts';
import { jsonDocument, jsonReport } from './json.ts';
import { kubectlSays, saysNothing, unknownFieldsNotice, warnings } from './kubectlSays.ts';
import { refuseContradictions } from './contradictions.ts';
import { defaultOut, type CheckOptions } from './options.ts';
import { drawPodsWay } from './podsWay.ts';
import { chosenProperties } from './properties.ts';
import { exitCodeOf, findingOf, type CheckReport } from './report.ts';
import { beginWithKept } from './regressions.ts';
import { Resuming } from './resuming.ts';
import { refuseWrongGoal, toldOfGoal } from './sampling.ts';
import { refuseUnwritableCheckpoint } from './saving.ts';
import { refuseUnwritable, refuseUnwritableFile } from './writable.ts';

/** The seed of a check that was told nothing at all, so that a first look is the same for everybody. */
const firstSeed = 1;

/** A first look may take so many milliseconds a scenario: a slow machine then tries fewer runs. */
const firstPatience = 20_000;

export async function check(given: Io, toolbox: Toolbox, asked: CheckOptions): Promise<ExitCode> {
  // A program reads: no progress.
  const io = asked.json ? { ...given, isTTY: { stdout: false, stderr: false } } : given;
  // Coarse steps look at so much that hardly two of them commute: to find out which do takes longer than to try all orders.
  const options = asked.grain === 'coarse' && asked.exhaustive === true ? { ...asked, reduction: false } : asked;
  refuseContradictions(options);
  if (options.resume === undefined) return checkAndTell(io, toolbox, options);
  const resuming = await Resuming.open(io, options.resume);
  try {
    return await checkAndTell(io, toolbox, resuming.options(options), resuming);
  } finally {
    resuming.close();
  }
}

async function checkAndTell(io: Io, toolbox: Toolbox, options: CheckOptions, resuming?: Resuming): Promise<ExitCode> {
  const properties = options.differential ? [] : chosenProperties(toolbox, resuming?.properties ?? options.property, io.program);
  const given = resuming === undefined ? await subjects(io, toolbox, options) : [resuming.subject];
  const all = options.differential ? given.map((subject) => ({ ...subject, scenario: patient(subject.scenario) })) : given;
  refuseWrongGoal(io, toolbox, all, options);
  await refuseUnwritable(io, options.out);
  if (options.dot !== undefined) {
    refuseSeveral('--dot draws the graph', all);
    await refuseUnwritableFile(io, '--dot', options.dot, 'graph.dot');
  }
  if (options.checkpoint !== undefined) {
    refuseSeveral('--checkpoint saves the search', all);
    await refuseUnwritableCheckpoint(io, options.checkpoint);
  }
  const isFirstLook = [options.file, options.scenario, options.mutant].every((named) => (named ?? []).length === 0);
  const task: CheckTask = {
    options,
    properties,
    ...(resuming && { resuming }),
    seed: options.seed ?? (isFirstLook ? firstSeed : Math.floor(io.now() * 1000) | 0),
    ...(isFirstLook && options.runs === undefined && { patience: firstPatience }),
  };
  return checkSubjects(io, toolbox, all, task, isFirstLook);
}

/** Checks what it is given, tells what comes out, and what to type next. */
export async function checkSubjects(io: Io, toolbox: Toolbox, all: readonly CheckSubject[], task: CheckTask, isFirstLook = false): Promise<ExitCode> {
  const { options, properties } = task;
  const palette = paletteFor({ isTTY: io.isTTY.stdout, env: io.env });
  const { reports, notices } = await checkAll(io, toolbox, all, task, palette);
  const wantsDrawing = isFirstLook && options.path === undefined && !io.signal.aborted;
  const drawn = wantsDrawing ? await drawPodsWay(io, toolbox, options.out ?? defaultOut) : { files: [], notices: [] };
  const allNotices = [...notices, ...drawn.notices];
  const unchecked = all.slice(reports.length).map(({ scenario }) => scenario.name);
  const code = exitCodeOf(reports, unchecked.length);
  if (options.json) {
    io.stdout(jsonDocument(reports.map((report, index) => (index === 0 ? jsonReport(report, drawn.files, allNotices) : jsonReport(report))), unchecked));
    return code;
  }
  const isAllViolated = reports.length > 0 && reports.every((report) => findingOf(report) !== undefined);
  io.stdout(
    [
      isAllViolated ? '' : propertiesText({ properties: options.differential ? oracleInfo : properties }, io.program, palette),
      drawn.files.length > 0 ? lines(labelled("The pod's way:", drawn.files.join(', '), 0)) : '',
      ...allNotices.map((notice) => lines(labelled('Note:', notice, 0))),
      unchecked.length > 0 ? `Not checked: ${unchecked.join(', ')}\n` : '',
      isAllViolated && allNotices.length === 0 ? '' : '\n',
      closing(io, options, reports, isFirstLook, palette, all[0]?.command),
    ].join(''),
  );
  return code;
}

function refuseSeveral(what: string, all: readonly CheckSubject[]): void {
  if (all.length > 1) throw new UserError(`${what} of one scenario, and this check has ${all.length}: name one with --scenario.`);
}

function checkOne(io: Io, toolbox: Toolbox, subject: CheckSubject, task: CheckTask): Promise<CheckReport> {
  if (task.options.exhaustive) return checkExhaustively(io, toolbox, subject, task);
  return toldOfGoal<CheckReport>(io, task.options, (task.options.differential ? checkDifferentially : checkSubject)(io, toolbox, subject, task));
}

/** One scenario after the other, each told as soon as it is known. */
async function checkAll(io: Io, toolbox: Toolbox, all: readonly CheckSubject[], task: CheckTask, palette: Palette): Promise<{ readonly reports: readonly CheckReport[]; readonly notices: readonly string[] }> {
  const say = (text: string): void => void (task.options.json || io.stdout(text));
  const reports: CheckReport[] = [];
  const notices: string[] = [];
  for (const subject of all) {
    if (io.signal.aborted) break;
    say(heading(subject, palette));
    const said = task.options.file === undefined ? saysNothing : await kubectlSays(io, toolbox, subject.scenario);
    say(kubectlText(said.printed, palette));
    const begun = await beginWithKept(io, toolbox, subject, task);
    const checked = begun.report ?? (await checkOne(io, toolbox, subject, task));
    const report: CheckReport = { ...checked, pruned: begun.pruned };
    say(verdictText(report, palette));
    reports.push(report);
    const kept = 'kept' in report.outcome ? report.outcome.kept : undefined;
    notices.push(...(task.options.file === undefined ? [] : unknownFieldsNotice(subject.scenario)), ...warnings(said), ...noticesBeside(kept, begun.notices));
  }
  return { reports, notices };
}
