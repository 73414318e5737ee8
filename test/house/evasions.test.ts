import { expect, test } from 'vitest';
import { evasions } from './evasions.ts';
import { sourceFiles, testFiles } from './files.ts';

test('nothing turns the type checker or a test off', () => {
  expect([...sourceFiles(), ...testFiles()].flatMap(evasions)).toEqual([]);
});

const path = 'test/a.test.ts';

test.each([
  ['const x: any = 1', 'any'],
  ['const x = y as unknown as any[]', 'any'],
  ['function f(x: Record<string, any>) {}', 'any'],
  ['// @ts-ignore', '@ts-ignore'],
  ['/* @ts-nocheck */', '@ts-nocheck'],
  [`it.skip('x', () => {})`, 'it.skip'],
  [`describe.only('x', () => {})`, 'describe.only'],
  [`test.todo('x')`, 'test.todo'],
  [`test.concurrent.skip.each([])('x', () => {})`, 'test.skip'],
])('refuses %s', (text, found) => {
  expect(evasions({ path, text })).toEqual([`test/a.test.ts:1 has ${found}`]);
});

test.each([`const any = 'any'`, `test.skipIf(noBrowser)('x', () => {})`, '// no any here', 'list.skip(3)'])('allows %s', (text) => {
  expect(evasions({ path, text })).toEqual([]);
});
