import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atomic, checkExhaustive, Engine, type Component, type Monitor, type Property, type System } from '../../../../index.ts';
import { gearsArbitrary, gearsAtOnce, gearsSystem, kindsArbitrary, type Gears } from '../../random/gears.ts';
import { ends, isSmall, reduced, verdict, whole } from './comparing.ts';

/** Bigger systems take long without reduction: they are left out. */
const maximumStates = 1_500;
const numRuns = 60;

/** A generated system, in either timing. */
const systems = fc.tuple(gearsArbitrary, fc.constantFrom('adversarial' as const, 'calm' as const), fc.option(kindsArbitrary, { nil: [] })).map(([gears, timing, kinds]) => (kinds.length === 0 ? gearsSystem(gears, timing) : gearsAtOnce(gears, kinds, timing)));

const others = Object.entries(reduced);

const made = { statement: 'Made up.', source: 'made up' };

const never: Property = { ...made, kind: 'invariant', name: 'never', violation: (state) => (state.get('c0', 'part/1') === 2 && state.get('c0', 'part/2') === 0 ? 'c0 is there' : undefined) };

const neverBoth: Property = { ...made, kind: 'invariant', name: 'never-both', violation: (state) => (['c0', 'c1'].every((name) => state.get(name, 'part/0') === 2) ? 'both are' : undefined) };

/** Who sends first: a property of the order of actions. */
const order: Monitor = {
  ...made,
  kind: 'monitor',
  name: 'order',
  initial: 'nobody',
  observe: (memory, happening) => (memory === 'nobody' && happening.kind === 'reaction' && (happening.reaction.send ?? []).length > 0 ? happening.component : memory),
  violation: (memory) => (memory === 'c1' ? 'c1 was first' : undefined),
};

describe.each(others)('components that look at several parts: a reduced search %s', (_, search) => {
  it('comes to the verdicts of the whole search', () =>
    fc.assert(
      fc.property(systems, fc.constantFrom(never, neverBoth, order), (system, property) => {
        fc.pre(isSmall(system, maximumStates));
        expect(verdict(system, property, search)).toBe(verdict(system, property, whole));
      }),
      { numRuns },
    ));

  it('reaches every end that can be reached', () =>
    fc.assert(
      fc.property(systems, (system) => {
        fc.pre(isSmall(system, maximumStates));
        expect(ends(system, search)).toEqual(ends(system, whole));
      }),
      { numRuns },
    ));
});

describe('a message whose taker looks at what another one sets', () => {
  const gears = (otherwise: number): Gears => ({
    members: [{ initial: [0, 0, 0], on: { a: { at: 1, by: [0, otherwise, -1] }, b: 1 }, deeds: [{ sets: [[2, 1]] }, { sets: [[1, 1]] }, { sets: [[2, 2]] }] }],
    channel: 'unordered',
    first: [
      { to: 0, message: 'a' },
      { to: 0, message: 'b' },
    ],
    readers: [false],
    faults: {},
  });
  const states = (otherwise: number): number => reduced['breadth-first'](new Engine(gearsSystem(gears(otherwise))), {}, []).states;

  it('is taken in one order if nothing hangs on it', () => expect(states(0)).toBe(3));
  it('is taken in both orders if it matters', () => expect(states(2)).toBe(5));
});

it('a message that comes to the same after another one may come to something else after a third', () => {
  // b makes c0 look, when it takes a, at what the entry of c1 sets.
  const gears: Gears = {
    members: [
      {
        initial: [0, 0, 0],
        on: { a: { at: 1, by: [0, { at: 2, by: [0, 3, 3] }, 0] }, b: { at: 2, by: [1, -1, -1] }, entry: 2 },
        deeds: [{ sets: [[0, 2]] }, { sets: [[1, 1]] }, { sets: [[2, 1]] }, { sets: [[0, 0]] }],
      },
      { initial: [0, 0, 0], on: { a: 0 }, deeds: [{ sets: [], append: true }] },
    ],
    channel: 'unordered',
    first: [
      { to: 0, message: 'a' },
      { to: 0, message: 'b' },
      { to: 1, message: 'a' },
    ],
    readers: [true, false],
    faults: {},
  };
  const all = ends(gearsSystem(gears), whole);
  expect(all.length).toBeGreaterThan(2);
  for (const [, search] of others) expect(ends(gearsSystem(gears), search)).toEqual(all);
});

it.each(['a', 'b'] as const)('two messages of which the later one makes c0 send are taken in both orders for a property that sees whether it was %s', (sender) => {
  const gears: Gears = {
    members: [
      {
        initial: [0, 0, 0],
        on: { a: { at: 1, by: [0, 1, -1] }, b: { at: 2, by: [2, 3, -1] } },
        deeds: [{ sets: [[2, 1]] }, { sets: [[2, 1]], send: { to: 1, message: 'a' } }, { sets: [[1, 1]] }, { sets: [[1, 1]], send: { to: 1, message: 'a' } }],
      },
      { initial: [0, 0, 0], on: {}, deeds: [] },
    ],
    channel: 'unordered',
    first: [
      { to: 0, message: 'a' },
      { to: 0, message: 'b' },
    ],
    readers: [false, false],
    faults: {},
  };
  const sends: Monitor = {
    ...made,
    kind: 'monitor',
    name: 'sends',
    initial: 'nothing',
    observe: (memory, happening) => (happening.kind === 'reaction' && happening.reaction.send !== undefined && happening.input.kind === 'message' ? (happening.input.message as { readonly message: string }).message : memory),
    violation: (memory) => (memory === sender ? `${sender} made it send` : undefined),
  };
  expect(verdict(gearsSystem(gears), sends, whole)).toBe(true);
  for (const [, search] of others) expect(verdict(gearsSystem(gears), sends, search)).toBe(true);
});

it.each(['early', 'late'])('sees that a property notices a difference where two orders come to the same state: who is %s', (which) => {
  const component: Component = {
    name: 'c',
    initial: { x: 0, y: 0 },
    internals: (part, key) => (part === 0 ? [{ label: `go ${key}`, input: key }] : []),
    react: (view, input) => {
      if (input.kind !== 'internal') return [];
      if (input.input === 'x') return [{ set: { x: 1 } }];
      return [{ set: { y: 1 }, label: view.get('x') === 0 ? 'early' : 'late' }];
    },
  };
  const seen: Monitor = {
    ...made,
    kind: 'monitor',
    name: 'seen',
    initial: false,
    observe: (memory, happening) => memory === true || (happening.kind === 'reaction' && happening.reaction.label === which),
    violation: (memory) => (memory === true ? `it was ${which}` : undefined),
  };
  expect([whole, ...Object.values(reduced)].map((search) => verdict({ components: [component] }, seen, search))).toEqual([true, true, true, true]);
});

it('timers that wait for the calm fire in either order, and what one leads to comes before the other fires', () => {
  const ticking = (message: 'a' | 'b'): Gears['members'][number] => ({ initial: [1, 0, 0], on: { own: 0 }, deeds: [{ sets: [[0, 0]], send: { to: 2, message } }], ticks: true });
  const gears: Gears = {
    members: [ticking('a'), ticking('b'), { initial: [0, 0, 0], on: { a: { at: 1, by: [0, 2, 2] }, b: { at: 1, by: [1, 2, 2] } }, deeds: [{ sets: [[1, 1]] }, { sets: [[1, 2]] }, { sets: [[2, 1]] }] }],
    channel: 'unordered',
    first: [],
    readers: [],
    faults: {},
  };
  const system = gearsSystem(gears, 'calm');
  expect(ends(system, whole)).toHaveLength(2);
  expect(whole(new Engine(system), {}, []).states).toBe(9);
  for (const [, search] of others) expect(ends(system, search)).toEqual(ends(system, whole));
});

it('a timer that waits for the calm may come to a fault that does not, when it reads something else', () => {
  const component: Component = {
    name: 'c',
    initial: { armed: 1, q: 0, u: 0, t: 0, outcome: 0 },
    internals: (value, part) => {
      if (part === 'armed') return value === 1 ? [{ label: 'fire', input: 'fire', timer: true }] : [];
      return value === 0 && (part === 't' || part === 'u') ? [{ label: part, input: part }] : [];
    },
    react: (view, input) => {
      if (input.kind !== 'internal') return [];
      if (input.input === 't') return [{ set: { t: 1, armed: 0 } }];
      if (input.input === 'u') return [{ set: { u: 1, q: 1 } }];
      return view.get('q') === 0 ? [{ set: { outcome: 1 } }] : [{ faults: ['slip'], set: { outcome: 2 } }];
    },
  };
  const system: System = { components: [component], faults: { slip: 1 }, timing: 'calm' };
  const all = ends(system, whole);
  expect(all).toHaveLength(2);
  for (const [, search] of others) expect(ends(system, search)).toEqual(all);
});

it('a reader that is parked where another one is stays before, or after, what that one takes', () => {
  const writer: Component = { name: 'writer', initial: [{ wrote: 0 }], internals: (wrote) => (Number(wrote) < 2 ? [{ label: 'write', input: 'write' }] : []), react: (view) => [{ append: [{ log: 'log', entry: Number(view.get('wrote')) }], set: { wrote: Number(view.get('wrote')) + 1 } }] };
  const hub: Component = {
    name: 'hub',
    initial: [{ last: -1, asked: 0 }],
    internals: (value, part) => (part === 'asked' && value === 0 ? [{ label: 'park', input: 'park' }] : []),
    react: (_, input) => (input.kind === 'entry' ? [{ set: { last: input.entry } }] : [{ set: { asked: 1 }, cursors: [{ log: 'log', reader: 'reader', move: 'park-at-mine' }] }]),
  };
  const system: System = { components: [writer, hub, { name: 'reader', initial: [{ seen: 0 }], react: () => [] }], logs: [{ name: 'log', openReaders: [{ reader: 'hub' }] }], timing: 'adversarial' };
  const all = ends(system, whole);
  expect(all).toHaveLength(3);
  for (const [, search] of others) expect(ends(system, search)).toEqual(all);
});

it('does not ask of an observer that it makes sense of a memory with an action that never meets it', async () => {
  const first = atomic<string>({ name: 'first', initial: 'idle', internal: { begin: (at) => (at === 'idle' ? [{ state: 'done', send: [{ to: 'second', message: 'go' }] }] : []) } });
  const second = atomic<string>({ name: 'second', initial: 'idle', receive: () => [{ state: 'done' }] });
  const orderly: Monitor = {
    kind: 'monitor',
    name: 'orderly',
    statement: 'the first begins before the second',
    source: 'test',
    initial: 'nothing yet',
    observe(memory, happening) {
      if (happening.kind !== 'reaction') return memory;
      if (happening.component === 'second') return 'second';
      if (memory === 'second') throw new Error('the first acts after the second');
      return memory;
    },
    violation: () => undefined,
  };
  const result = await checkExhaustive({ system: { components: [first, second] }, shape: undefined }, [orderly]);
  expect(result).toMatchObject({ verdict: 'proved', statistics: { isReduced: true } });
});
