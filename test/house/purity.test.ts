import { expect, test } from 'vitest';
import { sourceFiles } from './files.ts';
import { impurities } from './purity.ts';

test('model/ and properties/ have no clock, no die and no surroundings', () => {
  const pure = sourceFiles().filter(({ path }) => /^(model|properties)\//.test(path));
  expect(pure.flatMap(impurities)).toEqual([]);
});

const path = 'model/a.ts';

test.each([
  ['Math.random()', 'Math.random'],
  [`Math['random']()`, 'Math.random'],
  ['const dice = Math.random', 'Math.random'],
  ['const { random } = Math', 'Math.random'],
  ['globalThis.Math.random()', 'Math.random'],
  ['Date.now()', 'Date.now'],
  ['new Date()', 'new Date()'],
  ['Date()', 'Date()'],
  ['performance.now()', 'performance.now'],
  [`process.env['HOME']`, 'process.env'],
  ['process?.env', 'process.env'],
  ['crypto.randomUUID()', 'crypto.randomUUID'],
  ['setTimeout(() => {}, 1)', 'setTimeout()'],
  ['await import(name)', 'import() of a computed name'],
  [`require('fs')`, 'require()'],
])('refuses %s', (text, found) => {
  expect(impurities({ path, text: `\n${text}` })).toEqual([`model/a.ts:2 uses ${found}`]);
});

test.each(['// Math.random()', `'Date.now()'`, 'new Date(timestamp)', 'Math.max(1, 2)', 'process.containers', 'const { max } = Math', 'step.fetch()', `await import('./a.ts')`])('allows %s', (text) => {
  expect(impurities({ path, text })).toEqual([]);
});
