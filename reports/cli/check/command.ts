import { stat } from 'node:fs/promises';
import { paletteFor, type Palette } from '../../terminal/palette.ts';
import { heading, nextText, propertiesText, verdictText } from '../../terminal/verdict.ts';
import { labelled } from '../../terminal/text.ts';
import type { ExitCode } from '../exitCode.ts';
import { resolvedPath } from '../files.ts';
import type { Io } from '../io.ts';
import { commandLine } from '../quote.ts';
import { subjects } from '../subject.ts';
import type { Toolbox } from '../toolbox.ts';
import { UserError } from '../userError.ts';
import { checkSubject } from './checkSubject.ts';
import { drawPodsWay } from './podsWay.ts';
import { jsonDocument, jsonReport } from './json.ts';
import { kubectlText } from './kubectlSays.ts';
import { defaultOut, repeatedArguments, type CheckOptions } from './options.ts';
import { chosenProperties } from './properties.ts';
import { exitCodeOf, type CheckReport } from './report.ts';

/** The seed of a check that was told nothing at all, so that a first look is the same for everybody. */
const firstSeed = 1;

/** A first look may take so many milliseconds a scenario: a slow machine then tries fewer runs. */
const firstPatience = 20_000;

export async function check(io: Io, toolbox: Toolbox, options: CheckOptions): Promise<ExitCode> {
  if (options.path !== undefined && options.seed === undefined) throw new UserError('--path means something only together with --seed: give both, as printed with a violation.');
  const properties = chosenProperties(toolbox, options.property, io.program);
  const all = await subjects(io, toolbox, options);
  await refuseFileAsDirectory(io, options.out ?? defaultOut);
  const isBuiltIn = [options.file, options.scenario, options.mutant].every((given) => (given ?? []).length === 0);
  const seed = options.seed ?? (isBuiltIn ? firstSeed : Math.floor(io.now() * 1000) | 0);
  const palette = paletteFor({ isTTY: io.isTTY.stdout, env: io.env });
  const say = (text: string): void => void (options.json || io.stdout(text));
  const reports: CheckReport[] = [];
  for (const subject of all) {
    if (io.signal.aborted) break;
    say(heading(subject, palette));
    if (options.file !== undefined) say(kubectlText(toolbox, subject.scenario, palette));
    const report = await checkSubject(io, toolbox, subject, { options, properties, seed, ...(isBuiltIn && options.runs === undefined && { patience: firstPatience }) });
    reports.push(report);
    say(verdictText(report, palette));
  }
  const way = isBuiltIn && options.path === undefined && !io.signal.aborted ? await drawPodsWay(io, toolbox, options.out ?? defaultOut) : { files: [], notices: [] };
  if (options.json) {
    io.stdout(jsonDocument(reports.map((report, index) => (index === 0 ? jsonReport(report, way.files, way.notices) : jsonReport(report)))));
    return exitCodeOf(reports);
  }
  if (reports.some(({ outcome }) => outcome.verdict !== 'violated')) say(propertiesText({ properties }, palette));
  if (way.files.length > 0) say(`${labelled("The pod's way:", way.files.join(', '), 0).join('\n')}\n`);
  for (const notice of way.notices) say(`${labelled('Note:', notice, 0).join('\n')}\n`);
  const missed = all.slice(reports.length).map(({ scenario }) => scenario.name);
  if (missed.length > 0) say(`Not checked: ${missed.join(', ')}\n`);
  say(`${reports.length > 0 && reports.every(({ outcome }) => outcome.verdict === 'violated') ? '' : '\n'}${closing(io, options, reports, isBuiltIn, palette)}`);
  return exitCodeOf(reports);
}

/** Ends with what to type next, whatever happened. */
function closing(io: Io, options: CheckOptions, reports: readonly CheckReport[], isBuiltIn: boolean, palette: Palette): string {
  const replays = reports.flatMap(({ outcome }) => (outcome.verdict === 'violated' ? outcome.replay : []));
  if (replays.length > 0) return nextText(options.file?.includes('-') ? 'See it again (the last form with the same standard input):' : 'See it again:', replays, palette);
  if (isBuiltIn) return nextText('Next, your own manifests:', [commandLine(io.program, ['check', '-f', 'FILE']), commandLine(io.program, ['check', '--help'])], palette);
  const source = [...(options.file ?? []).flatMap((file) => ['-f', file]), ...(options.scenario ?? []).flatMap((name) => ['--scenario', name])];
  const runs = 10 * Math.max(1, ...reports.map(({ statistics }) => statistics.runs));
  return nextText('Next, look further:', [commandLine(io.program, ['check', ...source, ...repeatedArguments(options), '--runs', String(runs)])], palette);
}

/** Before work that would be lost. */
async function refuseFileAsDirectory(io: Io, out: string): Promise<void> {
  const path = resolvedPath(io, out);
  const isFile = await stat(path).then((status) => !status.isDirectory(), () => false);
  if (isFile) throw new UserError(`--out ${out}: is a file, not a directory`);
}
