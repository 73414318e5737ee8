import { describe, expect, it } from 'vitest';
import { podproof } from '../../../reports/cli/podproof.ts';
import { bench } from './support/run.ts';
import { toy } from './support/toy.ts';

const { run, files, read } = bench();

/** Found in the first run, so that it need not be waited for. */
const quick = podproof.history.filter(({ bug }) => bug.id === 'B36');

describe('history', () => {
  it('lists the bugs, and what each took to be found', async () => {
    const { code, out } = await run(['history']);
    expect(code).toBe(0);
    expect(out).toBe(`bug  violates           run  steps  what went wrong
B7   no-double-binding  1    0      a pod is bound twice (kubernetes#1)

run: the one that showed it first; steps: of the shortened run
Use: npx podproof history BUG
`);
  });

  it('tells all of them as JSON', async () => {
    const { code, out } = await run(['history', '--json'], {}, podproof);
    expect(code).toBe(0);
    const bugs = JSON.parse(out) as readonly { readonly id: string; readonly schedule: readonly string[] }[];
    expect(bugs.map(({ id }) => id)).toEqual(podproof.history.map(({ bug }) => bug.id));
    expect(bugs.find(({ id }) => id === 'B18')).toMatchObject({ references: ['kubernetes#31709', 'kubernetes#108667'], guards: { 'apiserver.podIsUnbound': true }, violates: 'no-double-binding', strategy: 'portfolio', scenario: { schedulers: 2 } });
    for (const bug of bugs) expect(bug).toMatchObject({ length: bug.schedule.length, runs: expect.any(Number), seed: expect.any(Number) });
  });

  it('finds a bug again, and reports it as check does', async () => {
    const { code, out } = await run(['history', 'b7', '--out', 'found']);
    expect(code).toBe(1);
    expect(out).toContain('B7: a pod is bound twice (kubernetes#1)\n  Nobody looked whether it was bound.\n');
    expect(out).toContain('Checking B7: ');
    expect(out).toContain('guard apiserver.podIsUnbound always answers true');
    expect(out).toContain('✘ violated: no-double-binding');
    expect(out).toContain('See it again:\n  npx podproof replay found/B7.no-double-binding.trace.json\n  npx podproof history B7 --out found\n');
    expect(files('found')).toEqual(['B7.no-double-binding.mmd', 'B7.no-double-binding.trace.json']);
    expect((await run(['replay', 'found/B7.no-double-binding.trace.json'])).code).toBe(1);
    expect(read('found/B7.no-double-binding.mmd')).toContain('sequenceDiagram');
  });

  it('is the same every time', async () => {
    // How often the clock is read hangs on how busy the machine is.
    const still = { now: () => 0 };
    const [one, other] = [await run(['history', 'B7', '--json'], still), await run(['history', 'B7', '--json'], still)];
    expect(one).toEqual(other);
    expect(JSON.parse(one.out)).toMatchObject({ scenario: 'B7', verdict: 'violated', seed: 1, replay: ['npx podproof replay podproof-out/B7.no-double-binding.trace.json', 'npx podproof history B7'] });
  });

  it('finds a bug of Kubernetes in as many runs, and as short a run, as is recorded', async () => {
    const { code, out } = await run(['history', 'B36', '--json'], {}, { ...podproof, history: quick });
    expect(code).toBe(1);
    const [{ bug, finding } = {}] = quick;
    expect(JSON.parse(out)).toMatchObject({ seed: finding?.seed, runs: finding?.runs, violation: { property: bug?.violates, steps: finding?.schedule, foundLength: finding?.foundLength, isShortest: finding?.isShortest } });
  });

  it('says so when a bug is not found any more', async () => {
    const [one] = toy.history;
    const repaired = one === undefined ? [] : [{ ...one, bug: { ...one.bug, guards: {} } }];
    const { code, out } = await run(['history', 'B7'], {}, { ...toy, history: repaired });
    expect(code).toBe(3);
    expect(out).toContain('? inconclusive: strategy portfolio with seed 1 showed B7 in run 1, and does not any more');
    expect(out).toContain('Next, what else there is:\n  npx podproof history\n');
  });

  it('teaches the number of a bug that it does not know', async () => {
    const { code, err } = await run(['history', 'B8']);
    expect(code).toBe(2);
    expect(err).toBe('podproof: There is no bug named "B8". Did you mean B7?\nAll of them: npx podproof history\n');
  });

  it('refuses a place that it cannot write to before it begins', async () => {
    const { code, err } = await run(['history', 'B7', '--out', '/dev/null/x']);
    expect(code).toBe(2);
    expect(err).toContain('/dev/null/x');
  });
});
