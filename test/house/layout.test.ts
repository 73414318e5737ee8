import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { read, root, trackedPaths } from './files.ts';
import { strangersAtTheTop, unknownScripts } from './layout.ts';
import { manifest } from './manifest.ts';

test('the top level holds only what it may', () => {
  expect(strangersAtTheTop(trackedPaths())).toEqual([]);
});

test.runIf(existsSync(join(root, 'README.md')))('every npm command in README.md exists', () => {
  expect(unknownScripts(read('README.md').text, manifest.scripts)).toEqual([]);
});

test('a name that may not be there is named once', () => {
  expect(strangersAtTheTop(['src/a.ts', 'src/b.ts', 'model/a.ts', '.ci/run', 'README.md', 'notes.txt', 'tsconfig.build.json'])).toEqual(['src', 'notes.txt']);
});

test('a command that does not exist is named', () => {
  const text = 'Run `npm start`, `npm run bench` or\n\n    npm test\n    npm run -s docs:check\n    npm install podproof';
  expect(unknownScripts(text, { start: '', test: '' })).toEqual(['bench', 'docs:check']);
});
