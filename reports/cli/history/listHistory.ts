import { paletteFor } from '../../terminal/palette.ts';
import { table } from '../../terminal/text.ts';
import { lines } from '../../terminal/verdict.ts';
import { exitCode, type ExitCode } from '../exitCode.ts';
import type { Io } from '../io.ts';
import type { Toolbox } from '../toolbox.ts';
import type { HistoryOptions } from './findAgain.ts';

/** All bugs of the history, a row each. */
export function listHistory(io: Io, { history }: Toolbox, options: HistoryOptions): ExitCode {
  if (options.json) {
    io.stdout(`${JSON.stringify(history.map(({ bug, finding }) => ({ ...bug, ...finding, length: finding.schedule.length })), null, 2)}\n`);
    return exitCode.ok;
  }
  const palette = paletteFor({ isTTY: io.isTTY.stdout, env: io.env });
  const rows = history.map(({ bug, finding }) => [bug.id, bug.violates, String(finding.runs), String(finding.schedule.length), `${bug.title} (${bug.references[0] ?? ''})`]);
  io.stdout(lines([...table([['bug', 'violates', 'run', 'steps', 'what went wrong'], ...rows]), '', palette.faint('run: the one that showed it first; steps: of the shortened run'), palette.faint(`Use: ${io.program} history BUG`)]));
  return exitCode.ok;
}
