import { explained, MutationTest, summaryOf, type Explained, type Replacement } from '../../../generators/mutation/index.ts';
import { mutantLines, summaryText } from '../../terminal/mutants.ts';
import { paletteFor } from '../../terminal/palette.ts';
import { ProgressLine } from '../../terminal/progress.ts';
import { lines, nextText } from '../../terminal/verdict.ts';
import { exitCode, type ExitCode } from '../exitCode.ts';
import type { Io } from '../io.ts';
import { allGuards } from '../mutants.ts';
import { unknownName } from '../nearest.ts';
import { progressOutput } from '../progress.ts';
import type { Toolbox } from '../toolbox.ts';
import { killCommands } from './killCommands.ts';

export interface MutantsOptions {
  readonly guard?: string;
  readonly component?: string;
  readonly seed?: number;
  readonly runs?: number;
  readonly json?: boolean;
}

export async function testMutants(given: Io, toolbox: Toolbox, options: MutantsOptions): Promise<ExitCode> {
  // A program reads: no progress.
  const io = options.json ? { ...given, isTTY: { stdout: false, stderr: false } } : given;
  const { pool, known: mistakes, survivors, hint, seed: usualSeed } = toolbox.mutation;
  const wanted = replacements(toolbox, options, io.program);
  const seed = options.seed ?? usualSeed;
  const progress = new ProgressLine(progressOutput(io));
  const palette = paletteFor({ isTTY: io.isTTY.stdout, env: io.env });
  const test = new MutationTest((scenario) => toolbox.cluster(scenario), toolbox.properties, pool, {
    seed,
    mutants: mistakes,
    hint,
    ...(options.runs !== undefined && { runs: options.runs }),
    signal: io.signal,
    progress: ({ guard, answer, done, scenario }) => progress.update(() => `${done} of ${wanted.length}: ${guard}=${String(answer)} in ${scenario} (Ctrl-C: what is known so far)`),
  });
  const all: Explained[] = [];
  for await (const fate of test.fates(wanted)) {
    progress.clear();
    const known = explained(fate, survivors);
    all.push(known);
    if (!options.json) io.stdout(lines(mutantLines(known, palette)));
  }
  progress.clear();
  const summary = summaryOf(all);
  const isInterrupted = all.length < wanted.length;
  const commands = options.guard === undefined ? [] : killCommands(io.program, toolbox, all, seed);
  const broken = test.originals.known.flatMap(({ name, broken: property, held }) => (property === undefined ? [] : [{ scenario: name, property, held }]));
  if (options.json) io.stdout(`${JSON.stringify({ seed, summary, ...(isInterrupted && { untried: wanted.length - all.length }), broken, mutants: all }, null, 2)}\n`);
  else io.stdout(`\n${summaryText(summary, wanted.length, broken, palette)}${commands.length === 0 ? '' : `\n${nextText('See it happen:', commands, palette)}`}`);
  if (summary.unexplained > 0) return exitCode.violated;
  return isInterrupted ? exitCode.inconclusive : exitCode.ok;
}

function replacements(toolbox: Toolbox, { guard, component }: MutantsOptions, program: string): readonly Replacement[] {
  const guards = [...allGuards(toolbox).keys()];
  const kindOf = (name: string): string => name.slice(0, name.indexOf('.'));
  if (guard !== undefined && !guards.includes(guard)) throw unknownName('guard', guard, guards, `${program} list guards`);
  const kinds = [...new Set(guards.map(kindOf))];
  if (component !== undefined && !kinds.includes(component)) throw unknownName('component with guards', component, kinds, `${program} list components`);
  const chosen = guards.filter((name) => (guard === undefined || name === guard) && (component === undefined || kindOf(name) === component));
  return chosen.flatMap((name) => [{ guard: name, answer: true }, { guard: name, answer: false }]);
}
