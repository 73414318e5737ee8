import { describe, expect, test } from 'vitest';
import { podproof } from '../../../reports/cli/podproof.ts';
import { bench } from './support/run.ts';

const here = bench();
const run = (...args: readonly string[]) => here.run(args, {}, podproof);

describe('podproof check --differential', () => {
  test('says that runs agree, what was compared, and what to do next', async () => {
    const { code, out } = await run('check', '--scenario', 'scheduling-gates', '--faults', 'watchBroken', '--differential', '--runs', '5', '--seed', '1');
    expect(code).toBe(0);
    expect(out).toMatch(/✔ agrees with the reference in 5 runs\n/);
    expect(out).toMatch(/\n {2}\d+ different ends? compared with the reference, 8 runs without faults\n/);
    expect(out).toMatch(/2 properties: same-end-as-reference, same-updates-as-reference\n/);
    expect(out).toMatch(/\n {2}npx podproof check --scenario scheduling-gates --faults watchBroken --differential --runs 50\n$/);
    expect(out).not.toMatch(/held|proved|violated/);
  });

  test('a difference: what was expected, what was found, that it is a hint, and how to see it again', async () => {
    const { code, out } = await run('check', '--mutant', 'lost-nodes-stay-lost', '--differential', '--seed', '1');
    expect(code).toBe(1);
    expect(out).toMatch(/✘ differs from the reference: same-end-as-reference\n {2}Expected: What is stored in the end is what 8 runs have in common in which nothing went wrong\.\n {2}Found: nodes\/node-1: /);
    expect(out).toMatch(/A difference is a hint, no broken promise/);
    expect(out).not.toMatch(/violated|Promised/);
    const [replay = [], again = []] = out.trimEnd().split('\n').slice(-2).map((line) => line.trim().split(' ').slice(2));
    const replayed = await run(...replay);
    expect(replayed.code).toBe(1);
    expect(replayed.out).toMatch(/✘ differs from the reference after step \d+: same-end-as-reference\n {2}Expected: /);
    expect(again).toContain('--differential');
    expect((await run(...again)).out).toMatch(/✘ differs from the reference: same-end-as-reference/);
    expect(here.files('podproof-out').map((file) => file.replace(/^.*\.same/, 'same'))).toEqual(['same-end-as-reference.mmd', 'same-end-as-reference.trace.json']);
    expect(here.read(`podproof-out/${here.files('podproof-out')[0] ?? ''}`)).toContain('title a run differs from the reference (same-end-as-reference)');
  });

  test('the same for programs', async () => {
    const { code, out } = await run('check', '--mutant', 'lost-nodes-stay-lost', '--differential', '--seed', '1', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ verdict: 'differs', violation: { property: 'same-end-as-reference' }, comparison: { references: 8, leftAside: {} } });
    const held = await run('check', '--scenario', 'scheduling-gates', '--scenario', 'unschedulable', '--faults', 'none', '--differential', '--runs', '2', '--json');
    expect(held.code).toBe(0);
    expect(JSON.parse(held.out)).toMatchObject({ verdict: 'agrees', checks: [{ verdict: 'agrees' }, { verdict: 'agrees' }] });
  });

  test.each([
    ['--exhaustive', ['--exhaustive'], '--differential and --exhaustive contradict each other'],
    ['--property', ['--property', 'no-double-binding'], '--differential and --property contradict each other'],
  ])('is refused together with %s, with the reason', async (_, more, why) => {
    const { code, err } = await run('check', '--scenario', 'pod', '--differential', ...more);
    expect(code).toBe(2);
    expect(err).toContain(why);
  });
});

describe('podproof list promises', () => {
  test('tells which properties check a promise, and why nothing does', async () => {
    const { out } = await run('list', 'promises', '--json');
    const listed = JSON.parse(out) as readonly { readonly number: string; readonly properties: readonly string[]; readonly gap?: string }[];
    expect(listed.find(({ number }) => number === 'P16')).toMatchObject({ properties: ['no-double-binding'] });
    expect(listed.find(({ number }) => number === 'P42')).toMatchObject({ properties: [], gap: expect.stringContaining('not modelled') as string });
    const { out: people } = await run('list', 'promises');
    expect(people).toMatch(/P16 +a pod is bound once +no-double-binding\n/);
    expect(people).toMatch(/P33 +the back-off between restarts grows +not checked: The model has no\n/);
  });
});
