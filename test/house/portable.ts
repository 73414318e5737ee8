import type { ProjectFile } from './files.ts';

/** What ties a file to one machine or one registry. Written so that this file does not contain what it looks for. */
const ties: readonly RegExp[] = [
  /registry\.(?:npmjs\.org|yarnpkg\.com)/,
  /npm\.pkg\.github\.com/,
  /_authToken/,
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

/** Packages of a lockfile that say where they come from: such a lockfile installs only from that registry. */
export function resolvedPackages(lockfile: string): string[] {
  const { packages } = JSON.parse(lockfile) as { packages: Record<string, { resolved?: string }> };
  return Object.entries(packages).flatMap(([path, { resolved }]) => (resolved === undefined ? [] : [path]));
}
