import { describe, expect, it } from 'vitest';
import { checkRandom, reactions, type Component, type Liveness } from '../../../index.ts';

/** Timers that go round for ever: liveness is judged on the whole circle, and only on a fair one. */
const clockwork = (timers: { readonly [label: string]: (hand: number) => number }): Component => ({
  name: 'clock',
  initial: { hand: 0 },
  internals: () => Object.keys(timers).map((label) => ({ label, input: label, timer: true })),
  react: (view, input, check) =>
    reactions(view, check, (step) => {
      if (input.kind !== 'internal') return step.impossible();
      const turn = timers[input.input as string];
      if (turn !== undefined) step.set('hand', turn(step.get('hand') as number));
    }),
});

const eventually = (name: string, isReached: (hand: number) => boolean): Liveness => ({
  kind: 'liveness',
  name,
  statement: name,
  source: 'this test',
  fairness: 'timers fire',
  missing: (state) => (isReached(state.get('clock', 'hand') as number) ? undefined : 'not there'),
});

const check = (component: Component, ...properties: readonly Liveness[]) => checkRandom({ system: { components: [component] }, shape: undefined }, properties, { seed: 1, runs: 5, maximumLength: 0 });

describe('timers that go round', () => {
  it('are not judged before each of them has had its turn', async () => {
    const clock = clockwork({ 'a: do nothing': (hand) => hand, 'b: reach the goal': () => 7 });
    expect(await check(clock, eventually('the goal', (hand) => hand === 7))).toMatchObject({ verdict: 'held' });
  });

  it('reach what they reach again and again', async () => {
    const clock = clockwork({ turn: (hand) => 1 - hand });
    expect(await check(clock, eventually('one', (hand) => hand === 1))).toMatchObject({ verdict: 'held' });
  });

  it('miss what is missing all the way round, whatever else comes and goes', async () => {
    const clock = clockwork({ turn: (hand) => 1 - hand });
    const [one, never] = [eventually('one', (hand) => hand === 1), eventually('never', (hand) => hand === 9)];
    for (const properties of [[one, never], [never, one]]) {
      expect(await check(clock, ...properties)).toMatchObject({ verdict: 'violated', counterexample: { violation: { property: 'never' } } });
    }
  });
});
