import { nextText } from '../../terminal/verdict.ts';
import type { Palette } from '../../terminal/palette.ts';
import type { Io } from '../io.ts';
import { commandLine } from '../quote.ts';
import { exhaustiveArguments, repeatedArguments, sourceArguments, withLargerBudget, type CheckOptions } from './options.ts';
import { findingOf, type CheckReport } from './report.ts';

/** What samples a scenario that is too large to be searched. */
const manyRuns: readonly string[] = ['--runs', '1000'];

/** Ends with what to type next, whatever happened. */
export function closing(io: Io, options: CheckOptions, reports: readonly CheckReport[], isFirstLook: boolean, palette: Palette, command?: string): string {
  const next = (title: string, ...commands: readonly (readonly string[])[]): string => nextText(title, commands.map((args) => commandLine(io.program, ['check', ...args])), palette);
  const replays = reports.flatMap((report) => findingOf(report)?.replay ?? []);
  if (replays.length > 0) return nextText(sourceArguments(options).includes('-') ? 'See it again (the last form with the same standard input):' : 'See it again:', replays, palette);
  if (command !== undefined) return nextText('Next, what else there is:', [commandLine(io.program, [command])], palette);
  if (isFirstLook) return next('Next, your own manifests:', ['-f', 'FILE', ...(options.exhaustive ? ['--exhaustive'] : [])], ['--help']);
  const again = (changed: CheckOptions): readonly string[] => [...sourceArguments(changed), ...repeatedArguments(changed)];
  if (!options.exhaustive) return next('Next, look further:', [...again(options), '--runs', String(furtherRuns(io, reports))]);
  const anew = { ...options, resume: undefined };
  if (reports.every(({ outcome }) => outcome.verdict === 'proved' || outcome.verdict === 'held')) return next('Next, at random, with the faults that this scenario leaves out:', [...again({ ...anew, faults: 'all' }), ...manyRuns]);
  // Whoever interrupted it is told how to go through with it.
  const larger = io.signal.aborted ? options : withLargerBudget(options);
  const isSaved = reports.some((report) => report.kind === 'exhaustive' && report.checkpoint?.saved !== undefined);
  const further = isSaved ? { ...larger, resume: options.checkpoint } : larger;
  return next(isSaved ? 'Next, go on where it stopped, or at random:' : 'Next, look further, or at random:', [...again(further), ...exhaustiveArguments(further)], [...again(anew), ...manyRuns]);
}

function furtherRuns(io: Io, reports: readonly CheckReport[]): number {
  return Math.max(...reports.map((report) => (!('wantedRuns' in report) ? 0 : io.signal.aborted ? report.wantedRuns : 10 * report.statistics.runs)), 10);
}
