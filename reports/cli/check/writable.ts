import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { attempt, resolvedPath } from '../files.ts';
import type { Io } from '../io.ts';
import { UserError } from '../userError.ts';
import { defaultOut } from './options.ts';

/**
 * Before work that would be lost. A folder that was asked for must be one that can be written; whoever asked for
 * none gets the verdict all the same, with a note on what could not be written.
 */
export async function refuseUnwritable(io: Io, asked: string | undefined): Promise<void> {
  const path = resolvedPath(io, asked ?? defaultOut);
  const isFile = await stat(path).then((status) => !status.isDirectory(), () => false);
  if (isFile) throw new UserError(`--out ${asked ?? defaultOut}: is a file, not a directory`);
  if (asked !== undefined) await mustTakeFiles(path, `--out ${asked}`);
}

/** The same of a file: the folder that it goes to. */
export async function refuseUnwritableFile(io: Io, option: string, asked: string, example: string): Promise<void> {
  if (asked === '-') throw new UserError(`${option} writes a file, since standard output is for the report: give it a name, such as ${example}.`);
  const path = resolvedPath(io, asked);
  const name = `${option} ${asked}`;
  const isThere = await stat(path).then((status) => (status.isDirectory() ? 'folder' : 'file'), () => 'nothing');
  if (isThere === 'folder') throw new UserError(`${name}: is a directory, not a file`);
  await mustTakeFiles(dirname(path), name);
}

async function mustTakeFiles(folder: string, name: string): Promise<void> {
  const there = await nearestThere(folder);
  if (!(await stat(there)).isDirectory()) throw new UserError(`${name}: a part of the path is not a directory`);
  await attempt(name, () => access(there, constants.W_OK | constants.X_OK));
}

/** The path itself, or the nearest folder above it that exists. */
async function nearestThere(path: string): Promise<string> {
  const isThere = await stat(path).then(() => true, () => false);
  return isThere || dirname(path) === path ? path : nearestThere(dirname(path));
}
