import type { AddCommand } from '../addCommand.ts';
import { defaultOut } from '../check/options.ts';
import { exitCodesHelp } from '../exitCode.ts';
import { diagram, type DiagramOptions } from './command.ts';

export const addDiagram: AddCommand = (podproof, { io, toolbox, done }) => {
  podproof
    .command('diagram')
    .summary('draw a run or a state machine')
    .description('Draws the calm run of a scenario or manifest, or a recorded run, as a mermaid sequence diagram; or a state machine.')
    .argument('[scenario]', 'a named scenario, a manifest or a trace (default: happy-path)')
    .option('--machine <name>', 'the state diagram of a machine instead (see: podproof list machines)')
    .option('-o, --output <file>', 'where to: .mmd, .md, .svg, .png or .pdf (default: mermaid text on standard output)')
    .option('--all-steps', 'draw even the steps that only keep caches up to date')
    .addHelpText('after', `
Examples:
  ${io.program} diagram -o pod.svg
  ${io.program} diagram rolling-update -o docs/rolling-update.md
  ${io.program} diagram ${defaultOut}/pod.pod-becomes-ready.trace.json -o race.png
  ${io.program} diagram --machine container
${exitCodesHelp}`)
    .action(async (given: string | undefined, options: DiagramOptions) => done(await diagram(io, toolbox, given, options)));
};
