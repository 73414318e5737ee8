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
  if (asked === undefined) return;
  const there = await nearestThere(path);
  const name = `--out ${asked}`;
  if (!(await stat(there)).isDirectory()) throw new UserError(`${name}: a part of the path is not a directory`);
  await attempt(name, () => access(there, constants.W_OK | constants.X_OK));
}

/** The path itself, or the nearest folder above it that exists. */
async function nearestThere(path: string): Promise<string> {
  const isThere = await stat(path).then(() => true, () => false);
  return isThere || dirname(path) === path ? path : nearestThere(dirname(path));
}
