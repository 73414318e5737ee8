import { describe, expect, it } from 'vitest';
import { replay, stateKey, type System } from '../../../index.ts';
import { livenessViolation, type Lasso, type LivenessOptions } from '../../../generators/liveness/liveness.ts';
import type { StateView } from '../../../model/kernel/index.ts';
import { explored, missing } from './explored.ts';
import { faultsOf } from './reference.ts';
import { placeIn, turning, type Place } from './turns.ts';

/** A run that misses the goal for ever, which replays and is fair. */
function check(system: System, isReached: (state: StateView) => boolean, options: LivenessOptions = {}): Lasso | undefined {
  const { engine, states, parents } = explored(system);
  const goal = missing(engine, isReached);
  const lasso = livenessViolation(engine, states, parents, goal, options);
  if (lasso === undefined) return undefined;
  if (typeof options.fairness !== 'function') expect(faultsOf(engine, lasso, goal, options.fairness === 'strong' ? 'strong' : 'weak')).toEqual([]);
  const { steps } = replay(engine, [...lasso.stem.labels, ...(lasso.loop?.labels ?? [])], { initial: lasso.initial });
  const keys = steps.map(({ after }) => stateKey(after));
  if (lasso.loop !== undefined) expect(keys.at(-1)).toBe(stateKey(replay(engine, lasso.stem.labels, { initial: lasso.initial }).end));
  return lasso;
}

const at = (component: string, ...places: readonly number[]) => (state: StateView): boolean => places.includes(placeIn(state, component));
const never = (): boolean => false;
const go = (to: number): Place => ({ own: { go: [{ to }] } });
const rest: Place = { own: {} };

describe('stopping', () => {
  it('is not possible while something is owed', () => {
    expect(check(turning({ a: { places: [go(1), go(2), rest] } }), at('a', 2))).toBeUndefined();
  });

  it('is where nothing can happen', () => {
    expect(check(turning({ a: { places: [{ own: { left: [{ to: 1 }], right: [{ to: 2 }] } }, rest, rest] } }), at('a', 2))).toMatchObject({ stem: { labels: ['a: left [way 0]'] } });
  });

  it('is where nothing but faults can happen, which are never owed', () => {
    const system = turning({ a: { places: [go(1), { own: { stumble: [{ to: 2, slips: true }] } }, rest] } }, { slip: 1 });
    const lasso = check(system, at('a', 2));
    expect(lasso?.stem.labels).toHaveLength(1);
    expect(lasso?.loop).toBeUndefined();
  });

  it('prefers the nearest place', () => {
    const system = turning({ a: { places: [{ own: { far: [{ to: 1 }], near: [{ to: 2 }] } }, go(3), rest, rest] } });
    expect(check(system, never)?.stem.labels).toEqual(['a: near [way 0]']);
  });
});

describe('an action that changes nothing', () => {
  const idle: Place = { own: { idle: [{ to: 0 }] } };

  it('is a circle by itself', () => {
    expect(check(turning({ a: { places: [idle] } }), never)?.loop?.labels).toEqual(['a: idle [way 0]']);
  });

  it('is no excuse for what is owed all the time', () => {
    expect(check(turning({ a: { places: [idle] }, b: { places: [go(1), rest] } }), at('b', 1))).toBeUndefined();
    expect(check(turning({ a: { places: [{ own: { idle: [{ to: 0 }], leave: [{ to: 1 }] } }, rest] } }), at('a', 1))).toBeUndefined();
  });

  it('pays what is owed to the same input only', () => {
    const choosing = turning({ a: { places: [{ own: { go: [{ to: 0 }, { to: 1 }] } }, rest] } });
    expect(check(choosing, at('a', 1))?.loop?.labels).toEqual(['a: go [way 0]']);
  });

  it('is no payment when it is a fault', () => {
    const system = turning({ a: { places: [{ own: { go: [{ to: 0, slips: true }, { to: 1 }] } }, rest] } });
    expect(check(system, at('a', 1))).toBeUndefined();
  });
});

describe('a circle', () => {
  it('may be inside a larger one that meets the goal', () => {
    // 0 -> 1 <-> 2, and back by way of the goal 3, which is possible only in 2.
    const places = [go(1), go(2), { own: { back: [{ to: 1 }], on: [{ to: 3 }] } }, go(0)];
    const lasso = check(turning({ a: { places } }), at('a', 3));
    expect(lasso?.loop?.states).toHaveLength(3);
    expect(check(turning({ a: { places } }), at('a', 3), { fairness: 'strong' })).toBeUndefined();
  });

  it('is judged without what surrounds it: there alone the way out is always possible', () => {
    const out = { to: 3 };
    const places = [go(1), { own: { round: [{ to: 2 }], out: [out] } }, { own: { round: [{ to: 1 }], out: [out] } }, go(0)];
    expect(check(turning({ a: { places } }), at('a', 3))).toBeUndefined();
  });

  it('is a way that closes, and not merely states that hang together', () => {
    // A figure of eight: both rounds are owed something of the other component, which turns in two.
    const eight = { own: { left: [{ to: 1 }], right: [{ to: 2 }] } };
    const lasso = check(turning({ a: { places: [eight, go(0), go(0)] }, b: { places: [go(1), go(0)] } }), never, { fairness: 'strong' });
    expect(new Set(lasso?.loop?.labels.map((label) => label.replace(/ \[.*/, '')))).toEqual(new Set(['a: left', 'a: right', 'a: go', 'b: go']));
  });

  it('leaves out what can never be paid, however often that has to be done again', () => {
    // 0 <-> 1 <-> 2 <-> 3; what is owed in 3 leads out of it all, and what is owed in 2 leads to 3.
    const places = [{ own: { up: [{ to: 1 }] } }, { own: { down: [{ to: 0 }], on: [{ to: 2 }] } }, { own: { home: [{ to: 1 }], further: [{ to: 3 }] } }, { own: { return: [{ to: 2 }], out: [{ to: 4 }] } }, rest];
    const system = turning({ a: { places } });
    expect(check(system, at('a', 4))?.loop).toBeDefined();
    expect(check(system, at('a', 4), { fairness: 'strong' })).toBeUndefined();
    expect(check(turning({ a: { places: [...places.slice(0, 1), { own: { down: [{ to: 0 }, { to: 2 }] } }, ...places.slice(2)] } }), at('a', 4), { fairness: 'strong' })?.loop?.states).toHaveLength(3);
  });

  it('may be made of faults if they cost nothing, and not of a budget', () => {
    const places = [{ own: { slip: [{ to: 1, slips: true }], rise: [{ to: 2 }] } }, { own: { slip: [{ to: 0, slips: true }], stand: [{ to: 2 }] } }, rest];
    expect(check(turning({ a: { places } }), at('a', 2))?.loop?.labels).toEqual(['a: slip [way 0]', 'a: slip [way 0]']);
    expect(check(turning({ a: { places } }, { slip: 9 }), at('a', 2))).toBeUndefined();
    // What is possible only now and then has to be done under strong fairness.
    expect(check(turning({ a: { places } }), at('a', 2), { fairness: 'strong' })).toBeUndefined();
  });

  it('of crashes and restarts owes the restarts', () => {
    const system = turning({ a: { places: [go(1), rest], crashes: true } }, { crash: 'unlimited' });
    const lasso = check(system, at('a', 1));
    expect(lasso?.loop?.labels).toEqual(['crash: a', 'restart: a']);
    expect(check(system, at('a', 1), { fairness: 'strong' })).toBeUndefined();
  });
});

describe('ways that join', () => {
  it('do not forget what was missed on one of them', () => {
    // The goal lies on one of two ways to the same end: it must come again and again, and at the end it is not there.
    const diamond = { own: { left: [{ to: 1 }], right: [{ to: 2 }] } };
    expect(check(turning({ a: { places: [diamond, go(3), go(3), rest] } }), at('a', 1))?.stem.labels).toHaveLength(2);
  });

  it('lead to a circle that is looked at once for all of them', () => {
    const diamond = { own: { left: [{ to: 1 }], right: [{ to: 2 }] } };
    const system = turning({ a: { places: [diamond, go(3), go(3), go(4), go(3)] } });
    expect(check(system, at('a', 1, 2))).toMatchObject({ loop: { labels: ['a: go [way 0]', 'a: go [way 0]'] } });
    expect(check(system, at('a', 4))).toBeUndefined();
  });

  it('may begin in several states', () => {
    const system = turning({ a: { initial: [0, 2], places: [go(1), rest, go(3), rest] } });
    expect(check(system, at('a', 1))).toMatchObject({ initial: 1, stem: { labels: ['a: go [way 0]'] } });
  });
});

describe('what is owed', () => {
  it('may be told class by class', () => {
    const places = [go(1), { own: { back: [{ to: 0 }], out: [{ to: 2 }] } }, rest];
    const fairness = (label: string) => (action: { readonly label: string }) => (action.label.startsWith(label) ? ('strong' as const) : ('weak' as const));
    expect(check(turning({ a: { places } }), at('a', 2), { fairness: fairness('a: out') })).toBeUndefined();
    expect(check(turning({ a: { places } }), at('a', 2), { fairness: fairness('a: back') })?.loop).toBeDefined();
  });

  it('may be nothing: then a run may stop there', () => {
    expect(check(turning({ a: { places: [go(1), rest] } }), at('a', 1), { fairness: () => 'none' })?.stem.labels).toEqual([]);
  });
});

describe('what was not looked at', () => {
  it('is not judged', () => {
    const places = [{ own: { round: [{ to: 0 }], on: [{ to: 1 }] } }, rest];
    const { engine, states, parents } = explored(turning({ a: { places } }));
    const goal = missing(engine, at('a', 0));
    expect(livenessViolation(engine, states, parents, goal)).toBeDefined();
    expect(livenessViolation(engine, states, parents, missing(engine, never), { without: ({ label }) => label.includes('round') })?.stem.labels).toHaveLength(1);
  });

  it('is refused when it is there to be found', () => {
    const { engine } = explored(turning({ a: { places: [go(1), go(0)] } }));
    const { states, parents } = explored(turning({ a: { places: [rest] } }));
    expect(() => livenessViolation(engine, states, parents, missing(engine, never))).toThrow(/not stored/);
  });
});
