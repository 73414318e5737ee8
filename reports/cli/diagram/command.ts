import { extname } from 'node:path';
import { writeSequenceDiagram, writeStateDiagram } from '../../mermaid/index.ts';
import { drawToFile } from '../drawToFile.ts';
import { exitCode, type ExitCode } from '../exitCode.ts';
import type { Io } from '../io.ts';
import { unknownName } from '../nearest.ts';
import type { Toolbox } from '../toolbox.ts';
import { UserError } from '../userError.ts';
import { sequenceDiagramOf } from './source.ts';

export interface DiagramOptions {
  readonly machine?: string;
  readonly output?: string;
  readonly allSteps?: boolean;
}

const endings = ['.mmd', '.mermaid', '.md', '.markdown', '.svg', '.png', '.pdf'];

export async function diagram(io: Io, toolbox: Toolbox, given: string | undefined, options: DiagramOptions): Promise<ExitCode> {
  const { output } = options;
  if (output !== undefined && output !== '-' && !endings.includes(extname(output).toLowerCase())) {
    throw new UserError(`-o ${output}: a diagram is written as .mmd, .md, .svg, .png or .pdf, by the ending of the file's name.`);
  }
  const source = await sourceText(io, toolbox, given, options);
  if (output === undefined || output === '-') {
    io.stdout(source);
    return exitCode.ok;
  }
  return write(io, source, output);
}

async function sourceText(io: Io, toolbox: Toolbox, given: string | undefined, { machine, allSteps }: DiagramOptions): Promise<string> {
  if (machine === undefined) return writeSequenceDiagram(await sequenceDiagramOf(io, toolbox, given, allSteps));
  if (given !== undefined) throw new UserError('A state diagram is of a machine alone: leave the scenario out, or --machine.');
  const found = toolbox.machines.find(({ name }) => name === machine);
  if (found === undefined) throw unknownName('machine', machine, toolbox.machines.map(({ name }) => name), `${io.program} list machines`);
  return writeStateDiagram(found.machine, { description: [found.description] });
}

async function write(io: Io, source: string, output: string): Promise<ExitCode> {
  const { files, notice } = await drawToFile(io, source, output);
  io.stderr(files.map((file) => `Written: ${file}\n`).join(''));
  if (notice === undefined) return exitCode.ok;
  // What was asked for is not there, and a script must notice.
  io.stderr(`${notice}\n`);
  return exitCode.usage;
}
