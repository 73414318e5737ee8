import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalText, instrument, type Monitor, type Property, type State } from '../../../../index.ts';
import { neverMarked, subjectOf, systemOf, tablesArbitrary, type Tables } from '../../random/tables.ts';
import { isSmall, reduced, verdict, whole, type Search } from './comparing.ts';

/** Bigger systems take long without reduction: they are left out. */
const maximumStates = 1_000;

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
        fc.pre(isSmall(systemOf(tables), maximumStates));
        const wanted = verdict(systemOf(tables), property(tables), whole);
        expect(verdict(systemOf(tables), property(tables), reduced['breadth-first'])).toBe(wanted);
        expect(verdict(systemOf(tables), property(tables), reduced['depth-first'])).toBe(wanted);
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
    expect(ends(tables, reduced['breadth-first'])).toEqual(ends(tables, whole));
  });

  it('reaches every end that can be reached', () =>
    fc.assert(
      fc.property(tablesArbitrary, (tables) => {
        fc.pre(isSmall(systemOf(tables), maximumStates));
        expect(ends(tables, reduced['breadth-first'])).toEqual(ends(tables, whole));
      }),
      { numRuns: 80 },
    ));
});
