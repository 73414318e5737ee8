import { expect, test } from 'vitest';
import { sourceFiles } from './files.ts';
import { tooHeavyRooms, tooLong } from './sizes.ts';

test('no source file is over 300 lines', () => {
  expect(tooLong(sourceFiles())).toEqual([]);
});

test("each room's median file is under 100 lines", () => {
  expect(tooHeavyRooms(sourceFiles())).toEqual([]);
});

const file = (path: string, lines: number) => ({ path, text: 'x\n'.repeat(lines) });

test('a file of 301 lines is named, one of 300 is not', () => {
  expect(tooLong([file('cli.ts', 301), file('index.ts', 300)])).toEqual(['cli.ts has 301 lines, over 300']);
});

test('a room whose median is 100 lines is named, one whose median is below is not', () => {
  expect(tooHeavyRooms([file('reports/a.ts', 40), file('reports/b.ts', 160), file('model/a.ts', 99), file('model/b.ts', 290), file('model/c.ts', 5)])).toEqual([
    'reports/: the median of 2 files is 100 lines, not under 100; the biggest: reports/b.ts 160, reports/a.ts 40',
  ]);
});
