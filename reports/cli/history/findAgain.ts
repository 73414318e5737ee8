import { wayTo, type RecordedBug } from '../../../generators/history/index.ts';
import { scenario } from '../../../model/scenario.ts';
import { withBug } from '../../../properties/history/index.ts';
import { wrapText } from '../../mermaid/wrap.ts';
import { paletteFor } from '../../terminal/palette.ts';
import { width } from '../../terminal/text.ts';
import { lines } from '../../terminal/verdict.ts';
import { defaultRunsOfMutants } from '../check/checkSubject.ts';
import { checkSubjects } from '../check/command.ts';
import { refuseUnwritable } from '../check/writable.ts';
import type { ExitCode } from '../exitCode.ts';
import type { Io } from '../io.ts';
import { unknownName } from '../nearest.ts';
import type { Toolbox } from '../toolbox.ts';

export interface HistoryOptions {
  readonly out?: string;
  readonly json?: boolean;
}

/** Puts a bug back into the cluster, and finds it the way it was found before. */
export async function findAgain(given: Io, toolbox: Toolbox, id: string, options: HistoryOptions): Promise<ExitCode> {
  const recorded = toolbox.history.find(({ bug }) => bug.id.toLowerCase() === id.toLowerCase());
  if (recorded === undefined) throw unknownName('bug', id, toolbox.history.map(({ bug }) => bug.id), `${given.program} history`);
  // A program reads: no progress.
  const io = options.json ? { ...given, isTTY: { stdout: false, stderr: false } } : given;
  await refuseUnwritable(io, options.out);
  if (!options.json) io.stdout(story(io, recorded));
  const { bug, finding } = recorded;
  const { seed, strategy } = wayTo(finding);
  return checkSubjects(io, toolbox, [{ scenario: scenario(withBug(bug)), source: [bug.id], command: 'history' }], {
    options: { ...options, runs: defaultRunsOfMutants, strategy, regressions: false },
    properties: toolbox.properties,
    seed,
    ifNothingIsFound: `strategy ${strategy} with seed ${seed} showed ${bug.id} in run ${finding.runs}, and does not any more: this release is not the one that recorded it`,
  });
}

function story(io: Io, { bug }: RecordedBug): string {
  const palette = paletteFor({ isTTY: io.isTTY.stdout, env: io.env });
  return lines([palette.strong(`${bug.id}: ${bug.title} (${bug.references.join(', ')})`), ...wrapText(bug.mechanism, width - 2).map((line) => `  ${line}`), '']);
}
