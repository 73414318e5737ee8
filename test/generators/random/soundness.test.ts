import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breadthFirst, canonicalText, Engine, instrument, type State } from '../../../index.ts';
import { ScheduleArbitrary } from '../../../generators/random/scheduleArbitrary.ts';
import { Walker } from '../../../generators/random/walk.ts';
import { subjectOf, systemOf, tablesArbitrary } from './tables.ts';

const text = (engine: Engine, state: State): string => canonicalText(engine.snapshot(state), 'state');

describe('random runs and breadth-first search', () => {
  it('see the same system: a random run visits no state that the search has not', () =>
    fc.assert(
      fc.property(tablesArbitrary, fc.integer(), (tables, seed) => {
        const searched = new Engine(systemOf(tables));
        const reachable = new Set<string>();
        const { exhausted } = breadthFirst(searched, { find: (state) => void reachable.add(text(searched, state)), maximumStates: 2_000 });
        if (!exhausted) return;
        const visited: string[] = [];
        const subject = instrument(subjectOf(tables), []);
        const walker = new Walker({ ...subject, violation: (state) => void visited.push(text(subject.engine, state)) }, { maximumLength: 40, complete: true, maximumCompletion: 200 });
        for (const schedule of fc.sample(new ScheduleArbitrary(walker), { seed, numRuns: 10 })) void schedule.walk;
        expect(visited.filter((state) => !reachable.has(state))).toEqual([]);
      }),
      { numRuns: 80 },
    ));

  it('agree on whether a state can be reached, when there are runs enough', () => {
    const tables = fc.sample(tablesArbitrary, { seed: 5, numRuns: 40 });
    for (const each of tables) {
      const searched = new Engine(systemOf(each));
      const reachable = new Set<string>();
      const { states } = breadthFirst(searched, { find: (state) => void reachable.add(text(searched, state)), maximumStates: 60 });
      if (states > 30) continue;
      const visited = new Set<string>();
      const subject = instrument(subjectOf(each), []);
      const walker = new Walker({ ...subject, violation: (state) => void visited.add(text(subject.engine, state)) }, { maximumLength: 40, complete: false, maximumCompletion: 0 });
      for (const schedule of fc.sample(new ScheduleArbitrary(walker), { seed: 1, numRuns: 400 })) void schedule.walk;
      expect([...visited].sort()).toEqual([...reachable].sort());
    }
  });
});
