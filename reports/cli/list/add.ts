import type { AddCommand } from '../addCommand.ts';
import { list } from './command.ts';
import { topicNames } from './topics.ts';

export const addList: AddCommand = (podproof, { io, toolbox, done }) => {
  podproof
    .command('list')
    .summary(`list ${topicNames.slice(0, -1).join(', ')} or ${topicNames.at(-1)}`)
    .description('Lists what there is, with a line on each.')
    .argument('[topic]', topicNames.join(', '))
    .option('--json', 'the same as JSON, with all that is known')
    .addHelpText('after', `
Examples:
  ${io.program} list scenarios
  ${io.program} list guards --json
`)
    .action((topic: string | undefined, options: { readonly json?: boolean }) => done(list(io, toolbox, topic, options)));
};
