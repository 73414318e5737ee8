import type { AddCommand } from './addCommand.ts';
import { defaultOut } from './check/options.ts';
import { exitCodesHelp } from './exitCode.ts';
import { replayCommand, type ReplayOptions } from './replay.ts';

export const addReplay: AddCommand = (podproof, { io, toolbox, done }) => {
  podproof
    .command('replay')
    .summary('take a recorded run again, step by step')
    .description('Takes the steps of a trace again, bit for bit, prints them, and says which properties the run violates.')
    .argument('<trace>', 'a file that check wrote, or - for standard input')
    .option('--json', 'one JSON document on standard output, and nothing else')
    .addHelpText('after', `
Examples:
  ${io.program} replay ${defaultOut}/two-schedulers.no-double-binding.trace.json
${exitCodesHelp}`)
    .action(async (file: string, options: ReplayOptions) => done(await replayCommand(io, toolbox, file, options)));
};
