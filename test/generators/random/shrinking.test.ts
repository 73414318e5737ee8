import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breadthFirst, checkRandom, instrument } from '../../../index.ts';
import { deletions } from '../../../generators/random/deletions.ts';
import { Walker } from '../../../generators/random/walk.ts';
import { noLostUpdate, racyCounter } from '../../models/racyCounter.ts';
import { finallyMarked, neverMarked, subjectOf, tablesArbitrary } from './tables.ts';

/** The shortest of the schedules that violate, from the initial state that the counterexample begins in. */
function shortestLength({ engine, violation }: ReturnType<typeof instrument>, initial: number): number {
  const beginning = engine.initial()[initial];
  return breadthFirst(engine, { ...(beginning && { initial: [beginning] }), find: violation }).found?.schedule.length ?? Infinity;
}

describe('a shrunk schedule', () => {
  it('is a shortest one, in systems that a search can exhaust', () =>
    fc.assert(
      fc.asyncProperty(tablesArbitrary, fc.integer(), async (tables, seed) => {
        const result = await checkRandom(subjectOf(tables), [neverMarked(tables)], { seed, runs: 10, maximumLength: 30 });
        if (result.verdict !== 'violated') return;
        const { schedule, initial, isShortest } = result.counterexample;
        const shortest = shortestLength(instrument(subjectOf(tables), [neverMarked(tables)]), initial);
        expect(shortest).toBeLessThanOrEqual(schedule.length);
        if (isShortest) expect(schedule).toHaveLength(shortest);
        expect(isShortest).toBe(true);
      }),
      { numRuns: 60 },
    ));

  it.each([
    { kind: 'safety', property: neverMarked },
    { kind: 'liveness', property: finallyMarked },
  ])('can spare none of its labels ($kind)', ({ property, kind }) =>
    fc.assert(
      fc.asyncProperty(tablesArbitrary, fc.integer(), async (tables, seed) => {
        const result = await checkRandom(subjectOf(tables), [property(tables)], { seed, runs: 10, maximumLength: 30 });
        if (result.verdict !== 'violated') return;
        const { schedule, completionLength, initial } = result.counterexample;
        const own = schedule.slice(0, schedule.length - completionLength);
        const walker = new Walker(instrument(subjectOf(tables), [property(tables)]), { maximumLength: own.length, complete: kind === 'liveness', maximumCompletion: 1_000 });
        for (const index of own.keys()) expect(walker.follow(own.toSpliced(index, 1), initial).violation).toBeUndefined();
      }),
      { numRuns: 60 },
    ));

  it.each([1, 2, 3, 4, 5])('of the racy counter is the shortest, four actions (seed %i)', async (seed) => {
    const result = await checkRandom({ system: racyCounter(2), shape: undefined }, [noLostUpdate], { seed });
    expect(result).toMatchObject({ verdict: 'violated', counterexample: { isShortest: true } });
    expect(result).toHaveProperty('counterexample.schedule.length', 4);
  });

  it('is left as it was found when nobody wants it short', async () => {
    const subject = { system: racyCounter(4), shape: undefined };
    const result = await checkRandom(subject, [noLostUpdate], { seed: 1, shrink: false });
    expect(result).toMatchObject({ verdict: 'violated', shrinks: 0, counterexample: { foundLength: 8 } });
    expect(result).toHaveProperty('counterexample.schedule.length', 8);
  });
});

describe('deleting labels', () => {
  const labels = fc.uniqueArray(fc.nat().map(String), { maxLength: 30, size: 'max' });

  it('tries the empty schedule first, and every single label', () =>
    fc.assert(
      fc.property(labels, (all) => {
        const tried = [...deletions(all)].map((deletion) => deletion.labels.join());
        if (all.length > 0) expect(tried[0]).toBe('');
        for (const index of all.keys()) expect(tried).toContain(all.toSpliced(index, 1).join());
      }),
    ));

  it('finds exactly the labels that are needed, whichever they are', () =>
    fc.assert(
      fc.property(labels.chain((all) => fc.tuple(fc.constant(all), fc.subarray(all))), ([all, needed]) => {
        const shows = (candidate: readonly string[]): boolean => needed.every((label) => candidate.includes(label));
        let current: readonly string[] = all;
        let from: Parameters<typeof deletions>[1];
        for (;;) {
          const found = [...deletions(current, from)].find((deletion) => shows(deletion.labels));
          if (found === undefined) break;
          current = found.labels;
          from = found.next;
        }
        expect(current).toEqual(needed);
      }),
    ));
});
