import type { ProjectFile } from './files.ts';

/** What ties a file to one machine or one registry. Written so that this file does not contain what it looks for. */
const ties: readonly RegExp[] = [
  /registry\.(?:npmjs\.org|yarnpkg\.com)/,
  /npm\.pkg\.github\.com/,
  /_auth[T]oken/,
  /\/work\/(?:main|shared|\.library)\b/,
  /\/root\/\./,
  /\/home\/[a-z][a-z0-9_-]*\//,
  /\/Users\/[A-Za-z]/,
  /\b[A-Z]:\\\\?Users\\/,
];

export const tiesToAMachine = ({ path, text }: ProjectFile): string[] =>
  text.split('\n').flatMap((line, index) =>
    ties.flatMap((tie) => {
      const found = tie.exec(line)?.[0];
      return found === undefined ? [] : [`${path}:${index + 1} contains ${found}`];
    }),
  );

interface Locked {
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lockedIn = (lockfile: string): [path: string, locked: Locked][] =>
  Object.entries((JSON.parse(lockfile) as { packages: Record<string, Locked> }).packages);

/** Packages of a lockfile that say where they come from: such a lockfile installs only from that registry. */
export function resolvedPackages(lockfile: string): string[] {
  return lockedIn(lockfile).flatMap(([path, { resolved }]) => (resolved === undefined ? [] : [path]));
}

/**
 * Optional packages (the binaries of other platforms) that a lockfile lacks. npm leaves out silently what a registry
 * did not have when the lockfile was written, and then refuses `npm ci` in every fresh clone as "not in sync".
 */
export function missingOptionals(lockfile: string): string[] {
  const locked = lockedIn(lockfile);
  const names = new Set(locked.map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)));
  return locked.flatMap(([, { optionalDependencies }]) => Object.keys(optionalDependencies ?? {}).filter((name) => !names.has(name)));
}
