import type { AddCommand } from '../addCommand.ts';
import { exitCodesHelp } from '../exitCode.ts';
import { integer, seed } from '../options.ts';
import { testMutants, type MutantsOptions } from './command.ts';
import { defaultMutationRuns } from '../../../generators/mutation/index.ts';

export const addMutants: AddCommand = (podproof, { io, toolbox, done }) => {
  podproof
    .command('mutants')
    .summary('replace every guard, and see which property notices')
    .description('Replaces one guard of the model after the other by true, then by false, and looks for a property that no longer holds: mutation testing of the properties.\nA replacement that nothing notices is listed with the reason: it changes nothing, or a promise or a scenario is missing.')
    .option('--guard <name>', 'this guard only, KIND.GUARD (see: podproof list guards)')
    .option('--component <kind>', 'the guards of this kind of component only (see: podproof list components)')
    .option('--seed <n>', 'the same seed tries the same runs', seed)
    .option('--runs <n>', `runs in each of the scenarios that tell most (default: ${defaultMutationRuns})`, integer(1, 1_000_000))
    .option('--json', 'one JSON document on standard output, and nothing else')
    .addHelpText('after', `
Examples:
  ${io.program} mutants --guard apiserver.podIsUnbound
  ${io.program} mutants --component scheduler --json
${exitCodesHelp}`)
    .action(async (options: MutantsOptions) => done(await testMutants(io, toolbox, options)));
};
