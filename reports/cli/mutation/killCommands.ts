import { replacementName, type Explained } from '../../../generators/mutation/index.ts';
import { commandLine } from '../quote.ts';
import type { Toolbox } from '../toolbox.ts';

/** The commands that show how replacements are noticed. */
export function killCommands(program: string, { mutants }: Pick<Toolbox, 'mutants'>, all: readonly Explained[], seed: number): readonly string[] {
  return all.flatMap((replacement) => {
    const { fate, guard, answer } = replacement;
    if (fate.verdict !== 'killed') return [];
    const own = mutants.find((mutant) => mutant.name === fate.scenario && mutant.guard === guard && mutant.forced === answer);
    const what = own === undefined ? ['--scenario', fate.scenario, '--mutant', replacementName(replacement)] : ['--mutant', own.name];
    return [commandLine(program, ['check', ...what, '--seed', String(seed), '--runs', String(fate.runs)])];
  });
}
