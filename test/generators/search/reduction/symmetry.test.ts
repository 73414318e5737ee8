import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breadthFirst, canonicalText, Engine, instrument, type Property, type State } from '../../../../index.ts';
import { finished } from '../../../../generators/search/finished.ts';
import { searchingReduced } from '../../../../generators/search/reduction/reduced.ts';
import { searching, type SearchOptions, type SearchResult } from '../../../../generators/search/search.ts';
import { equals, equalsArbitrary, equalsProperties, type EqualsTables } from '../equals.ts';

/** Bigger systems take long without reduction: they are left out. */
const maximumStates = 600;
const numRuns = 25;

interface Way {
  readonly symmetry: boolean;
  readonly reduction: boolean;
  readonly order?: 'depth-first';
}

const ways: readonly Way[] = [
  { symmetry: true, reduction: false },
  { symmetry: true, reduction: true },
  { symmetry: true, reduction: true, order: 'depth-first' },
];

/** @param options made for the engine that searches */
function search(tables: EqualsTables, properties: readonly Property[], { symmetry, reduction, order }: Way, options: (found: ReturnType<typeof instrument>) => SearchOptions): SearchResult {
  const instrumented = instrument({ system: equals(tables), shape: undefined }, properties);
  const all = { ...options(instrumented), symmetry };
  const { engine, watched } = instrumented;
  return finished(reduction ? searchingReduced(engine, all, watched, { order }) : searching(engine, all, order));
}

const isSmall = (tables: EqualsTables): boolean => breadthFirst(new Engine(equals(tables)), { maximumStates }).exhausted;

function isViolated(tables: EqualsTables, property: Property, way: Way): boolean {
  const { found, exhausted } = search(tables, [property], way, ({ violation }) => ({ find: violation }));
  expect(exhausted || found !== undefined).toBe(true);
  return found !== undefined;
}

/** The states in which nothing can happen, whichever member is which. */
function ends(tables: EqualsTables, way: Way): readonly string[] {
  const found = new Set<string>();
  search(tables, [], way, ({ engine }) => ({ findAtEnd: (state: State) => void (engine.enabled(state).length === 0 && found.add(orbitText(engine, state))) }));
  return [...found].sort();
}

function orbitText(engine: Engine, state: State): string {
  const [least = ''] = engine.orbit(state).map((each) => canonicalText(engine.snapshot(each), 'state')).sort();
  return least;
}

describe('symmetry together with partial-order reduction', () => {
  it.each(equalsProperties)('agrees with the whole search on $name', (property) =>
    fc.assert(
      fc.property(equalsArbitrary, (tables) => {
        fc.pre(isSmall(tables));
        const wanted = isViolated(tables, property, { symmetry: false, reduction: false });
        for (const way of ways) expect(isViolated(tables, property, way)).toBe(wanted);
      }),
      { numRuns },
    ));

  it('keeps all ends of runs', () =>
    fc.assert(
      fc.property(equalsArbitrary, (tables) => {
        fc.pre(isSmall(tables));
        const wanted = ends(tables, { symmetry: false, reduction: false });
        for (const way of ways) expect(ends(tables, way)).toEqual(wanted);
      }),
      { numRuns },
    ));
});
