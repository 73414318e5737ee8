import { describe, expect, test } from 'vitest';
import { podproof } from '../../../reports/cli/podproof.ts';
import { found } from './support/allOrders.ts';
import { bench, type Outcome } from './support/run.ts';

const here = bench();
const run = (args: readonly string[]): Promise<Outcome> => here.run(args, {}, podproof);

const race = ['check', '--scenario', 'two-schedulers', '--grain', 'coarse', '--timing', 'calm', '--faults', 'none', '--property', 'no-double-binding', '--exhaustive'];

describe('podproof check --grain coarse', () => {
  test('says in its verdict that steps were coarse', async () => {
    const { code, out } = await run(race);
    expect(code).toBe(0);
    expect(out).toContain('2 nodes, 2 schedulers, timing calm, coarse steps, no faults');
    expect(out).toContain('✔ proved for this scenario in coarse steps (4,539 states)');
  }, 60_000);

  test('tells equal nodes and schedulers apart, and says why; two threads count as many states as one', async () => {
    const alone = await run([...race, '--json']);
    expect(JSON.parse(alone.out)).toMatchObject({ verdict: 'proved', grain: 'coarse', statistics: { states: 4_539 } });
    expect((await run([...race, '--statistics'])).out.replaceAll(/\s+/g, ' ')).toContain('In coarse steps nodes and schedulers are told apart: what is taken at once is taken in the order of names.');
    expect(found(await run([...race, '--workers', '2', '--json']))).toMatchObject({ code: 0, verdict: 'proved', states: 4_539 });
  }, 60_000);

  test('tries all orders, and says so in the command that checks again', async () => {
    const { out } = await run([...race, '--json']);
    expect(JSON.parse(out)).toMatchObject({ reduction: false, statistics: { isReduced: false } });
    const violated = await run([...race, '--mutant', 'double-binding', '--no-regressions']);
    expect(violated.out.trimEnd().split('\n').at(-1)).toMatch(/ check .*--grain coarse .*--exhaustive --no-reduction$/);
  }, 60_000);

  test('shows a violation in few steps, with all that is part of them', async () => {
    const { code, out } = await run([...race, '--mutant', 'double-binding', '--out', 'out', '--no-regressions']);
    expect(code).toBe(1);
    expect(out).toMatch(/✘ 7 {2}scheduler-. → apiserver: POST pods\/web-1\/binding node-.\n/);
    const { code: again, out: replayed } = await run(['replay', 'out/two-schedulers.no-double-binding.trace.json']);
    expect(again).toBe(1);
    expect(replayed).toMatch(/at once: apiserver → etcd: txn: update pods\/default\/web-1\n/);
    // Several arrows have the number of one step.
    expect(here.read('out/two-schedulers.no-double-binding.mmd')).toMatch(/autonumber 7 1\n {2}apiserver->>etcd: txn: update pods\/default\/web-1\n/);
  }, 60_000);
});
