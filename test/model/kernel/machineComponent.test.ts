import { describe, expect, it } from 'vitest';
import { assign, setup } from 'xstate';
import { breadthFirst, Engine, machineComponent, type Json } from '../../../index.ts';

/** Two XState machines that play ping-pong up to a limit: whole components, without a reducer. */
const player = setup({
  types: { context: {} as { hits: number; partner: string; limit: number }, events: {} as { type: 'ball' } | { type: 'serve' }, input: {} as { partner: string; limit: number } },
  guards: { hasStrength: ({ context }) => context.hits < context.limit },
  actions: { send: (...call: [unknown, { to: string; message: Json }]) => void call },
}).createMachine({
  id: 'player',
  initial: 'ready',
  context: ({ input }) => ({ hits: 0, partner: input.partner, limit: input.limit }),
  states: {
    ready: { on: { serve: { target: 'playing', actions: { type: 'send', params: ({ context }) => ({ to: context.partner, message: { type: 'ball' } }) } }, ball: { target: 'playing', reenter: true, actions: { type: 'send', params: ({ context }) => ({ to: context.partner, message: { type: 'ball' } }) } } } },
    playing: {
      on: {
        ball: [
          { guard: 'hasStrength', actions: [assign({ hits: ({ context }) => context.hits + 1 }), { type: 'send', params: ({ context }) => ({ to: context.partner, message: { type: 'ball' } }) }] },
          { target: 'tired' },
        ],
      },
    },
    tired: {},
  },
});

const players = (limit: number) => [
  machineComponent({ name: 'ann', kind: 'player', machine: player, input: { partner: 'bob', limit }, internal: [{ type: 'serve' }] }),
  machineComponent({ name: 'bob', kind: 'player', machine: player, input: { partner: 'ann', limit } }),
];

describe('a machine as a component', () => {
  it('takes messages as events and sends what its actions say', () => {
    const engine = new Engine({ components: players(2) });
    const search = breadthFirst(engine);
    expect(search).toMatchObject({ states: 8, exhausted: true });
    expect(engine.guardCoverage().map(({ guard }) => guard)).toEqual(['player.hasStrength']);
  });

  it('offers an internal event only where it has a transition for it', () => {
    const engine = new Engine({ components: players(1) });
    const [begin = new Int32Array()] = engine.initial();
    const [serve] = engine.enabled(begin);
    expect(serve?.label).toBe('ann: serve');
    expect(serve && engine.enabled(engine.apply(begin, serve)).map(({ label }) => label)).toEqual(['ann → bob: {"type":"ball"}']);
  });

  it('has guards that can be replaced', () => {
    const tired = breadthFirst(new Engine({ components: players(2), mutants: { 'player.hasStrength': false } }));
    expect(tired.states).toBeLessThan(8);
  });
});
