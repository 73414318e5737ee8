import { describe, expect, test } from 'vitest';
import { numbered } from '../../../reports/terminal/steps.ts';
import { plain } from '../../../reports/terminal/palette.ts';
import { count, duration, labelled, printable, table } from '../../../reports/terminal/text.ts';

describe('text for the terminal', () => {
  test('counts and durations read like a person wrote them', () => {
    expect([count(0, 'run'), count(1, 'run'), count(12345, 'step'), count(2, 'property', 'properties')]).toEqual(['0 runs', '1 run', '12,345 steps', '2 properties']);
    expect([duration(0), duration(4321), duration(43_210), duration(65_000)]).toEqual(['0.0 s', '4.3 s', '43 s', '1 min 5 s']);
  });

  test('long texts are wrapped under their label', () => {
    const lines = labelled('Promised:', 'word '.repeat(40));
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.every((line) => line.length <= 100)).toBe(true);
    expect(lines[1]).toMatch(/^ {12}word/);
  });

  test('columns stand below each other', () => {
    expect(table([['a', 'first'], ['longer', 'second']])).toEqual(['a       first', 'longer  second']);
    expect(table([])).toEqual([]);
  });

  test('what comes from a manifest cannot play with the terminal', () => {
    expect(printable('a\u001b[2Jb\u0007\u202ec\r')).toBe('a\ufffd[2Jb\ufffd\ufffdc\ufffd');
    expect(printable('línea ✓ 漢字\n\tnext')).toBe('línea ✓ 漢字\n\tnext');
  });

  test('steps are numbered; the middle of a long run is left out when asked', () => {
    const steps = Array.from({ length: 200 }, (_, index) => ({ label: `step ${index + 1}` }));
    const short = numbered(steps, plain, true);
    expect(short).toHaveLength(61);
    expect(short[0]).toBe('    1  step 1');
    expect(short[10]).toMatch(/… 140 steps more/);
    expect(short[60]).toBe('  200  step 200');
    expect(numbered(steps, plain, false)).toHaveLength(200);
    expect(numbered([{ label: 'a\nb', notes: ['inside'] }], plain, false)).toEqual(['  1  a\nb', '       inside']);
  });
});
