import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breadthFirst, canonicalText, Engine, instrument, type Monitor, type Property, type State } from '../../../../index.ts';
import { finished } from '../../../../generators/search/finished.ts';
import { searchingReduced } from '../../../../generators/search/reduction/reduced.ts';
import { searching, type SearchOptions, type SearchResult } from '../../../../generators/search/search.ts';
import { placesOf, watchingArbitrary, watchingSystem, type Watching } from '../../random/watching.ts';

/** Bigger systems take long without reduction: they are left out. */
const maximumStates = 400;

type Watched = readonly (() => ReadonlySet<number>)[];
type Search = (engine: Engine, options: SearchOptions, watched: Watched) => SearchResult;
const whole: Search = (engine, options) => finished(searching(engine, options));
const others: { readonly [name: string]: Search } = {
  'depth-first': (engine, options) => finished(searching(engine, options, 'depth-first')),
  'reduced, breadth-first': (engine, options, watched) => finished(searchingReduced(engine, options, watched)),
  'reduced, depth-first': (engine, options, watched) => finished(searchingReduced(engine, options, watched, { order: 'depth-first' })),
  'reduced, with fair runs': (engine, options, watched) => finished(searchingReduced(engine, options, watched, { keepsFairness: true })),
};

const isSmall = (watching: Watching): boolean => breadthFirst(new Engine(watchingSystem(watching)), { maximumStates }).exhausted;

function verdict(watching: Watching, property: Property, search: Search): boolean {
  const { engine, violation, watched } = instrument({ system: watchingSystem(watching), shape: undefined }, [property]);
  return search(engine, { find: violation }, watched).found !== undefined;
}

/** The states in which nothing but faults can happen, in words. */
function ends(watching: Watching, search: Search): readonly string[] {
  const engine = new Engine(watchingSystem(watching));
  const found = new Set<string>();
  const findAtEnd = (state: State): undefined => void found.add(canonicalText(engine.snapshot(state), 'state'));
  search(engine, { findAtEnd }, []);
  return [...found].sort();
}

const made = { statement: 'Made up.', source: 'made up' };

const never: Property = { ...made, kind: 'invariant', name: 'never', violation: (state) => (placesOf(state)[0] === 2 ? 'c0 is there' : undefined) };

const neverBoth: Property = { ...made, kind: 'invariant', name: 'never-both', violation: (state) => (placesOf(state).filter((place) => place === 2).length > 1 ? 'two are' : undefined) };

/** Who appends first: a property of the order of actions. */
const order: Monitor = {
  ...made,
  kind: 'monitor',
  name: 'order',
  initial: 'nobody',
  observe: (memory, happening) => (memory === 'nobody' && happening.kind === 'reaction' && (happening.reaction.append ?? []).length > 0 ? happening.component : memory),
  violation: (memory) => (memory === 'c1' ? 'c1 was first' : undefined),
};

describe.each(Object.entries(others))('systems with logs that go round: a search that is %s', (_, search) => {
  it('comes to the verdicts of the whole search', () =>
    fc.assert(
      fc.property(watchingArbitrary, fc.constantFrom(never, neverBoth, order), (watching, property) => {
        fc.pre(isSmall(watching));
        expect(verdict(watching, property, search)).toBe(verdict(watching, property, whole));
      }),
      { numRuns: 25 },
    ));

  it('reaches every end that can be reached', () =>
    fc.assert(
      fc.property(watchingArbitrary, (watching) => {
        fc.pre(isSmall(watching));
        expect(ends(watching, search)).toEqual(ends(watching, whole));
      }),
      { numRuns: 25 },
    ));

  it('knows that what costs a spent budget may be free elsewhere', () => {
    // c1 notices the silence of c0 in place 0 for nothing, in place 1 for a slip, which c2 may have taken.
    const watching: Watching = {
      members: [
        { initial: [0], fuel: 0, places: [{}, {}, {}] },
        { initial: [1], fuel: 0, places: [{ silence: [{ to: 2 }] }, { own: [{ to: 0, move: { reader: 2, move: 'park-at-head' } }], silence: [{ to: 1, slips: true }] }, {}] },
        { initial: [2], fuel: 0, places: [{}, {}, { own: [{ to: 0, slips: true }] }] },
      ],
      channel: 'unordered',
      readers: [undefined, undefined, undefined],
      faults: { crash: 1, slip: 1 },
    };
    expect(ends(watching, search)).toEqual(ends(watching, whole));
  });

  it('knows that nothing is kept for a watch without a place', () => {
    const watching: Watching = {
      members: [
        { initial: [0], fuel: 0, places: [{ broken: [{ to: 0, move: { reader: 1, move: 'open' } }] }, {}, {}] },
        { initial: [1], fuel: 1, places: [{}, { own: [{ to: 2, append: 'b' }] }, {}] },
      ],
      channel: 'unordered',
      readers: [{}, undefined],
      faults: { break: 1 },
    };
    expect(ends(watching, search)).toEqual(ends(watching, whole));
  });
});
