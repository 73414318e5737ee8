import { describe, expect, it } from 'vitest';
import { atomic, checkRandom, type Invariant, type System } from '../../../index.ts';
import { noLostUpdate, racyCounter } from '../../models/racyCounter.ts';

const racy = (threads: number) => ({ system: racyCounter(threads), shape: undefined });

/** Two counters that never stop: no run ends, and no two states are the same. */
const endless: System = {
  components: ['left', 'right'].map((name) => atomic<number>({ name, initial: 0, internal: { count: (number) => [{ state: number + 1 }] } })),
};

const endlessSubject = { system: endless, shape: undefined };

const staysBelow = (limit: number): Invariant => ({
  kind: 'invariant',
  name: 'stays-below',
  statement: `The left counter stays below ${limit}.`,
  source: 'made up',
  violation: (state) => (Number(state.get('left', 'state')) >= limit ? 'it does not' : undefined),
});

/** Aborts after some time: that only works if the event loop gets its turns. */
const after = (milliseconds: number): AbortSignal => AbortSignal.timeout(milliseconds);

describe('interrupting a check', () => {
  it('ends it, and does not call what was not finished a success', async () => {
    const result = await checkRandom(racy(1), [noLostUpdate], { seed: 1, runs: 1_000_000_000, signal: after(60) });
    expect(result).toMatchObject({ verdict: 'inconclusive', reason: expect.stringMatching(/^interrupted after \d+ runs?$/) });
    expect(result.runs).toBeGreaterThan(0);
  });

  it('ends even a single run that is very long', async () => {
    const result = await checkRandom(endlessSubject, [staysBelow(Infinity)], { seed: 1, runs: 1, maximumLength: 1_000_000_000, signal: after(60) });
    expect(result).toMatchObject({ verdict: 'inconclusive', reason: 'interrupted after 0 runs' });
  });

  it('keeps a violation that was found, as short as it had become', async () => {
    const controller = new AbortController();
    const result = await checkRandom(racy(4), [noLostUpdate], { seed: 1, signal: controller.signal, progress: ({ shrinking }) => shrinking === 3 && controller.abort() });
    expect(result).toMatchObject({ verdict: 'violated', shrinks: 3, counterexample: { isShortest: false } });
  });

  it('ends the search for a shorter schedule', async () => {
    const most = 100;
    // No label can be spared; of the schedules that are no longer there are many to look at, and each look takes its time.
    const slow: Invariant = {
      ...staysBelow(most),
      violation(state) {
        const [left, right] = ['left', 'right'].map((name) => Number(state.get(name, 'state')));
        const until = performance.now() + 0.2;
        while (performance.now() < until);
        return left !== undefined && right !== undefined && left >= most ? 'it does not' : undefined;
      },
    };
    const controller = new AbortController();
    let [attempts, repeated] = [0, 0];
    // Attempts do not get more while such a search goes on; a run ends before this is told three times.
    const progress = ({ shrinking = 0 }: { readonly shrinking?: number }): void => {
      repeated = shrinking === attempts ? repeated + 1 : 0;
      attempts = shrinking;
      if (attempts > most && repeated === 3) controller.abort();
    };
    const result = await checkRandom(endlessSubject, [slow], { seed: 3, signal: controller.signal, progress });
    expect(controller.signal.aborted).toBe(true);
    expect(result).toMatchObject({ verdict: 'violated', counterexample: { isShortest: false } });
    expect(result).toHaveProperty('counterexample.schedule.length', most);
  });

  it('counts as people do', async () => {
    const controller = new AbortController();
    const result = await checkRandom(racy(1), [noLostUpdate], { seed: 1, signal: controller.signal, progress: () => controller.abort() });
    expect(result).toMatchObject({ verdict: 'inconclusive', runs: 1, reason: 'interrupted after 1 run' });
  });

  it('before it began makes no run', async () => {
    expect(await checkRandom(racy(2), [noLostUpdate], { signal: AbortSignal.abort() })).toMatchObject({ verdict: 'inconclusive', runs: 0, steps: 0 });
  });

  it('lets progress be told while it goes on', async () => {
    const told: number[] = [];
    await checkRandom(racy(1), [noLostUpdate], { seed: 1, runs: 5, progress: ({ runs }) => told.push(runs) });
    // After every run; where one takes long, in its midst, too.
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect([...new Set(told)].filter((runs) => runs > 0)).toEqual([1, 2, 3, 4, 5]);
  });
});
