import { describe, expect, it } from 'vitest';
import { assign, setup } from 'xstate';
import { breadthFirst, Engine, reactions, statechart, type ChartState, type Component } from '../../../index.ts';

/** A door with a lock, as an XState machine that a component steps. */
const machine = setup({
  types: { context: {} as { opened: number }, events: {} as { type: 'push'; strength: number } | { type: 'close' } },
  guards: { isStrongEnough: (_, params: { strength: number }) => params.strength > 5 },
  actions: { ring: (...call: [unknown, { times: number }]) => void call },
}).createMachine({
  id: 'door',
  initial: 'closed',
  context: { opened: 0 },
  states: {
    closed: {
      on: {
        push: {
          target: 'open',
          guard: { type: 'isStrongEnough', params: ({ event }) => ({ strength: event.strength }) },
          actions: [assign({ opened: ({ context }) => Math.min(2, context.opened + 1) }), { type: 'ring', params: { times: 2 } }],
        },
      },
    },
    open: { on: { close: 'closed' } },
  },
});
const chart = statechart(machine);
const honestly = (_guard: string, holds: boolean): boolean => holds;

describe('a statechart', () => {
  it('is a pure function from state and event to state and actions, all plain JSON', () => {
    const closed = chart.initial();
    expect(closed).toEqual({ value: 'closed', context: { opened: 0 } });
    expect(chart.next(closed, { type: 'push', strength: 9 }, honestly)).toEqual({ state: { value: 'open', context: { opened: 1 } }, actions: [{ type: 'ring', params: { times: 2 } }], taken: true });
    expect(closed).toEqual({ value: 'closed', context: { opened: 0 } });
  });

  it('stays where it is when there is no transition', () => {
    expect(chart.next(chart.initial(), { type: 'close' }, honestly)).toMatchObject({ state: { value: 'closed' }, taken: false, actions: [] });
  });

  it('takes a transition to where it is already, and none that is forbidden or guarded', () => {
    const still = statechart(
      setup({ guards: { never: () => false } }).createMachine({ initial: 'here', states: { here: { on: { stay: 'here', ignored: {}, away: { target: 'there', guard: 'never' } } }, there: {} } }),
    );
    const taken = (type: string): boolean => still.next(still.initial(), { type }, honestly).taken;
    expect(['stay', 'ignored', 'away', 'unknown'].map(taken)).toEqual([true, false, false, false]);
  });

  it.each([
    ['a history state', setup({}).createMachine({ initial: 'on', states: { on: { initial: 'one', states: { one: {}, before: { type: 'history' } } } } })],
    ['a delayed transition', setup({}).createMachine({ initial: 'on', states: { on: { after: { 1000: 'off' } }, off: {} } })],
    ['invoked actors', setup({ actors: { other: setup({}).createMachine({}) } }).createMachine({ initial: 'on', states: { on: { invoke: { src: 'other' } } } })],
  ])('refuses %s, which its state cannot hold', (what, impossible) => {
    expect(() => statechart(impossible)).toThrow(what);
  });

  it('asks for its guards by name, and takes the answer that it is given', () => {
    const asked: [string, boolean][] = [];
    const pushed = chart.next(chart.initial(), { type: 'push', strength: 1 }, (guard, holds) => {
      asked.push([guard, holds]);
      return true;
    });
    expect(asked).toEqual([['isStrongEnough', false]]);
    expect(pushed.state.value).toBe('open');
    expect(chart.guards).toEqual(['isStrongEnough']);
  });

  it('inside a component has guards that can be replaced without touching the machine', () => {
    const door: Component = {
      name: 'door',
      initial: { door: chart.initial() },
      guards: { isStrongEnough: 'a light push does not open the door' },
      internals: () => [{ label: 'push lightly', input: 'push' }],
      react: (view, _, check) =>
        reactions(view, check, (step) => {
          const { state, taken } = chart.next(step.get('door') as ChartState, { type: 'push', strength: 1 }, (guard, holds) => step.check(guard, holds));
          if (!taken) return step.impossible();
          step.set('door', state);
        }),
    };
    const faithful = new Engine({ components: [door] });
    expect(breadthFirst(faithful).states).toBe(1);
    expect(faithful.guardCoverage()).toMatchObject([{ guard: 'door.isStrongEnough', true: 0 }]);
    expect(breadthFirst(new Engine({ components: [door], mutants: { 'door.isStrongEnough': true } })).states).toBe(2);
  });
});
