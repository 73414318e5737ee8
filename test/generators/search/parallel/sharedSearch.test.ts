import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breadthFirst, Engine, instrument, reactions, type System } from '../../../../index.ts';
import { neverMarked, subjectOf, systemOf, tablesArbitrary } from '../../random/tables.ts';
import { gearsArbitrary, gearsSystem } from '../../random/gears.ts';
import { lockstep } from './lockstep.ts';

const workers = fc.integer({ min: 1, max: 4 });
const total = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** A message is taken twice: what it sets is then set already. `name` decides, by the labels, which action comes first. */
const takenTwice = (name: number): System => ({
  components: [
    {
      name: 'b',
      initial: [{ k: 1, done: 0 }],
      internals: (value, part) => (part === 'k' && value === 2 ? [{ label: `L${name}`, input: 'go' }] : []),
      react: (view, input, check) =>
        reactions(view, check, (step) => {
          if (input.kind === 'internal') return step.set('done', 1);
          step.get('k');
          step.set('k', 2);
        }),
    },
    { name: 'x', initial: [{ time: 0 }], internals: (time) => (Number(time) < 4 ? [{ label: `tick${name * 13}`, input: 'tick' }] : []), react: (view) => [{ set: { time: Number(view.get('time')) + 1 } }] },
  ],
  timing: 'adversarial',
  underway: [`M${name % 5}`, `M${name % 5}`].map((message) => ({ from: 'x', to: 'b', message })),
});

describe('a search that several workers share', () => {
  it('counts what the search by one counts, whoever expands which states', () =>
    fc.assert(
      fc.property(fc.oneof(tablesArbitrary.map(systemOf), gearsArbitrary.map((gears) => gearsSystem(gears))), workers, (system, count) => {
        // One that is asked of every successor whether it is within bounds works all of them out.
        const alone = breadthFirst(new Engine(system), { maximumStates: 3_000, within: () => true });
        fc.pre(alone.exhausted);
        const ends = lockstep(Array.from({ length: count }, () => ({ engine: new Engine(system) })));
        expect({ states: total(ends.map(({ states }) => states)), generated: total(ends.map(({ generated }) => generated)), depth: Math.max(...ends.map(({ depth }) => depth)) }).toEqual({
          states: alone.states,
          generated: alone.generated,
          depth: alone.depth,
        });
        expect(ends.every(({ stoppedBy }) => stoppedBy === undefined)).toBe(true);
      }),
      { numRuns: 60 },
    ));

  it('finds what is nearest, at the same depth as the search by one', () =>
    fc.assert(
      fc.property(tablesArbitrary, workers, (tables, count) => {
        const subjects = Array.from({ length: count }, () => instrument(subjectOf(tables), [neverMarked(tables)]));
        const { engine, violation } = instrument(subjectOf(tables), [neverMarked(tables)]);
        const alone = breadthFirst(engine, { find: violation, maximumStates: 3_000 });
        fc.pre(alone.exhausted || alone.found !== undefined);
        const ends = lockstep(subjects.map((subject) => ({ engine: subject.engine, options: { find: subject.violation } })));
        const lengths = ends.flatMap(({ found }) => (found === undefined ? [] : [found.schedule.length]));
        expect(lengths.length > 0).toBe(alone.found !== undefined);
        if (alone.found !== undefined) expect(Math.min(...lengths)).toBe(alone.found.schedule.length);
      }),
      { numRuns: 60 },
    ));

  it('tells actions apart that do the same and have read other things', () => {
    for (let name = 0; name < 30; name++) {
      const [end] = lockstep([{ engine: new Engine(takenTwice(name)) }]);
      expect(end?.states).toBe(25);
    }
  });
});
