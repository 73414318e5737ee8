import { readdir, readFile, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { writeWhole } from '../mermaid/files.ts';
import type { Io } from './io.ts';
import { quoted } from './nearest.ts';
import { UserError } from './userError.ts';

export interface TextFile {
  /** As the user knows it, for messages; `-` is standard input. */
  readonly name: string;
  readonly text: string;
}

/** A manifest of the biggest cluster is smaller; a file that never ends is caught. */
const biggest = 64 * 1024 * 1024;

const manifestEnding = /\.(?:ya?ml|json)$/i;

/** A file, every manifest of a directory (sorted, not its subdirectories, as kubectl does), or standard input. */
export async function readManifestFiles(io: Io, name: string): Promise<readonly TextFile[]> {
  if (name === '-') return [{ name: 'standard input', text: await io.readStdin() }];
  const path = resolvedPath(io, name);
  if (!(await statOf(path, name)).isDirectory()) return [await readText(io, name)];
  const entries = (await attempt(name, () => readdir(path))).filter((entry) => manifestEnding.test(entry)).sort();
  if (entries.length === 0) throw new UserError(`${name}: the directory has no .yaml, .yml or .json file`);
  return Promise.all(entries.map((entry) => readText(io, join(name, entry))));
}

/** @throws UserError that says in plain words what is wrong with the file */
export async function readText(io: Io, name: string): Promise<TextFile> {
  if (name === '-') return { name: 'standard input', text: await io.readStdin() };
  const path = resolvedPath(io, name);
  const status = await statOf(path, name);
  if (status.isDirectory()) throw new UserError(`${name}: is a directory, not a file`);
  if (!status.isFile() && !status.isFIFO()) throw new UserError(`${name}: is neither a file nor a pipe`);
  if (status.size > biggest) throw new UserError(`${name}: is too big (${status.size} bytes, at most ${biggest})`);
  return { name, text: await attempt(name, () => readFile(path, 'utf8')) };
}

export async function exists(io: Io, name: string): Promise<boolean> {
  try {
    await stat(resolvedPath(io, name));
    return true;
  } catch {
    return false;
  }
}

/** Writes a whole file or none, and makes the directories it needs. */
export async function writeText(io: Io, name: string, text: string): Promise<void> {
  await attempt(name, () => writeWhole(resolvedPath(io, name), text));
}

/** A name made fit for a file: short, and nothing in it that a shell or a file system takes for its own. */
export function fileName(text: string): string {
  return text.replace(/[^\w.-]+/g, '-').replace(/^[-.]+|[-.]+$/g, '').slice(0, 60);
}

/** A path as it is shortest for whoever stands in the working directory. */
export function shownPath(io: Io, path: string): string {
  const inside = relative(io.cwd, resolve(io.cwd, path));
  return inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside) ? path : inside;
}

export function resolvedPath(io: Io, name: string): string {
  if (name === '') throw new UserError('A file name is empty.');
  if (name.includes('\0')) throw new UserError(`${quoted(name)}: a file name cannot contain a null character`);
  return resolve(io.cwd, name);
}

async function statOf(path: string, name: string) {
  return attempt(name, () => stat(path));
}

/** Runs an operation on a file; its failure is the user's to know about. */
export async function attempt<Result>(name: string, operation: () => Promise<Result>): Promise<Result> {
  try {
    return await operation();
  } catch (reason) {
    const problem = fileProblem(reason);
    throw problem === undefined ? reason : new UserError(`${name}: ${problem}`);
  }
}

/** What the file system had against it, in plain words; undefined when something else was thrown. */
export function fileProblem(reason: unknown): string | undefined {
  return reason instanceof Error && 'code' in reason && typeof reason.code === 'string' ? (inWords[reason.code] ?? reason.message) : undefined;
}

const inWords: { readonly [code: string]: string } = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOTDIR: 'a part of the path is not a directory',
  EISDIR: 'is a directory',
  EEXIST: 'a part of the path is not a directory',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'too many symbolic links',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the device',
};
