import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atomic, breadthFirst, checkExhaustive, cluster, clusterProperties, Engine, mutantNamed, mutated, replay, scenario, scenarios, type Liveness, type System } from '../../../index.ts';
import { noLostUpdate, racyCounter } from '../../models/racyCounter.ts';
import { twoPhaseCommit } from '../../models/twoPhaseCommit.ts';
import { finallyMarked, neverMarked, subjectOf, systemOf, tablesArbitrary } from '../random/tables.ts';

const named = (name: string) => scenarios.find((other) => other.name === name)?.scenario ?? scenario({ name });
const properties = (...names: readonly string[]) => clusterProperties.filter(({ name }) => names.includes(name));

describe('an exhaustive check', () => {
  it('proves what holds in every interleaving, and says how many states there were', async () => {
    const result = await checkExhaustive({ system: twoPhaseCommit(3), shape: undefined }, [], { reduction: false, symmetry: false });
    expect(result).toMatchObject({ verdict: 'proved', statistics: { states: 288, generated: 1146, depth: 11 } });
    expect(result.statistics.localStates).toMatchObject({ rm0: 4 });
  });

  it('finds a shortest schedule of a violation, with and without reduction', async () => {
    for (const reduction of [true, false]) {
      const result = await checkExhaustive({ system: racyCounter(2), shape: undefined }, [noLostUpdate], { reduction });
      expect(result).toMatchObject({ verdict: 'violated', counterexample: { isShortest: true, schedule: { length: 4 } } });
    }
  });

  it('proves that a pod is bound once and gets ready, whatever the order of events', async () => {
    const subject = cluster({ ...named('pod'), nodes: 1, faults: {} });
    const result = await checkExhaustive(subject, properties('no-double-binding', 'rejected-never-persisted'));
    expect(result.verdict).toBe('proved');
    // Without reduction there are 600,600 states.
    expect(result.statistics.states).toBeLessThan(600_600 / 20);
  });

  it('finds the double binding by its shortest schedule', async () => {
    const mutant = mutantNamed('double-binding');
    if (mutant === undefined) throw new Error('there is no such mutant');
    const result = await checkExhaustive(cluster(scenario(mutated(mutant))), properties('no-double-binding'));
    expect(result).toMatchObject({ verdict: 'violated', counterexample: { violation: { property: 'no-double-binding' }, schedule: { length: 19 } } });
  });

  it('is inconclusive when a budget is used up, and says at what depth', async () => {
    const result = await checkExhaustive({ system: twoPhaseCommit(5), shape: undefined }, [], { symmetry: false, maximumStates: 2_000 });
    expect(result).toMatchObject({ verdict: 'inconclusive', reason: expect.stringMatching(/^budget of 2,000 states reached at depth \d+, in round \d+ of the reduction$/) as string });
  });

  it('is inconclusive when it is interrupted', async () => {
    const result = await checkExhaustive({ system: twoPhaseCommit(7), shape: undefined }, [], { reduction: false, symmetry: false, signal: AbortSignal.abort() });
    expect(result).toMatchObject({ verdict: 'inconclusive', reason: expect.stringContaining('interrupted') as string });
  });
});

/** Somebody who may go round for ever, or get out. */
const wanderer: System = {
  components: [atomic<number>({ name: 'wanderer', initial: 0, internal: { on: (place) => (place < 2 ? [{ label: 'round', state: 1 - place }, ...(place === 1 ? [{ label: 'out', state: 2 }] : [])] : []) } })],
};

const home: Liveness = {
  kind: 'liveness',
  name: 'home',
  statement: 'The wanderer comes home.',
  source: 'made up',
  fairness: 'weak',
  missing: (state) => (state.get('wanderer', 'state') === 2 ? undefined : 'it is under way'),
};

describe('liveness, exhaustively', () => {
  it('shows a run that goes round for ever as a way there and a circle', async () => {
    const result = await checkExhaustive({ system: wanderer, shape: undefined }, [home]);
    if (result.verdict !== 'violated') throw new Error(result.verdict);
    const { schedule, circleLength = 0 } = result.counterexample;
    expect(circleLength).toBeGreaterThan(0);
    const engine = new Engine(wanderer);
    const keys = [schedule.slice(0, schedule.length - circleLength), schedule].map((labels) => JSON.stringify(engine.snapshot(replay(engine, labels).end)));
    expect(keys[0]).toBe(keys[1]);
  });

  it('agrees with the ends of all runs in systems that come to rest', () =>
    fc.assert(
      fc.asyncProperty(tablesArbitrary, async (tables) => {
        fc.pre(breadthFirst(new Engine(systemOf(tables)), { maximumStates: 2_000 }).exhausted);
        const subject = subjectOf(tables);
        const [reduced, whole] = await Promise.all([true, false].map((reduction) => checkExhaustive(subject, [finallyMarked(tables)], { reduction })));
        expect(reduced?.verdict).toBe(whole?.verdict);
        const [safety, all] = await Promise.all([true, false].map((reduction) => checkExhaustive(subject, [neverMarked(tables)], { reduction })));
        expect(safety?.verdict).toBe(all?.verdict);
      }),
      { numRuns: 60 },
    ));
});
