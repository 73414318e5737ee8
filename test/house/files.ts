import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of the project by its path from the top level, with forward slashes. */
export interface ProjectFile {
  readonly path: string;
  readonly text: string;
}

export const root = fileURLToPath(new URL('../..', import.meta.url));

export const rooms = ['model', 'properties', 'generators', 'reports'] as const;

export const read = (path: string): ProjectFile => ({ path, text: readFileSync(join(root, path), 'utf8') });

/** What is shipped: the rooms and the two faces. Read from disk, so that a file not yet committed counts too. */
export function sourceFiles(): ProjectFile[] {
  const faces = ['index.ts', 'cli.ts'].filter((face) => existsSync(join(root, face)));
  return [...rooms.flatMap(typescriptUnder), ...faces].map(read);
}

export const testFiles = (): ProjectFile[] => typescriptUnder('test').map(read);

/** What git tracks; without git (a tarball, a machine without it) whatever is there and not ignored. */
export function trackedPaths(): string[] {
  try {
    const listed = execFileSync('git', ['ls-files', '-z', '--cached'], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const paths = listed.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
    if (paths.length > 0) return paths;
  } catch {
    // Fall through to the walk.
  }
  return everyPath('.').filter((path) => !path.endsWith('.tgz'));
}

const ignored = new Set(['.git', 'node_modules', 'dist', 'coverage', 'podproof-out', '.podproof']);

function everyPath(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (ignored.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? everyPath(path) : [path.split(sep).join('/')];
  });
}

function typescriptUnder(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}
