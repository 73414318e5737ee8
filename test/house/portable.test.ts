import { expect, test } from 'vitest';
import { read, trackedPaths } from './files.ts';
import { missingOptionals, resolvedPackages, tiesToAMachine } from './portable.ts';

const isText = (path: string) => !/\.(?:png|jpe?g|gif|ico|pdf|woff2?|zip|gz)$/.test(path);

test('no tracked file names a package registry or a path of one machine', () => {
  expect(trackedPaths().filter(isText).map(read).flatMap(tiesToAMachine)).toEqual([]);
});

test('the lockfile does not say which registry its packages come from', () => {
  expect(resolvedPackages(read('package-lock.json').text)).toEqual([]);
});

test('the lockfile has the binaries of every platform', () => {
  expect(missingOptionals(read('package-lock.json').text)).toEqual([]);
});

// Joined here, so that this file does not contain them.
test.each([
  ['https://registry.', 'npmjs.org/xstate'],
  ['//host/:_auth', 'Token=x'],
  ['/work', '/main/index.ts'],
  ['/home', '/jane/podproof'],
  ['/Use', 'rs/Jane'],
  ['C:\\Use', 'rs\\jane'],
])('refuses %s%s', (head, tail) => {
  expect(tiesToAMachine({ path: 'a.md', text: `first\nsee ${head}${tail}` })).toEqual([expect.stringContaining('a.md:2 contains')]);
});

test('allows an image registry and a path inside a container', () => {
  expect(tiesToAMachine({ path: 'a.md', text: 'registry.k8s.io/pause:3.10 /var/lib/kubelet/pods' })).toEqual([]);
});

test('refuses a lockfile entry with its origin', () => {
  const packages = { '': {}, 'node_modules/a': { resolved: 'https://host/a.tgz' }, 'node_modules/b': {} };
  expect(resolvedPackages(JSON.stringify({ packages }))).toEqual(['node_modules/a']);
});

test('refuses a lockfile that lacks a binary of another platform', () => {
  const packages = { 'node_modules/a': { optionalDependencies: { '@a/linux': '1', '@a/darwin': '1' } }, 'node_modules/b/node_modules/@a/linux': {} };
  expect(missingOptionals(JSON.stringify({ packages }))).toEqual(['@a/darwin']);
});
