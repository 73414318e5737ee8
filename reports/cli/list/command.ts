import { paletteFor } from '../../terminal/palette.ts';
import { table } from '../../terminal/text.ts';
import { lines } from '../../terminal/verdict.ts';
import { exitCode, type ExitCode } from '../exitCode.ts';
import type { Io } from '../io.ts';
import { unknownName } from '../nearest.ts';
import { UserError } from '../userError.ts';
import type { Toolbox } from '../toolbox.ts';
import { topicNames, topics } from './topics.ts';

/** What to do with what is listed. */
const uses: { readonly [topic: string]: string } = {
  scenarios: 'check --scenario NAME',
  components: 'list guards',
  guards: 'check --mutant GUARD=true',
  properties: 'check --property NAME',
  promises: 'list properties',
  mutants: 'check --mutant NAME',
  faults: 'check --faults NAME=1,NAME=2',
  strategies: 'check --strategy NAME',
  goals: 'witness --that NAME, or check --strategy greedy --toward NAME',
  functions: "witness --that 'EXPRESSION'",
  machines: 'diagram --machine NAME -o FILE.svg',
};

export function list(io: Io, toolbox: Toolbox, topic: string | undefined, options: { readonly json?: boolean }): ExitCode {
  if (topic === undefined) throw new UserError(`list wants to know what: ${topicNames.join(', ')}. For example: ${io.program} list scenarios`);
  const listed = topics.get(topic);
  if (listed === undefined) throw unknownName('list', topic, topicNames, topicNames.join(', '));
  const items = listed(toolbox);
  if (options.json) {
    io.stdout(`${JSON.stringify(items.map(({ data }) => data), null, 2)}\n`);
    return exitCode.ok;
  }
  const palette = paletteFor({ isTTY: io.isTTY.stdout, env: io.env });
  io.stdout(lines([...table(items.map(({ columns }) => columns)), '', palette.faint(`Use: ${io.program} ${uses[topic] ?? ''}`)]));
  return exitCode.ok;
}
