import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breadthFirst, canonicalText, Engine, instrument, replay, stateKey, type Invariant, type State } from '../../../index.ts';
import { ScheduleArbitrary } from '../../../generators/random/scheduleArbitrary.ts';
import { Walker } from '../../../generators/random/walk.ts';
import { placesOf, watchingArbitrary, watchingSystem } from '../random/watching.ts';

const bounded = { maximumStates: 400 };

const never: Invariant = { kind: 'invariant', name: 'never', statement: 'c0 is never in 2.', source: 'made up', violation: (state) => (placesOf(state)[0] === 2 ? 'c0 is in 2' : undefined) };

/** How many steps the nearest state is away that is looked for: generation after generation, plain keys and no cleverness. */
function distance(engine: Engine, isFound: (state: State) => boolean): number | undefined {
  const met = new Set<string>();
  let generation = engine.initial();
  for (let steps = 0; generation.length > 0; steps++) {
    if (generation.some(isFound)) return steps;
    for (const state of generation) met.add(stateKey(state));
    const next = new Map(generation.flatMap((state) => engine.enabled(state).map((action) => engine.apply(state, action))).map((state) => [stateKey(state), state]));
    generation = [...next].filter(([key]) => !met.has(key)).map(([, state]) => state);
  }
  return undefined;
}

describe('systems with logs that go round', () => {
  it('have shortest counterexamples that replay, found nearest first', () =>
    fc.assert(
      fc.property(watchingArbitrary, (watching) => {
        const system = watchingSystem(watching);
        fc.pre(breadthFirst(new Engine(system), bounded).exhausted);
        const { engine, violation } = instrument({ system, shape: undefined }, [never]);
        const { found } = breadthFirst(engine, { find: violation });
        expect(found?.schedule.length).toBe(distance(engine, (state) => violation(state) !== undefined));
        if (found === undefined) return;
        const again = instrument({ system, shape: undefined }, [never]);
        expect(again.violation(replay(again.engine, found.schedule, { initial: found.initial }).end)).toEqual(found.violation);
      }),
      { numRuns: 60 },
    ));

  it('are the same to random runs: they visit no state that the search has not', () =>
    fc.assert(
      fc.property(watchingArbitrary, fc.integer(), (watching, seed) => {
        const system = watchingSystem(watching);
        const searched = new Engine(system);
        const text = (engine: Engine, state: State): string => canonicalText(engine.snapshot(state), 'state');
        const reachable = new Set<string>();
        fc.pre(breadthFirst(searched, { ...bounded, find: (state) => void reachable.add(text(searched, state)) }).exhausted);
        const visited: string[] = [];
        const subject = instrument({ system, shape: undefined }, []);
        const walker = new Walker({ ...subject, violation: (state) => void visited.push(text(subject.engine, state)) }, { maximumLength: 40, complete: true, maximumCompletion: 100 });
        for (const schedule of fc.sample(new ScheduleArbitrary(walker), { seed, numRuns: 10 })) void schedule.walk;
        expect(visited.length).toBeGreaterThan(0);
        expect(visited.filter((state) => !reachable.has(state))).toEqual([]);
      }),
      { numRuns: 40 },
    ));
});
