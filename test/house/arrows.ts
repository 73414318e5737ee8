import { builtinModules } from 'node:module';
import type { ProjectFile } from './files.ts';
import { importsOf, type Import } from './imports.ts';

interface Room {
  readonly folder: string;
  /** Folders and files it may import besides itself. */
  readonly mayImport: readonly string[];
  /** Packages it may import; undefined: every dependency. */
  readonly packages?: readonly string[];
  /** No I/O, no clock, no randomness: no module of Node's but what `pureBuiltins` names. */
  readonly pure: boolean;
}

/** Innermost first: a file belongs to the first room whose folder holds it. */
const map: readonly Room[] = [
  // zod, because the trace lives in the kernel and is a checked file format.
  { folder: 'model/kernel', mayImport: [], packages: ['xstate', 'zod'], pure: true },
  { folder: 'model/objects', mayImport: ['model/kernel'], pure: true },
  { folder: 'model/components', mayImport: ['model/kernel', 'model/objects'], pure: true },
  { folder: 'model', mayImport: [], pure: true },
  { folder: 'properties', mayImport: ['model'], pure: true },
  { folder: 'generators', mayImport: ['properties', 'model'], pure: false },
  { folder: 'reports', mayImport: ['generators', 'properties', 'model'], pure: false },
  { folder: 'index.ts', mayImport: ['reports', 'generators', 'properties', 'model'], pure: false },
  { folder: 'cli.ts', mayImport: ['index.ts', 'reports', 'generators', 'properties', 'model', 'package.json'], pure: false },
];

/** A digest is a function of its input; everything else in Node's modules reads or changes the world. */
const pureBuiltins: Readonly<Record<string, readonly string[]>> = { 'node:crypto': ['createHash'] };

/** What is wrong with a file's imports, one line each; `packages` are those a user's install brings. */
export function wrongArrows(file: ProjectFile, packages: readonly string[]): string[] {
  const room = map.find(({ folder }) => within(file.path, folder));
  if (room === undefined) return [];
  return importsOf(file).flatMap((found) => {
    const complaint = found.path === undefined ? wrongPackage(room, found, packages) : wrongFile(room, found.path);
    return complaint === undefined ? [] : [`${file.path}:${found.line} imports '${found.specifier}': ${complaint}`];
  });
}

function wrongFile(room: Room, path: string): string | undefined {
  const allowed = [room.folder, ...room.mayImport];
  if (allowed.some((folder) => within(path, folder))) return undefined;
  return `${room.folder} may import of the project only ${allowed.join(', ')}`;
}

function wrongPackage(room: Room, { specifier, names }: Import, packages: readonly string[]): string | undefined {
  if (builtinModules.includes(specifier.replace(/^node:/, '')) || specifier.startsWith('node:')) {
    if (!room.pure) return undefined;
    const pure = pureBuiltins[specifier] ?? [];
    if (names !== undefined && names.length > 0 && names.every((name) => pure.includes(name))) return undefined;
    return `${room.folder} is pure: no I/O, no clock, no randomness`;
  }
  const parts = specifier.split('/');
  const name = parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
  if (room.packages !== undefined && !room.packages.includes(name)) return `${room.folder} may import no package but ${room.packages.join(', ')}`;
  if (!packages.includes(name)) return 'not a dependency of the published package';
  return undefined;
}

const within = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);
