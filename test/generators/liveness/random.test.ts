import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duplicating, type System } from '../../../index.ts';
import { LivenessCheck, livenessViolation } from '../../../generators/liveness/liveness.ts';
import { finallyMarked, systemOf, tablesArbitrary } from '../random/tables.ts';
import { explored, missing } from './explored.ts';
import { faultsOf, naively, type Answer, type OneFairness } from './reference.ts';
import { placeIn, turning, type Place, type Turns } from './turns.ts';

const size = 'max';
const most = 1_000;

/** Small systems that go round: tables of what each component does by itself, and a message for one another. */
const placesOf = (places: number): fc.Arbitrary<Place> => {
  const way = fc.record({ to: fc.nat({ max: places - 1 }), slips: fc.boolean(), tells: fc.constantFrom('c0', 'c1', ...Array.from({ length: 30 }, () => undefined)) }, { requiredKeys: ['to', 'tells'] });
  const ways = fc.array(way, { minLength: 1, maxLength: 2, size });
  return fc.record({ own: fc.record({ a: ways, b: ways }, { requiredKeys: ['a'] }), hears: fc.nat({ max: places - 1 }) }, { requiredKeys: ['own'] });
};
const turnsOf = (places: number): fc.Arbitrary<Turns> =>
  fc.record({ initial: fc.uniqueArray(fc.nat({ max: places - 1 }), { minLength: 1, maxLength: 2, size }), places: fc.array(placesOf(places), { minLength: places, maxLength: places, size }), crashes: fc.boolean() });

const systems: fc.Arbitrary<System> = fc.record({ c0: turnsOf(4), c1: turnsOf(2), slip: fc.constantFrom('unlimited' as const, 0, 1), crash: fc.constantFrom('unlimited' as const, 0, 0, 0, 0, 1) }).map(({ c0, c1, slip, crash }) => ({ ...turning({ c0, c1 }, { slip, crash }), channel: () => duplicating }));

const answerOf = (lasso: { readonly loop?: unknown } | undefined): Answer => (lasso === undefined ? 'none' : lasso.loop === undefined ? 'end' : 'circle');

describe.each(['weak', 'strong'] satisfies OneFairness[])('liveness under %s fairness', (fairness) => {
  it('is what trying every set of states finds, and every lasso is fair', () => {
    const seen: { [answer in Answer]: number } = { end: 0, circle: 0, none: 0, 'too many': 0 };
    fc.assert(
      fc.property(systems, fc.uniqueArray(fc.nat({ max: 3 }), { minLength: 1, maxLength: 3, size }), (system, goals) => {
        const { engine, states, parents } = explored(system, most);
        fc.pre(states.size <= most);
        const goal = missing(engine, (state) => goals.includes(placeIn(state, 'c0')));
        const expected = naively(engine, goal, fairness);
        seen[expected]++;
        const lasso = livenessViolation(engine, states, parents, goal, { fairness });
        if (expected !== 'too many') expect(answerOf(lasso)).toBe(expected);
        if (lasso !== undefined) expect(faultsOf(engine, lasso, goal, fairness)).toEqual([]);
      }),
      { numRuns: 250 },
    );
    // The systems are not all alike.
    expect(Math.min(seen.circle, seen.none)).toBeGreaterThan(15);
  });

  it('is the same for one property after the other and for each alone', () =>
    fc.assert(
      fc.property(systems, (system) => {
        const { engine, states, parents } = explored(system, most);
        fc.pre(states.size <= most);
        const goals = [0, 1, 2].map((place) => missing(engine, (state) => placeIn(state, 'c0') === place));
        const alone = goals.map((goal) => livenessViolation(engine, states, parents, goal, { fairness }));
        const check = done(LivenessCheck.preparing(engine, states, parents, { fairness }));
        expect([...goals, ...goals].map((goal) => done(check.checking(goal)))).toEqual([...alone, ...alone]);
      }),
      { numRuns: 60 },
    ));

  it('of systems that come to rest is decided where they do', () =>
    fc.assert(
      fc.property(tablesArbitrary, (tables) => {
        const { engine, states, parents } = explored({ ...systemOf(tables), channel: () => duplicating }, most);
        fc.pre(states.size <= most);
        const { missing: unmarked } = finallyMarked(tables);
        const goal = missing(engine, (state) => unmarked(state, undefined) === undefined);
        expect(answerOf(livenessViolation(engine, states, parents, goal, { fairness }))).toBe(naively(engine, goal, fairness, 0) === 'end' ? 'end' : 'none');
      }),
      { numRuns: 40 },
    ));
});

function done<Result>(running: Generator<undefined, Result, undefined>): Result {
  for (;;) {
    const { done: isDone, value } = running.next();
    if (isDone) return value;
  }
}
