import { replayKept, type KeptNotice, type StillThere } from '../../regressions/replayKept.ts';
import type { Io } from '../io.ts';
import { commandLine } from '../quote.ts';
import type { CheckSubject } from '../subject.ts';
import type { Toolbox } from '../toolbox.ts';
import type { CheckTask } from './checkSubject.ts';
import { recordEvidence } from './evidence.ts';
import { isKept, keyOf, storeOf } from './keeping.ts';
import { exhaustiveArguments, type CheckOptions } from './options.ts';
import type { RegressionReport } from './report.ts';

/** What has become of what was found before: the report of a check that need not be made, since a promise is still broken; or only what to note. */
export interface BegunWithKept {
  readonly report?: RegressionReport;
  readonly pruned: readonly string[];
  readonly notices: readonly KeptNotice[];
}

/** Takes the counterexamples again that earlier checks of the scenario have kept. */
export async function beginWithKept(io: Io, toolbox: Toolbox, subject: CheckSubject, { options, properties }: CheckTask): Promise<BegunWithKept> {
  if (!wantsKept(options)) return { pruned: [], notices: [] };
  const start = io.now();
  const { still, pruned, notices } = await replayKept(storeOf(io), keyOf(io, options, subject), toolbox.cluster(subject.scenario), properties, io.signal);
  const [shortest, ...others] = still;
  if (shortest === undefined) return { pruned, notices };
  const milliseconds = io.now() - start;
  const again = options.exhaustive === true ? exhaustiveArguments(options) : [];
  const found = await recordEvidence(io, toolbox, options, { subject, counterexample: shortest.counterexample, again, isFoundBefore: true });
  return {
    pruned,
    notices: [...notices, ...alsoStill(io, others)],
    report: {
      kind: 'regression',
      scenario: subject.scenario,
      properties,
      milliseconds,
      statistics: { guards: shortest.subject.engine.guardCoverage() },
      foundBefore: { file: shortest.kept.file, isSameRun: shortest.isSameRun },
      outcome: { verdict: 'violated', ...found },
    },
  };
}

/** Whoever asks for what only the check itself can give gets that. */
function wantsKept(options: CheckOptions): boolean {
  const { path, resume, dot, statistics } = options;
  return isKept(options) && [path, resume, dot, statistics].every((asked) => asked === undefined);
}

function alsoStill(io: Io, others: readonly StillThere[]): readonly KeptNotice[] {
  return others.map(({ kept }) => ({ text: `${kept.property} is violated as before, too: ${commandLine(io.program, ['replay', kept.file])}` }));
}
