import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breadthFirst, checkRandom, instrument, replay, type Invariant, type RandomResult } from '../../../index.ts';
import { ScheduleArbitrary } from '../../../generators/random/scheduleArbitrary.ts';
import { Walker } from '../../../generators/random/walk.ts';
import { noLostUpdate, racyCounter } from '../../models/racyCounter.ts';
import { finallyMarked, neverMarked, subjectOf, tablesArbitrary, type Tables } from './tables.ts';

const racy = (threads: number) => ({ system: racyCounter(threads), shape: undefined });
const walkOptions = { maximumLength: 30, complete: false, maximumCompletion: 100 };

const check = (tables: Tables, options: Parameters<typeof checkRandom>[2]): Promise<RandomResult> =>
  checkRandom(subjectOf(tables), [neverMarked(tables), finallyMarked(tables)], { runs: 10, maximumLength: 20, ...options });

describe('a seed', () => {
  it('gives the same result, byte for byte', () =>
    fc.assert(
      fc.asyncProperty(tablesArbitrary, fc.integer(), async (tables, seed) => {
        expect(JSON.stringify(await check(tables, { seed }))).toBe(JSON.stringify(await check(tables, { seed })));
      }),
      { numRuns: 40 },
    ));

  it('gives the same runs and the same shrunk schedule in an engine that explored something else before', () => {
    const sampled = (walker: Walker, seed: number) => fc.sample(new ScheduleArbitrary(walker), { seed, numRuns: 5 }).map(({ walk }) => walk);
    const shrunk = (walker: Walker, seed: number) => {
      const { counterexample, counterexamplePath } = fc.check(fc.property(new ScheduleArbitrary(walker), ({ walk }) => walk.violation === undefined), { seed, numRuns: 10 });
      return { path: counterexamplePath, walk: counterexample?.[0].walk };
    };
    fc.assert(
      fc.property(tablesArbitrary, fc.integer(), fc.integer(), (tables, seed, otherSeed) => {
        const fresh = (): Walker => new Walker(instrument(subjectOf(tables), [neverMarked(tables)]), walkOptions);
        const used = fresh();
        sampled(used, otherSeed);
        breadthFirst(used.subject.engine, { maximumStates: 50 });
        expect(sampled(used, seed)).toEqual(sampled(fresh(), seed));
        expect(shrunk(used, seed)).toEqual(shrunk(fresh(), seed));
      }),
      { numRuns: 40 },
    );
  });

  it('begins in every initial state sooner or later', () => {
    const subject = subjectOf({ components: [{ initial: [0, 1], rows: [] }], channel: 'fifo', faults: {}, marked: { component: 0, state: 2 } });
    const walker = new Walker(instrument(subject, []), walkOptions);
    const beginnings = fc.sample(new ScheduleArbitrary(walker), { seed: 1, numRuns: 20 }).map(({ walk }) => walk.initial);
    expect(new Set(beginnings)).toEqual(new Set([0, 1]));
  });
});

describe('a path', () => {
  it('leads to the same counterexample', () =>
    fc.assert(
      fc.asyncProperty(tablesArbitrary, fc.integer(), async (tables, seed) => {
        const first = await check(tables, { seed });
        if (first.verdict !== 'violated') return;
        const again = await check(tables, { seed, path: first.path });
        expect(again).toMatchObject({ verdict: 'violated', path: first.path, runs: 1 });
        expect(again).toHaveProperty('counterexample.schedule', first.counterexample.schedule);
        expect(again).toHaveProperty('counterexample.violation', first.counterexample.violation);
      }),
      { numRuns: 40 },
    ));

  it.each(['0:99', '0:99:3'])('that leads nowhere is not taken for a success: %s', async (path) => {
    const result = await checkRandom(racy(2), [noLostUpdate], { seed: 1, path });
    expect(result).toMatchObject({ verdict: 'inconclusive', runs: 0, reason: expect.stringContaining(`path ${path} leads nowhere with seed 1`) });
  });

  it('to a shrunk schedule that violates nothing any more proves nothing', async () => {
    const low: Invariant = { kind: 'invariant', name: 'low', statement: 'The counter is below 2.', source: 'made up', violation: (state) => (Number(state.get('memory', 'counter')) > 1 ? 'it is 2' : undefined) };
    const violated = await checkRandom(racy(4), [low], { seed: 3 });
    if (violated.verdict !== 'violated') throw new Error('nothing was found');
    expect(violated.path).toContain(':');
    const repaired = { ...low, violation: () => undefined };
    expect(await checkRandom(racy(4), [repaired], { seed: 3, path: violated.path })).toMatchObject({
      verdict: 'inconclusive',
      runs: 1,
      reason: expect.stringContaining(`the schedule at path ${violated.path} violates nothing`),
    });
  });

  it('to a run that holds makes that run alone', async () => {
    expect(await checkRandom(racy(1), [noLostUpdate], { seed: 1, path: '7' })).toMatchObject({ verdict: 'held', runs: 1 });
  });

  it.each(['', 'x', '1:', '1;2', '-1'])('must be numbers and colons: "%s"', async (path) => {
    await expect(checkRandom(racy(2), [noLostUpdate], { path })).rejects.toThrow(`"${path}" is not a path`);
  });
});

describe('a counterexample', () => {
  it('replays strictly, and shows its violation in its last state and not before', () =>
    fc.assert(
      fc.asyncProperty(tablesArbitrary, fc.integer(), async (tables, seed) => {
        const result = await checkRandom(subjectOf(tables), [neverMarked(tables)], { seed, runs: 10, maximumLength: 20 });
        if (result.verdict !== 'violated') return;
        const { engine, violation } = instrument(subjectOf(tables), [neverMarked(tables)]);
        const run = replay(engine, result.counterexample.schedule, { initial: result.counterexample.initial });
        expect(violation(run.end)).toEqual(result.counterexample.violation);
        for (const { before } of run.steps) expect(violation(before)).toBeUndefined();
      }),
      { numRuns: 60 },
    ));
});
