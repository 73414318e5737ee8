import { extname } from 'node:path';
import { writeDiagram } from '../mermaid/index.ts';
import { whileBusy } from '../terminal/progress.ts';
import { attempt, resolvedPath, shownPath } from './files.ts';
import type { Io } from './io.ts';
import { progressOutput } from './progress.ts';

/** A diagram in the file that somebody named; with a notice when what was asked for is not there. */
export async function drawToFile(io: Io, source: string, output: string): Promise<{ readonly files: readonly string[]; readonly notice?: string }> {
  const path = resolvedPath(io, output);
  const { files, notice } = await attempt(output, () => whileBusy(progressOutput(io), `Drawing ${output}`, () => writeDiagram(source, path, io.render)));
  // Files are called as they were given.
  return { files: files.map((file) => shownPath(io, file)), ...(notice !== undefined && { notice: notice.replaceAll(withoutEnding(path), withoutEnding(output)) }) };
}

function withoutEnding(file: string): string {
  return file.slice(0, file.length - extname(file).length);
}
