import type { AddCommand } from '../addCommand.ts';
import { defaultOut } from '../check/options.ts';
import { exitCodesHelp } from '../exitCode.ts';
import { findAgain, type HistoryOptions } from './findAgain.ts';
import { listHistory } from './listHistory.ts';

export const addHistory: AddCommand = (podproof, { io, toolbox, done }) => {
  podproof
    .command('history')
    .summary('list bugs that Kubernetes had, or find one of them again')
    .description('Lists bugs that Kubernetes had, with how they were found here. With the number of one: puts it back into the cluster, finds it again and draws it.')
    .argument('[bug]', 'its number, such as B18')
    .option('--out <directory>', `where the trace and the diagram go (default: ${defaultOut})`)
    .option('--json', 'one JSON document on standard output, and nothing else')
    .addHelpText('after', `
Examples:
  ${io.program} history
  ${io.program} history B18
${exitCodesHelp}`)
    .action(async (id: string | undefined, options: HistoryOptions) => done(id === undefined ? listHistory(io, toolbox, options) : await findAgain(io, toolbox, id, options)));
};
