import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalText, cluster, Engine, ModelError, replay, sameJson, scenarioArbitrary, unordered, type Action, type Component, type State, type System } from '../../../index.ts';
import { gearsArbitrary, gearsAtOnce, kindsArbitrary } from '../../generators/random/gears.ts';

/** A state in words, without what says only that something taken at once has to wait. */
function words(engine: Engine, state: State): string {
  const snapshot = engine.snapshot(state);
  return canonicalText(Object.fromEntries(Object.entries(snapshot).filter(([name]) => !/^(held|unread) /.test(name))), 'state');
}

/** Takes the steps of an action one by one. */
function takenFinely(fine: Engine, before: State, action: Action): State {
  let state = before;
  for (const step of action.steps ?? [action]) {
    const same = fine.enabled(state).find(({ component, happening }) => component === step.component && sameJson(happening as never, step.happening as never));
    if (same === undefined) throw new Error(`${step.label} cannot be taken, in ${action.label}`);
    state = fine.apply(state, same);
  }
  return state;
}

/** Walks through so many states of a system and takes each action in the system, too, that takes nothing at once. @returns how many steps that were */
function mustBeRunsOf(system: System, maximumStates: number): number {
  const coarse = new Engine(system);
  const { isAtOnce: _, ...one } = system;
  const fine = new Engine(one);
  const seen = new Set<string>();
  const queue = coarse.initial().map((state, index) => [state, fine.initial()[index] as State] as const);
  let steps = 0;
  for (const [state, its] of queue) {
    for (const action of coarse.enabled(state)) {
      const after = coarse.apply(state, action);
      const itsAfter = takenFinely(fine, its, action);
      steps += action.steps?.length ?? 1;
      const text = words(coarse, after);
      expect(`${action.label}: ${words(fine, itsAfter)}`).toBe(`${action.label}: ${text}`);
      if (seen.has(text) || seen.size >= maximumStates) continue;
      seen.add(text);
      queue.push([after, itsAfter]);
    }
    if (coarse.enabled(state).length === 0) expect(fine.enabled(its), 'an end').toEqual([]);
  }
  return steps;
}

/** Hands a ball on, as often as the ball says. */
const players: System = {
  components: ['a', 'b'].map((name) => ({
    name,
    initial: [{ had: 0 }],
    internals: (had) => (name === 'a' && had === 0 ? [{ label: 'serve', input: 'serve' }] : []),
    react: (view, input) => {
      const left = input.kind === 'message' ? Number(input.message) : 3;
      return [{ set: { had: Number(view.get('had')) + 1 }, send: left === 0 ? [] : [{ to: name === 'a' ? 'b' : 'a', message: left - 1 }] }];
    },
  })),
  isAtOnce: (_, input) => input.kind === 'message',
};

describe('what is taken at once', () => {
  it('is part of the step that brings it about', () => {
    const engine = new Engine(players);
    const [state] = engine.initial();
    const [serve, ...others] = engine.enabled(state as State);
    expect(others).toEqual([]);
    expect(serve?.steps?.map(({ label }) => label)).toEqual(['a: serve', 'a → b: 2', 'b → a: 1', 'a → b: 0']);
    const end = engine.apply(state as State, serve as Action);
    expect(engine.snapshot(end)).toEqual({ 'part a had': 2, 'part b had': 2 });
    expect(engine.enabled(end)).toEqual([]);
  });

  it('makes of each step a run of the system that takes nothing at once, and ends where that ends', () =>
    fc.assert(
      fc.property(gearsArbitrary, kindsArbitrary, fc.constantFrom('adversarial', 'calm'), (gears, kinds, timing) => void mustBeRunsOf(gearsAtOnce(gears, kinds, timing), 200)),
      { numRuns: 150 },
    ));

  it('makes of each coarse step of a cluster a run of the cluster, whatever strikes it', () =>
    fc.assert(
      fc.property(scenarioArbitrary({ maximumFaults: 3 }), (scenario) => void mustBeRunsOf(cluster({ ...scenario, grain: 'coarse' }).system, 60)),
      { numRuns: 12, seed: 1 },
    ), 60_000);

  it('waits when it cannot be taken, until its component has done something else', () => {
    const shut: System = {
      components: [
        { name: 'guest', initial: [{ rings: 0 }], internals: (rings) => (rings === 0 ? [{ label: 'ring', input: 'ring' }] : []), react: () => [{ set: { rings: 1 }, send: [{ to: 'host', message: 'bell' }] }] },
        { name: 'host', initial: [{ door: 'shut' }], internals: (door) => (door === 'shut' ? [{ label: 'open', input: 'open' }] : []), react: (view, input) => (input.kind === 'internal' ? [{ set: { door: 'open' } }] : view.get('door') === 'open' ? [{ set: { door: 'guest inside' } }] : []) },
      ],
      isAtOnce: (_, input) => input.kind === 'message',
    };
    const engine = new Engine(shut);
    const rung = engine.apply(engine.initial()[0] as State, engine.find(engine.initial()[0] as State, 'guest: ring') as Action);
    expect(engine.snapshot(rung)).toMatchObject({ 'channel host guest': ['bell'], 'held host guest': 1 });
    expect(engine.labels(engine.enabled(rung))).toEqual(['host: open']);
    const open = engine.enabled(rung)[0] as Action;
    expect(open.steps?.map(({ label }) => label)).toEqual(['host: open', 'guest → host: bell']);
    expect(engine.snapshot(engine.apply(rung, open))).toEqual({ 'part guest rings': 1, 'part host door': 'guest inside' });
  });

  it('tells components apart that share constants', () => {
    const [done, hello] = [{ state: 'done' }, [{ to: 'c', message: 'hi' }]];
    const component = (name: string): Component => ({ name, initial: { state: 'idle' }, internals: (state) => (state === 'idle' ? [{ label: 'go', input: 'go' }] : []), react: () => [{ set: done, send: hello }] });
    const engine = new Engine({ components: [component('a'), component('b'), { name: 'c', initial: {}, react: () => [] }], isAtOnce: () => false });
    const { end } = replay(engine, ['a: go', 'b: go']);
    expect(engine.snapshot(end)).toEqual({ 'part a state': 'done', 'part b state': 'done', 'channel c a': ['hi'], 'channel c b': ['hi'] });
  });

  it('leaves a watch alone that is no longer broken when its turn comes', () => {
    const system: System = {
      components: [
        { name: 's', initial: {}, react: () => [], crash: { fault: 'crash', durable: () => false } },
        { name: 'c', initial: { asks: true }, react: (_, input) => (input.kind === 'message' ? [{ cursors: [{ log: 'log', reader: 'c', move: 'close' }] }] : [{ set: { saw: input.kind } }]) },
      ],
      channel: () => ({ ...unordered, onReceiverCrash: { name: 'reset', apply: () => ({ put: [], send: [{ to: 'c', message: 'no' }] }) } }),
      underway: [{ from: 'c', to: 's', message: 'please' }],
      logs: [{ name: 'log', openReaders: [{ reader: 's' }, { reader: 'c', via: 's' }] }],
      faults: { crash: 1 },
      isAtOnce: () => true,
    };
    mustBeRunsOf(system, 20);
    const engine = new Engine(system);
    expect(engine.view(replay(engine, ['crash: s']).end).get('c', 'saw')).toBeUndefined();
  });

  it('says which step goes round for ever', () => {
    const endless: System = { ...players, components: players.components.map((player) => ({ ...player, react: () => [{ send: [{ to: player.name === 'a' ? 'b' : 'a', message: 'ball' }] }] })) };
    expect(() => new Engine(endless).enabled(new Engine(endless).initial()[0] as State)).toThrow(ModelError);
    const engine = new Engine(endless);
    expect(() => engine.enabled(engine.initial()[0] as State)).toThrow(/what a: serve brings about at once goes round for ever/);
  });
});
