import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atomic, checkExhaustive, checkRandom, greedyToward, strategies, strategyNames, type Invariant, type Monitor, type RandomOptions, type RandomResult, type System } from '../../../index.ts';
import { combinationLock, placesToGo, staysClosed } from '../../models/combinationLock.ts';
import { finallyMarked, neverMarked, subjectOf, tablesArbitrary, type Tables } from './tables.ts';

const check = (tables: Tables, options: RandomOptions): Promise<RandomResult> => checkRandom(subjectOf(tables), [neverMarked(tables), finallyMarked(tables)], { runs: 8, maximumLength: 20, ...options });

describe.each(strategyNames)('strategy %s', (strategy) => {
  it('gives the same result for the same seed, and by its path, which leads to the same counterexample', () =>
    fc.assert(
      fc.asyncProperty(tablesArbitrary, fc.integer(), async (tables, seed) => {
        const first = await check(tables, { seed, strategy });
        expect(JSON.stringify(await check(tables, { seed, strategy }))).toBe(JSON.stringify(first));
        if (first.verdict !== 'violated') return;
        const again = await check(tables, { seed, strategy, path: first.path });
        expect(again).toMatchObject({ verdict: 'violated', path: first.path, counterexample: { schedule: first.counterexample.schedule, violation: first.counterexample.violation } });
      }),
      { numRuns: 25 },
    ));

  it('finds what any schedule shows', async () => {
    const tables: Tables = { components: [{ initial: [0], rows: [{ own: [{ to: 3, send: [] }] }, {}, {}, {}] }], channel: 'fifo', faults: {}, marked: { component: 0, state: 3 } };
    expect(await check(tables, { seed: 1, strategy })).toMatchObject({ verdict: 'violated', strategy, counterexample: { schedule: ['c0: go [way 0]'] } });
  });
});

describe('a combination lock', () => {
  const subject = { system: combinationLock(), shape: undefined };
  const open = (options: RandomOptions): Promise<RandomResult> => checkRandom(subject, [staysClosed], { seed: 1, runs: 1000, maximumLength: 40, ...options });

  it('is not opened by chance', async () => {
    expect(await open({ strategy: 'random' })).toMatchObject({ verdict: 'held' });
  });

  it('is opened by returning to where it was opened farther than ever, and going on', async () => {
    expect(await open({ strategy: 'coverage' })).toMatchObject({ verdict: 'violated', counterexample: { isShortest: true } });
  });

  it('is opened by whoever looks for what no run has seen, and sooner by whoever knows how far it is', async () => {
    expect(await open({ strategy: 'greedy' })).toMatchObject({ verdict: 'violated' });
    const { runs, verdict } = await open({ strategy: greedyToward(placesToGo) });
    expect(verdict).toBe('violated');
    expect(runs).toBeLessThan(5);
  });
});

describe('a check', () => {
  it('makes at least one run, and takes no name that is not one of a strategy', async () => {
    const subject = { system: combinationLock(), shape: undefined };
    for (const runs of [0, -1, 1.5, Number.NaN]) await expect(checkRandom(subject, [staysClosed], { runs })).rejects.toThrow(`runs must be a whole number from 1, and is ${runs}`);
    await expect(checkRandom(subject, [staysClosed], { strategy: 'lucky' as 'random' })).rejects.toThrow('there is no strategy named "lucky": there are portfolio, random');
    await expect(checkRandom(subject, [staysClosed], { strategy: 'greedy', seed: 1, path: '9000000' })).rejects.toThrow('the 9000000 runs before it have to be made first');
  });

  it('that looks ahead tells what throws, and the steps that lead there', async () => {
    const step = (name: string, most: number) => atomic<number>({ name, initial: 0, internal: { go: (at) => (at < most ? [{ state: at + 1 }] : []) } });
    const system: System = { components: [step('a', 3), step('x', 1)] };
    const broken: Monitor = {
      kind: 'monitor',
      name: 'broken',
      statement: 'It looks.',
      source: 'made up',
      initial: 0,
      observe(memory, happening) {
        if ('component' in happening && happening.component === 'x') throw new Error('it cannot look');
        return memory;
      },
      violation: () => undefined,
    };
    await expect(checkRandom({ system, shape: undefined }, [broken], { seed: 1, strategy: 'greedy' })).rejects.toThrow(/it cannot look\nafter 1 steps:\n {2}x: go/);
  });

  it('calls the shortest only what is the shortest from wherever runs begin', async () => {
    const counter = atomic<{ readonly at: number; readonly most: number }>({ name: 'c', initial: { at: 0, most: 0 }, internal: { go: (state) => (state.at < state.most ? [{ state: { ...state, at: state.at + 1 } }] : []) } });
    const system: System = { components: [{ ...counter, initial: [4, 2].map((most) => ({ state: { at: 0, most } })) }] };
    const runsOn: Invariant = {
      kind: 'invariant',
      name: 'runs-on',
      statement: 'It never ends.',
      source: 'made up',
      violation(state) {
        const { at, most } = state.get('c', 'state') as { readonly at: number; readonly most: number };
        return at === most ? 'it ends' : undefined;
      },
    };
    for (const seed of [1, 2, 3, 4, 5]) {
      expect(await checkRandom({ system, shape: undefined }, [runsOn], { seed })).toMatchObject({ verdict: 'violated', counterexample: { initial: 1, schedule: ['c: go', 'c: go'], isShortest: true } });
    }
    expect(await checkExhaustive({ system, shape: undefined }, [runsOn], { order: 'depth-first' })).toMatchObject({ verdict: 'violated', counterexample: { initial: 1, schedule: ['c: go', 'c: go'], isShortest: true } });
  });
});

describe('pct', () => {
  /** Four workers do five things each; only if the last one comes first of all, and the first one last, is it seen. */
  const workers = ['a', 'b', 'c', 'd'] as const;
  const race: System = {
    components: workers.map((name) => atomic<number>({ name, initial: 0, internal: { work: (done) => (done < 5 ? [{ state: done + 1 }] : []) } })),
  };
  const overtaken: Invariant = {
    kind: 'invariant',
    name: 'not-overtaken',
    statement: 'Nobody begins when all others have ended, the last of them first.',
    source: 'made up',
    violation: (state) => (state.get('a', 'state') === 0 && workers.slice(1).every((name) => state.get(name, 'state') === 5) ? 'a has not begun' : undefined),
  };
  const maximumLength = 20;

  it.each([1, 2, 3])('finds what takes %i events in order at least as often as it says', async (depth) => {
    const results = await Promise.all(Array.from({ length: 400 }, (_, seed) => checkRandom({ system: race, shape: undefined }, [overtaken], { seed, runs: 1, maximumLength, strategy: 'pct', depth, shrink: false })));
    const found = results.filter(({ verdict }) => verdict === 'violated').length;
    const probability = 1 / (workers.length * maximumLength ** (depth - 1));
    expect(results[0]?.guarantee).toEqual({ depth, flows: workers.length, steps: maximumLength, probability });
    // Of depth 1 already: whoever is to be last has the lowest priority in a quarter of the runs, give or take what 400 runs scatter.
    expect(found / results.length).toBeGreaterThan(0.9 * probability);
    expect(found / results.length).toBeLessThan(0.5);
  });

  it('promises nothing else', async () => {
    expect(await checkRandom({ system: race, shape: undefined }, [], { seed: 1, runs: 1, strategy: 'swarm' })).not.toHaveProperty('guarantee');
  });
});

describe('swarm', () => {
  it('leaves out half of the faults in a run, so that some runs have none of a kind that is likely otherwise', async () => {
    const faulty = subjectOf({ components: [{ initial: [0], rows: [{ own: [{ to: 0, send: [] }] }, {}, {}, {}] }], channel: 'fifo', faults: { crash: 1 }, marked: { component: 0, state: 3 } });
    const crashed: Invariant = { kind: 'invariant', name: 'up', statement: 'It is up.', source: 'made up', violation: (state) => (state.isDown('c0') ? 'it is down' : undefined) };
    const shareOf = async (strategy: 'swarm' | 'random'): Promise<number> => {
      const results = await Promise.all(Array.from({ length: 200 }, (_, seed) => checkRandom(faulty, [crashed], { seed, runs: 1, maximumLength: 10, strategy, shrink: false })));
      return results.filter(({ verdict }) => verdict === 'violated').length / results.length;
    };
    expect(await shareOf('swarm')).toBeLessThan(0.75 * (await shareOf('random')));
  });
});

it('strategies have the names that they are known by, and say what they do', () => {
  for (const name of strategyNames) expect(strategies[name]).toMatchObject({ name, description: expect.stringMatching(/^[a-z].{20,}[^.]$/) });
});
