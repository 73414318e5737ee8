import { describe, expect, it } from 'vitest';
import { atomic, breadthFirst, checkRandom, instrument, type Invariant, type Monitor, type StateView, type System } from '../../../index.ts';
import { finished } from '../../../generators/search/finished.ts';
import { shortestViolation, type ShortestOptions } from '../../../generators/search/shortestViolation.ts';

const placeOf = (state: StateView): string => state.get('walker', 'state') as string;

const never = (name: string, places: readonly string[]): Invariant => ({
  kind: 'invariant',
  name,
  statement: `not at ${places.join(' or ')}`,
  source: 'test',
  violation: (state) => (places.includes(placeOf(state)) ? `at ${placeOf(state)}` : undefined),
});

/** A walker on a map: from where to where. */
const walking = (map: { readonly [from: string]: readonly string[] }): System => ({
  components: [atomic<string>({ name: 'walker', initial: 'start', internal: { walk: (at) => (map[at] ?? []).map((to) => ({ label: to, state: to })) } })],
});

/** Remembers every turn, though it is about nothing. */
const diary: Monitor = {
  kind: 'monitor',
  name: 'diary',
  statement: 'nothing in particular',
  source: 'test',
  initial: '',
  observe: (memory, happening) => (happening.kind === 'reaction' ? `${memory as string}${JSON.stringify(happening.reaction.set)}` : memory),
  violation: () => undefined,
};

const shortest = (system: System, properties: readonly (Invariant | Monitor)[], property: string, options: Partial<ShortestOptions> = {}) =>
  finished(shortestViolation(instrument({ system, shape: undefined }, properties), property, { maximumLength: 20, ...options }));

describe('the shortest run that violates a property', () => {
  const bog = { start: ['bog', 'a'], bog: ['cliff'], a: ['b'], b: ['cliff'] };

  it('is found nearest first', () => {
    expect(shortest(walking(bog), [never('cliffs', ['cliff'])], 'cliffs')).toMatchObject({ labels: ['walker: walk [bog]', 'walker: walk [cliff]'], isShortest: true });
  });

  it('violates nothing else before', () => {
    const found = shortest(walking(bog), [never('bogs', ['bog']), never('cliffs', ['cliff'])], 'cliffs');
    expect(found).toMatchObject({ labels: ['walker: walk [a]', 'walker: walk [b]', 'walker: walk [cliff]'], isShortest: true });
  });

  it('is none where each violates something else before', () => {
    expect(shortest(walking(bog), [never('bogs', ['bog', 'b']), never('cliffs', ['cliff'])], 'cliffs')).toMatchObject({ labels: undefined, isShortest: true });
  });

  it('is looked for with that property alone: what others remember does not use the states up', () => {
    const rounds = { start: ['a', 'b'], a: ['start', 'b'], b: ['start', 'a', 'c'], c: ['d'], d: ['e'], e: ['f'], f: ['cliff'] };
    const system = walking(rounds);
    const properties = [never('cliffs', ['cliff']), diary];
    const { engine, violation } = instrument({ system, shape: undefined }, properties);
    expect(breadthFirst(engine, { find: violation, maximumStates: 20 })).toMatchObject({ stoppedBy: 'maximumStates' });
    expect(shortest(system, properties, 'cliffs', { maximumStates: 20 })).toMatchObject({ labels: { length: 6 }, isShortest: true });
  });

  it('is not known where states run out', () => {
    expect(shortest(walking(bog), [never('cliffs', ['cliff'])], 'cliffs', { maximumStates: 1 })).toMatchObject({ labels: undefined, isShortest: false });
  });
});

it('what a random check finds is said to be the shortest only when all shorter ones were looked at', async () => {
  const place = (index: number): string => (index === 0 ? 'start' : index === 40 ? 'cliff' : `place ${index}`);
  const long = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [[place(index), [place(index + 1), `beside ${index}`]], [`beside ${index}`, [place(index)]]]).flat());
  const check = (shorteningStates?: number) => checkRandom({ system: walking(long), shape: undefined }, [never('cliffs', ['cliff'])], { seed: 1, runs: 10, ...(shorteningStates !== undefined && { shorteningStates }) });
  expect(await check()).toMatchObject({ verdict: 'violated', counterexample: { schedule: { length: 40 }, isShortest: true } });
  expect(await check(10)).toMatchObject({ verdict: 'violated', counterexample: { schedule: { length: 40 }, isShortest: false } });
});

it('what throws on the way to something shorter leaves what was found', async () => {
  const boggy: System = {
    components: [
      atomic<string>({
        name: 'walker',
        initial: 'start',
        internal: {
          walk: (at) => (({ start: ['a'], a: ['b'], b: ['cliff'] })[at] ?? []).map((to) => ({ label: to, state: to })),
          sink: (at) => {
            if (at === 'bog 2') throw new Error('the walker sinks');
            return at === 'start' ? [{ state: 'bog 1' }] : at === 'bog 1' ? [{ state: 'bog 2' }] : [];
          },
        },
      }),
    ],
  };
  const results = await Promise.all([1, 2, 3, 4, 5, 6].map((seed) => checkRandom({ system: boggy, shape: undefined }, [never('cliffs', ['cliff'])], { seed, runs: 1 }).catch(() => undefined)));
  const found = results.flatMap((result) => (result?.verdict === 'violated' ? [result.counterexample] : []));
  expect(found.length).toBeGreaterThan(0);
  for (const counterexample of found) expect(counterexample).toMatchObject({ schedule: { length: 3 }, isShortest: false });
});
