import { expect, test } from 'vitest';
import { wrongArrows } from './arrows.ts';
import { sourceFiles } from './files.ts';
import { manifest } from './manifest.ts';

/** Of Vitest only types are used, and no import brings them in: whoever tests with something else has none. */
const installed = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies).filter((name) => name !== 'vitest')];

test('imports run reports -> generators -> properties -> model, and the kernel imports nothing of the project', () => {
  expect(sourceFiles().flatMap((file) => wrongArrows(file, installed))).toEqual([]);
});

const wrong: [path: string, text: string][] = [
  ['model/kernel/a.ts', `import { pod } from '../objects/pod.ts'`],
  ['model/kernel/a.ts', `import fc from 'fast-check'`],
  ['model/kernel/deep/a.ts', `export * from '../../cluster.ts'`],
  ['model/objects/pod.ts', `import type { A } from '../components/a.ts'`],
  ['model/objects/pod.ts', `type A = import('../cluster.ts').A`],
  ['model/components/a/b.ts', `import { cluster } from '../../cluster.ts'`],
  ['model/cluster.ts', `const x = await import('../properties/index.ts')`],
  ['model/cluster.ts', `import { randomUUID } from 'node:crypto'`],
  ['model/cluster.ts', `import * as crypto from 'node:crypto'`],
  ['properties/a.ts', `import { x } from '../generators/x.ts'`],
  ['properties/a.ts', `import process from 'node:process'`],
  ['properties/a.ts', `import { readFile } from 'fs/promises'`],
  ['properties/a.ts', `import { Worker } from 'worker_threads'`],
  ['generators/a.ts', `export { x } from '../reports/x.ts'`],
  ['generators/a.ts', `import { x } from '../index.ts'`],
  ['reports/a.ts', `import { x } from '../test/x.ts'`],
  ['reports/a.ts', `import { test } from 'vitest'`],
  ['index.ts', `import './cli.ts'`],
];

test.each(wrong)('refuses in %s: %s', (path, text) => {
  expect(wrongArrows({ path, text }, installed)).toEqual([expect.stringMatching(`^${path}:1 imports '`)]);
});

const right: [path: string, text: string][] = [
  ['model/kernel/a.ts', `import { setup } from 'xstate'; import { b } from './b.ts'; import { createHash } from 'node:crypto'`],
  ['model/components/a/b.ts', `import { pod } from '../../objects/pod.ts'; import { c } from '../c.ts'`],
  ['properties/a.ts', `import { cluster } from '../model/cluster.ts'`],
  ['generators/a.ts', `import { Worker } from 'node:worker_threads'`],
  ['reports/a.ts', `import { x } from '../generators/x.ts'; import { toDirectedGraph } from '@xstate/graph'`],
  ['cli.ts', `import { x } from './index.ts'`],
  ['model/kernel/a.ts', `// import { pod } from '../objects/pod.ts'`],
];

test.each(right)('allows in %s: %s', (path, text) => {
  expect(wrongArrows({ path, text }, installed)).toEqual([]);
});
