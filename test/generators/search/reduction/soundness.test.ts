import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breadthFirst, canonicalText, Engine, instrument, type Monitor, type Property, type State } from '../../../../index.ts';
import { finished } from '../../../../generators/search/finished.ts';
import { searchingReduced } from '../../../../generators/search/reduction/reduced.ts';
import { searching, type SearchOptions, type SearchResult } from '../../../../generators/search/search.ts';
import { neverMarked, subjectOf, systemOf, tablesArbitrary, type Tables } from '../../random/tables.ts';

/** Bigger systems take long without reduction: they are left out. */
const maximumStates = 1_000;

type Search = (engine: Engine, options: SearchOptions, watched: readonly (() => ReadonlySet<number>)[]) => SearchResult;
const whole: Search = (engine, options) => finished(searching(engine, options));
const reduced: Search = (engine, options, watched) => finished(searchingReduced(engine, options, watched));
const deepest: Search = (engine, options, watched) => finished(searchingReduced(engine, options, watched, { order: 'depth-first' }));

const isSmall = (tables: Tables): boolean => breadthFirst(new Engine(systemOf(tables)), { maximumStates }).exhausted;

/** Whether the search finds a violation. */
function verdict(tables: Tables, property: Property, search: Search): boolean {
  const { engine, violation, watched } = instrument(subjectOf(tables), [property]);
  return search(engine, { find: violation }, watched).found !== undefined;
}

/** The states in which nothing but faults can happen, in words. */
function ends(tables: Tables, search: Search): readonly string[] {
  const { engine, watched } = instrument(subjectOf(tables), []);
  const found = new Set<string>();
  const findAtEnd = (state: State): undefined => void (engine.enabled(state).length === 0 && found.add(canonicalText(engine.snapshot(state), 'state')));
  search(engine, { findAtEnd }, watched);
  return [...found].sort();
}

/** Two components never are in the last state at the same time: a property of two slots. */
const neverBoth: Property = {
  kind: 'invariant',
  name: 'never-both',
  statement: 'No two components are in the last state.',
  source: 'made up',
  violation: (state) => (['c0', 'c1', 'c2'].filter((name) => (state.get(name, 'state') as { readonly at?: number } | undefined)?.at === 3).length > 1 ? 'two are' : undefined),
};

/** Who sends last to the first component decides: a property of the order of actions. */
const order: Monitor = {
  kind: 'monitor',
  name: 'order',
  statement: 'c1 does not send before c2 has.',
  source: 'made up',
  initial: 'nobody',
  observe: (memory, happening) => {
    if (happening.kind !== 'reaction' || (happening.reaction.send ?? []).length === 0) return memory;
    if (happening.component === 'c2' && memory === 'nobody') return 'c2';
    return happening.component === 'c1' && memory === 'nobody' ? 'c1' : memory;
  },
  violation: (memory) => (memory === 'c1' ? 'c1 was first' : undefined),
};

describe('partial-order reduction', () => {
  it.each([
    { name: 'of one component', property: (tables: Tables): Property => neverMarked(tables) },
    { name: 'of two components', property: (): Property => neverBoth },
    { name: 'of the order of actions', property: (): Property => order },
  ])('agrees with the whole search on a property $name', ({ property }) =>
    fc.assert(
      fc.property(tablesArbitrary, (tables) => {
        fc.pre(isSmall(tables));
        const wanted = verdict(tables, property(tables), whole);
        expect(verdict(tables, property(tables), reduced)).toBe(wanted);
        expect(verdict(tables, property(tables), deepest)).toBe(wanted);
      }),
      { numRuns: 80 },
    ));

  it('knows that delivering a message that stays under way needs it there', () => {
    const nothing = [{}, {}, {}] as const;
    const tables: Tables = {
      components: [
        { initial: [0], rows: [{ own: [{ to: 1, send: [] }] }, { own: [{ to: 0, send: [{ to: 1, message: 'b' }] }, { to: 0, send: [] }] }, {}, {}] },
        { initial: [0], rows: [{ b: [{ to: 0, send: [] }] }, ...nothing] },
      ],
      channel: 'duplicating',
      faults: { loss: 1 },
      marked: { component: 0, state: 3 },
    };
    expect(ends(tables, reduced)).toEqual(ends(tables, whole));
  });

  it('reaches every end that can be reached', () =>
    fc.assert(
      fc.property(tablesArbitrary, (tables) => {
        fc.pre(isSmall(tables));
        expect(ends(tables, reduced)).toEqual(ends(tables, whole));
      }),
      { numRuns: 80 },
    ));
});
