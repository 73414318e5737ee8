import { describe, expect, test } from 'vitest';
import { bench } from './support/run.ts';

const { run, read, write, files } = bench();

describe('podproof diagram', () => {
  test('without arguments draws the happy path, as mermaid on standard output', async () => {
    const { code, out, err } = await run(['diagram']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^sequenceDiagram\n/);
    expect(out).toMatch(/title happy-path: 1 pods/);
    expect(out).toMatch(/actor \w+ as kubectl/);
    expect((await run(['diagram', 'happy-path'])).out).toBe(out);
  });

  test('of a manifest, of standard input, of a trace', async () => {
    write('my.json', '{"kind": "Pod", "metadata": {"name": "mine"}}');
    expect((await run(['diagram', 'my.json'])).out).toMatch(/create mine/);
    expect((await run(['diagram', '-'], { readStdin: () => Promise.resolve(read('my.json')) })).out).toMatch(/create mine/);
    await run(['check', '--mutant', 'bind-twice', '--seed', '7']);
    const { out } = await run(['diagram', 'podproof-out/two-schedulers.no-double-binding.trace.json']);
    expect(out).toMatch(/✘ Promised: A pod is never bound/);
  });

  test('of a machine', async () => {
    expect((await run(['diagram', '--machine', 'light'])).out).toMatch(/^stateDiagram-v2\n {2}%% a lamp\n/);
  });

  test('into a file, in the form that its ending asks for', async () => {
    expect((await run(['diagram', '-o', 'deep/pod.md'])).err).toBe('Written: deep/pod.md\n');
    expect(read('deep/pod.md')).toMatch(/^```mermaid\nsequenceDiagram/);
  });

  test('a picture that cannot be made: the source is written, what is missing is said, and a script notices', async () => {
    const { code, err } = await run(['diagram', '-o', 'pod.svg']);
    expect(code).toBe(2);
    expect(err).toMatch(/^Written: pod\.mmd\nno Chromium was found to draw with; wrote pod\.mmd instead\. To get the picture: /);
    expect(files()).toEqual(['pod.mmd']);
  });

  test.each([
    [['pood'], /There is no scenario named "pood"\. Did you mean pod\?/],
    [['--machine', 'lihgt'], /There is no machine named "lihgt"\. Did you mean light\?/],
    [['pod', '--machine', 'light'], /leave the scenario out/],
    [['-o', 'pod.gif'], /written as \.mmd, \.md, \.svg, \.png or \.pdf/],
    [['-o', ''], /written as/],
    [['pod', 'service'], /too many arguments/],
  ])('refuses %j', async (args, message) => {
    const { code, out, err } = await run(['diagram', ...args]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
    expect(files()).toEqual([]);
  });

  test('a place that cannot be written', async () => {
    write('taken', '');
    expect(await run(['diagram', '-o', 'taken/pod.mmd'])).toMatchObject({ code: 2, err: 'podproof: taken/pod.mmd: a part of the path is not a directory\n' });
  });
});

test('interrupted before there is anything to draw', async () => {
  expect(await run(['diagram'], { signal: AbortSignal.abort() })).toEqual({ code: 3, out: '', err: 'podproof: interrupted\n' });
});
