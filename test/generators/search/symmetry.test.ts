import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atomic, breadthFirst, Engine, replay, stateKey, unordered, type Component, type State, type System, type Way } from '../../../index.ts';
import { twoPhaseCommit } from '../../models/twoPhaseCommit.ts';

describe('symmetry', () => {
  it.each([
    { resourceManagers: 2, orbits: 34, generated: 94 },
    { resourceManagers: 3, orbits: 80, generated: 318 },
    { resourceManagers: 5, orbits: 314, generated: 2048 },
    { resourceManagers: 7, orbits: 920, generated: 8410 },
    { resourceManagers: 10, orbits: 3300, generated: 43298 },
  ])('leaves one state of each orbit: two-phase commit with $resourceManagers resource managers has $orbits', ({ resourceManagers, orbits, generated }) => {
    expect(breadthFirst(new Engine(twoPhaseCommit(resourceManagers)), { symmetry: true })).toMatchObject({ states: orbits, generated, exhausted: true });
  });

  it('shows ways that replay, as long as those without it', () => {
    const find = (engine: Engine) => engine.function((state) => (['rm0', 'rm1', 'rm2'].every((name) => state.get(name, 'state') === 'committed') ? { property: 'all committed', statement: '', explanation: '' } : undefined));
    const [whole, orbits] = [false, true].map((symmetry) => {
      const engine = new Engine(twoPhaseCommit(3));
      return breadthFirst(engine, { find: find(engine), symmetry }).found?.schedule ?? [];
    });
    expect(orbits).toHaveLength(whole?.length ?? 0);
    const engine = new Engine(twoPhaseCommit(3));
    expect(find(engine)(replay(engine, orbits ?? []).end)).toBeDefined();
  });

  it('visits one state of each orbit, and finds what can be found, in systems of equal components made at random', () =>
    fc.assert(
      fc.property(rows, (table) => {
        const search = (symmetry: boolean) => {
          const engine = new Engine(ring(table));
          const ends = new Set<string>();
          const seen = new Set<string>();
          const representatives = new Set<string>();
          const note = (state: State): undefined => {
            seen.add(stateKey(state));
            representatives.add(representative(engine, state));
          };
          const { exhausted, states } = breadthFirst(engine, { symmetry, find: note, maximumStates: 20_000, findAtEnd: (state) => void ends.add(kindsOf(engine, state)) });
          return { exhausted, states, seen: seen.size, representatives: representatives.size, ends: [...ends].sort() };
        };
        const whole = search(false);
        fc.pre(whole.exhausted);
        expect(search(true)).toEqual({ ...whole, states: whole.representatives, seen: whole.representatives });
      }),
      { numRuns: 40 },
    ));

  it('makes one state of all that differ only in which component is which', () =>
    fc.assert(
      fc.property(rows, fc.array(fc.nat(), { maxLength: 12 }), (table, choices) => {
        const engine = new Engine(ring(table));
        const [state = new Int32Array(0)] = engine.initial();
        const reached = choices.reduce((now, choice) => {
          const actions = engine.enabled(now);
          const action = actions[choice % Math.max(1, actions.length)];
          return action === undefined ? now : engine.apply(now, action);
        }, state);
        const orbit = engine.orbit(reached);
        // As many as there are orders of three, or a divisor of that.
        expect([1, 2, 3, 6]).toContain(orbit.length);
        expect(new Set(orbit.map((each) => representative(engine, each))).size).toBe(1);
        expect(orbit.map(stateKey)).toContain(representative(engine, reached));
      }),
      { numRuns: 100 },
    ));

  it('refuses components that begin differently', () => {
    const { symmetry = { sets: [] }, ...system } = ring([]);
    const components = system.components.map((component, index) => (index === 1 ? { ...component, initial: { state: { at: 1, fuel: 2, friend: '' } } } : component));
    const engine = new Engine({ ...system, components, symmetry });
    expect(() => engine.canonicalize(engine.vector())).toThrow(/components are said to be interchangeable.*exchanging number 1 and number 2 changes part [ab] state/s);
  });
});

type Step = { readonly to: number; readonly tell: boolean };
const step = fc.record({ to: fc.nat({ max: 3 }), tell: fc.boolean() });
const rows = fc.array(fc.record({ own: fc.option(step), told: fc.option(step) }), { minLength: 4, maxLength: 4 });
type Rows = readonly { readonly own: Step | null; readonly told: Step | null }[];

const names = ['a', 'b', 'c'];

/** Three equal components that tell each other things, by name. */
function ring(table: Rows): System {
  const ways = (name: string, cell: Cell, taken: Step | null | undefined): readonly Way<Cell>[] =>
    taken === null || taken === undefined || cell.fuel === 0
      ? []
      : names.filter((other) => other !== name).map((other) => ({ label: other, state: { at: taken.to, fuel: cell.fuel - 1, friend: other }, send: taken.tell ? [{ to: other, message: { from: name } }] : [] }));
  const component = (name: string): Component =>
    atomic<Cell, { readonly from: string }>({
      name,
      initial: { at: 0, fuel: 2, friend: '' },
      internal: { go: (cell) => ways(name, cell, table[cell.at]?.own) },
      receive: (cell) => ways(name, cell, table[cell.at]?.told),
    });
  return { components: names.map(component), channel: () => unordered, symmetry: { sets: [{ of: 'components', members: names.map((name) => [name]) }] } };
}

function representative(engine: Engine, state: State): string {
  const vector = engine.vector();
  vector.load(state);
  engine.canonicalize(vector);
  return stateKey(vector.state());
}

type Cell = { readonly at: number; readonly fuel: number; readonly friend: string };

/** Where the components are, whichever is which. */
function kindsOf(engine: Engine, state: Int32Array): string {
  const view = engine.view(state);
  return names
    .map((name) => (view.get(name, 'state') as Cell).at)
    .sort((a, b) => a - b)
    .join(',');
}
