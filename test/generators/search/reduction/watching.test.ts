import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Monitor, Property } from '../../../../index.ts';
import { placesOf, watchingArbitrary, watchingSystem, type Watching } from '../../random/watching.ts';
import { deepest, ends, isSmall, reduced, verdict, whole, type Search } from './comparing.ts';

/** Bigger systems take long without reduction: they are left out. */
const maximumStates = 400;

const others: { readonly [name: string]: Search } = {
  'depth-first': deepest,
  'reduced, breadth-first': reduced['breadth-first'],
  'reduced, depth-first': reduced['depth-first'],
  'reduced, with fair runs': reduced['with fair runs'],
};

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
        fc.pre(isSmall(watchingSystem(watching), maximumStates));
        expect(verdict(watchingSystem(watching), property, search)).toBe(verdict(watchingSystem(watching), property, whole));
      }),
      { numRuns: 25 },
    ));

  it('reaches every end that can be reached', () =>
    fc.assert(
      fc.property(watchingArbitrary, (watching) => {
        fc.pre(isSmall(watchingSystem(watching), maximumStates));
        expect(ends(watchingSystem(watching), search)).toEqual(ends(watchingSystem(watching), whole));
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
    expect(ends(watchingSystem(watching), search)).toEqual(ends(watchingSystem(watching), whole));
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
    expect(ends(watchingSystem(watching), search)).toEqual(ends(watchingSystem(watching), whole));
  });
});
