import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atomic, checkRandom, RunError, type Component, type Liveness, type Property, type System } from '../../../index.ts';
import { noLostUpdate, racyCounter } from '../../models/racyCounter.ts';
import { neverMarked, subjectOf, tablesArbitrary } from './tables.ts';

const light = (system: System, isGood: (value: unknown) => boolean): { subject: { system: System; shape: undefined }; goal: Liveness } => ({
  subject: { system, shape: undefined },
  goal: {
    kind: 'liveness',
    name: 'green-at-last',
    statement: 'The light is green in the end.',
    source: 'made up',
    fairness: 'what can be done is done',
    missing: (state) => (isGood(state.get('light', 'state')) ? undefined : `it is ${JSON.stringify(state.get('light', 'state'))}`),
  },
});

const one = (component: Component): System => ({ components: [component] });

describe('liveness', () => {
  it('is judged when nothing is left to do: the schedule is what went wrong, the completion what could not help', async () => {
    const { subject, goal } = light(
      one(atomic<string>({ name: 'light', initial: 'red', internal: { 'turn green': (at) => (at === 'red' ? [{ state: 'green' }] : []), break: (at) => (at === 'red' ? [{ state: 'broken' }] : []), smoke: (at) => (at === 'broken' ? [{ state: 'smoking' }] : []) } })),
      (at) => at === 'green',
    );
    expect(await checkRandom(subject, [goal], { seed: 1 })).toMatchObject({
      verdict: 'violated',
      counterexample: { violation: { explanation: 'it is "smoking"' }, schedule: ['light: break', 'light: smoke'], completionLength: 1 },
    });
  });

  it('is violated by a fair circle: a livelock', async () => {
    const { subject, goal } = light(one(atomic<string>({ name: 'light', initial: 'red', internal: { on: (at) => [{ state: at === 'red' ? 'amber' : 'red' }] } })), (at) => at === 'green');
    const result = await checkRandom(subject, [goal], { seed: 1 });
    expect(result).toMatchObject({ verdict: 'violated', counterexample: { schedule: ['light: on', 'light: on'], completionLength: 2, circleLength: 2 } });
  });

  it('holds in a circle that leads past the goal again and again', async () => {
    const { subject, goal } = light(one(atomic<string>({ name: 'light', initial: 'red', internal: { on: (at) => [{ state: at === 'red' ? 'green' : 'red' }] } })), (at) => at === 'green');
    expect((await checkRandom(subject, [goal], { seed: 1, runs: 5 })).verdict).toBe('held');
  });

  it('is not violated by an unfair circle: whoever waits for long gets a turn', async () => {
    const { subject, goal } = light(
      one(atomic<string>({ name: 'light', initial: 'red', internal: { blink: (at) => (at === 'red' ? [{ state: 'red' }] : []), on: (at) => (at === 'red' ? [{ state: 'green' }] : []) } })),
      (at) => at === 'green',
    );
    expect((await checkRandom(subject, [goal], { seed: 1, runs: 20 })).verdict).toBe('held');
  });

  it('is not judged in runs that never come to rest, and the verdict says so', async () => {
    const { subject, goal } = light(one(atomic<number>({ name: 'light', initial: 0, internal: { count: (number) => [{ state: number + 1 }] } })), () => false);
    expect(await checkRandom(subject, [goal], { seed: 1, runs: 2, maximumLength: 10 })).toMatchObject({ verdict: 'inconclusive', cut: 2, reason: 'no run came to rest, so liveness was not judged' });
  });
});

describe('safety', () => {
  it('that breaks while a run is completed is shrunk like any other', async () => {
    const { subject, goal } = light(racyCounter(3), () => true);
    const result = await checkRandom(subject, [noLostUpdate, goal], { seed: 1, maximumLength: 0 });
    expect(result).toMatchObject({ verdict: 'violated', counterexample: { violation: { property: 'no-lost-update' }, completionLength: 0, isShortest: true } });
    expect(result).toHaveProperty('counterexample.schedule.length', 6);
  });

  it('is shrunk to what shows the same property, whatever else may break on the way', () =>
    fc.assert(
      fc.asyncProperty(tablesArbitrary, fc.integer(), async (tables, seed) => {
        const properties = tables.components.map((_, component) => ({ ...neverMarked({ ...tables, marked: { ...tables.marked, component } }), name: `never-marked-${component}` }));
        const [found, shrunk] = [await checkRandom(subjectOf(tables), properties, { seed, runs: 5, shrink: false }), await checkRandom(subjectOf(tables), properties, { seed, runs: 5 })];
        if (found.verdict === 'violated') expect(shrunk).toHaveProperty('counterexample.violation.property', found.counterexample.violation.property);
        else expect(shrunk.verdict).toBe('held');
      }),
      { numRuns: 40 },
    ));
});

describe('a component that throws', () => {
  const fragile: Component = {
    name: 'fragile',
    initial: { a: 0, b: 0, c: 0 },
    internals: (part, key) => (part === 0 ? [{ label: `set ${key}`, input: key }] : [{ label: `look at ${key}`, input: `look ${key}` }]),
    react(view, input) {
      if (input.kind !== 'internal') return [];
      const what = input.input as string;
      if (what === 'look a' && view.get('b') === 1) throw new TypeError('cannot read properties of undefined');
      return what.startsWith('look') ? [] : [{ set: { [what]: 1 } }];
    },
  };

  it('is reported with a shortest schedule that makes it throw', async () => {
    const failure = await checkRandom({ system: one(fragile), shape: undefined }, [], { seed: 1 }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RunError);
    expect(failure).toMatchObject({ schedule: expect.arrayContaining(['fragile: set a', 'fragile: set b']), cause: expect.any(TypeError) });
    expect((failure as RunError).schedule).toHaveLength(2);
    expect((failure as RunError).message).toMatch(/^TypeError: cannot read properties of undefined\nafter 2 steps:\n {2}fragile: set [ab]\n {2}fragile: set [ab]\nreplay: seed 1, path /);
  });
});

it('what breaks only where a run ends is not called the shortest: other ways may end sooner', async () => {
  const walker = atomic<string>({ name: 'walker', initial: 'start', internal: { far: (at) => (({ start: ['a'], a: ['b'], b: ['end'] })[at] ?? []).map((state) => ({ state })), near: (at) => (at === 'start' ? [{ state: 'end' }] : []) } });
  const arrives: Property = { kind: 'liveness', name: 'arrives', statement: 'the walker comes home', source: 'test', fairness: 'weak', missing: (state) => (state.get('walker', 'state') === 'home' ? undefined : 'not at home') };
  const result = await checkRandom({ system: { components: [walker] }, shape: undefined }, [arrives], { seed: 1, runs: 3 });
  expect(result).toMatchObject({ verdict: 'violated', counterexample: { isShortest: false } });
});
