import { describe, expect, test } from 'vitest';
import { bench } from './support/run.ts';

const { run, read, files } = bench();

const twoBindings = "parts('apiserver').exists(p, size(parts('apiserver')[p]) > 0 && size(parts('apiserver')[p]) > 1)";
const led = ['check', '--mutant', 'bind-twice', '--strategy', 'greedy', '--toward', twoBindings, '--no-regressions'];

describe('podproof check --strategy greedy --toward', () => {
  test('is led toward an expression, and the command that it ends with makes exactly that run again', async () => {
    const { code, out } = await run([...led, '--seed', '7']);
    expect(code).toBe(1);
    const command = /\n {2}npx podproof (check --mutant bind-twice --strategy greedy --toward '(.*)' --no-regressions --seed 7 --path [\d:]+)\n$/.exec(out);
    expect(command?.[2]?.replaceAll(`'\\''`, `'`)).toBe(twoBindings);
    const trace = 'podproof-out/two-schedulers.no-double-binding.trace.json';
    const first = read(trace);
    const path = command?.[1]?.split(' ').at(-1) ?? '';
    const again = await run([...led, '--seed', '7', '--path', path]);
    expect(again.code).toBe(1);
    expect(again.out).toContain(`--path ${path}`);
    expect(read(trace)).toBe(first);
  });

  test('toward a named goal; what to type next says so', async () => {
    const { code, out } = await run(['check', '--scenario', 'pod', '--strategy', 'greedy', '--toward', 'pod-ready', '--runs', '3']);
    expect(code).toBe(0);
    expect(out).toMatch(/npx podproof check --scenario pod --strategy greedy --toward pod-ready --runs 30\n$/);
  });

  test.each([
    [['--toward', 'pod-ready'], /--toward means something only together with --strategy greedy: give both, or leave --toward out\./],
    [['--toward', 'pod-ready', '--strategy', 'pct'], /only together with --strategy greedy/],
    [['--toward', 'pod-ready', '--strategy', 'greedy', '--exhaustive'], /--exhaustive tries every run there is, and --strategy and --toward choose among runs at random/],
    [['--toward', 'pod-redy', '--strategy', 'greedy'], /There is no goal named "pod-redy"\. Did you mean pod-ready\?/],
    [['--toward', 'podz.web', '--strategy', 'greedy'], /--toward: Unknown variable: podz\n {2}podz\.web\n {2}\^\nDid you mean pods\?/],
    [['--toward', "down('kubelet-7')", '--strategy', 'greedy'], /--toward: There is no component named "kubelet-7"/],
    [['--toward', '1', '--strategy', 'greedy'], /--toward: It must be true or false, and is of type int\./],
    [['--toward', '', '--strategy', 'greedy'], /--toward: Unexpected token: EOF/],
    [['--strategy', 'greedy', '--toward'], /argument missing/],
  ])('refuses %j', async (args, message) => {
    const { code, out, err } = await run(['check', ...args]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
    expect(files()).toEqual([]);
  });

  test('a mistake that shows only on the way is the user’s, too', async () => {
    for (const more of [[], ['--differential']]) {
      const { code, err } = await run(['check', '--scenario', 'pod', '--strategy', 'greedy', '--toward', "parts('apiserver')['pods/web'] > 1", ...more]);
      expect(code).toBe(2);
      expect(err).toMatch(/^podproof: --toward: no such overload/);
    }
  });
});
