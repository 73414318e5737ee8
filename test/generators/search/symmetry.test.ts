import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atomic, breadthFirst, Engine, replay, unordered, type Component, type System, type Way } from '../../../index.ts';
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

  it('finds what can be found, and counts no orbit twice, in systems of equal components made at random', () =>
    fc.assert(
      fc.property(rows, (table) => {
        const count = (symmetry: boolean) => {
          const engine = new Engine(ring(table));
          const ends = new Set<string>();
          const { exhausted, states } = breadthFirst(engine, { symmetry, maximumStates: 20_000, findAtEnd: (state) => void ends.add(kindsOf(engine, state)) });
          return { exhausted, states, ends: [...ends].sort() };
        };
        const whole = count(false);
        fc.pre(whole.exhausted);
        const orbits = count(true);
        expect(orbits.ends).toEqual(whole.ends);
        expect(orbits.states).toBeLessThanOrEqual(whole.states);
      }),
      { numRuns: 60 },
    ));
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
  return { components: names.map(component), channel: () => unordered, symmetry: { components: names } };
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
