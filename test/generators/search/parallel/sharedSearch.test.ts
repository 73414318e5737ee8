import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breadthFirst, Engine, instrument } from '../../../../index.ts';
import { neverMarked, subjectOf, systemOf, tablesArbitrary } from '../../random/tables.ts';
import { lockstep } from './lockstep.ts';

const workers = fc.integer({ min: 1, max: 4 });
const total = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

describe('a search that several workers share', () => {
  it('counts what the search by one counts, whoever expands which states', () =>
    fc.assert(
      fc.property(tablesArbitrary, workers, (tables, count) => {
        const alone = breadthFirst(new Engine(systemOf(tables)), { maximumStates: 3_000 });
        fc.pre(alone.exhausted);
        const ends = lockstep(Array.from({ length: count }, () => ({ engine: new Engine(systemOf(tables)) })));
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
});
