import { describe, expect, test } from 'vitest';
import { atomic, checkExhaustive, RunError, type Liveness, type Subject } from '../../../index.ts';
import { followAgain, type KeptCounterexample } from '../../../generators/regressions/follow.ts';
import { noLostUpdate, racyCounter } from '../../models/racyCounter.ts';
import { placeIn, turning, type Place } from '../liveness/turns.ts';

const of = (system: Subject['system']): Subject => ({ system, shape: undefined });

/** A component comes to a place in the end. */
const comes = (component: string, place: number): Liveness => ({
  kind: 'liveness',
  name: 'comes',
  statement: `${component} comes to place ${place}.`,
  source: 'this test',
  fairness: 'weak',
  missing: (state) => (placeIn(state, component) === place ? undefined : `${component} is at ${placeIn(state, component)}`),
});

const kept = (schedule: readonly string[], more: Partial<KeptCounterexample> = {}): KeptCounterexample => ({ property: 'any', initial: 0, schedule, faults: {}, ...more });

const rest: Place = { own: {} };
const overtaken = ['memory: thread0 reads', 'memory: thread1 reads', 'memory: thread0 writes', 'memory: thread1 writes'];

describe('following a kept counterexample of safety', () => {
  test('the same run is taken again, as far as the violation', async () => {
    const found = await followAgain(of(racyCounter(2)), noLostUpdate, kept([...overtaken, 'memory: and something else']));
    expect(found).toMatchObject({ verdict: 'violated', isSameRun: true, counterexample: { schedule: overtaken, violation: { property: 'no-lost-update', explanation: '2 threads are done and the counter is 1' } } });
  });

  test('what is not possible is left out', async () => {
    const found = await followAgain(of(racyCounter(2)), noLostUpdate, kept(['memory: thread2 reads', ...overtaken]));
    expect(found).toMatchObject({ verdict: 'violated', isSameRun: false, counterexample: { schedule: overtaken } });
  });

  test('what violates nothing any more, or begins where nothing begins any more', async () => {
    expect(await followAgain(of(racyCounter(2)), noLostUpdate, kept(overtaken.slice(0, 3)))).toEqual({ verdict: 'not violated' });
    expect(await followAgain(of(racyCounter(2)), noLostUpdate, kept(overtaken, { initial: 1 }))).toEqual({ verdict: 'not violated' });
  });

  test('what throws is told with its steps, and where they are kept', async () => {
    const broken = { ...noLostUpdate, violation: (state: Parameters<typeof noLostUpdate.violation>[0]) => (state.get('memory', 'counter') === 1 ? fail() : undefined) };
    const following = followAgain(of(racyCounter(2)), broken, kept(overtaken), { where: 'the trace x.trace.json' });
    await expect(following).rejects.toThrow(RunError);
    await expect(following).rejects.toThrow(/the property is broken\nafter 3 steps:\n(?:.*\n){3}replay: the trace x\.trace\.json/);
  });

  test('interrupted, it says nothing', async () => {
    expect(await followAgain(of(racyCounter(2)), noLostUpdate, kept(overtaken), { signal: AbortSignal.abort() })).toBeUndefined();
  });
});

function fail(): never {
  throw new Error('the property is broken');
}

describe('following a kept counterexample of liveness', () => {
  test('the run is let come to rest before it is judged', async () => {
    const system = turning({ a: { places: [{ own: { left: [{ to: 1 }], right: [{ to: 2 }] } }, { own: { on: [{ to: 3 }] } }, rest, rest] } });
    const found = await followAgain(of(system), comes('a', 2), kept(['a: left [way 0]']));
    expect(found).toMatchObject({ verdict: 'violated', isSameRun: true, counterexample: { schedule: ['a: left [way 0]', 'a: on [way 0]'], completionLength: 1 } });
  });

  test('a circle that it went round in is enough, even if it would leave it by itself now', async () => {
    // Leaving is possible in every second place only, so that nobody owes it.
    const system = turning({ a: { places: [{ own: { go: [{ to: 1 }], leave: [{ to: 2 }] } }, { own: { back: [{ to: 0 }] } }, rest] } });
    const result = await checkExhaustive(of(system), [comes('a', 2)]);
    if (result.verdict !== 'violated') throw new Error(`not found: ${result.verdict}`);
    const { schedule, circleLength } = result.counterexample;
    expect(circleLength).toBe(2);
    const found = await followAgain(of(system), comes('a', 2), kept(schedule));
    expect(found).toMatchObject({ verdict: 'violated', isSameRun: true, counterexample: { schedule, circleLength: 2 } });
    // Half a round is no circle, and by itself it leaves.
    expect(await followAgain(of(system), comes('a', 2), kept(schedule.slice(0, 1)))).toEqual({ verdict: 'not violated' });
  });
});

describe('a kept counterexample of a system that does not come to rest any more', () => {
  test('is not judged: that is no reason to forget it', async () => {
    const counter = (name: string, most: number) => atomic<number>({ name, initial: 0, internal: { go: (at) => (at < most ? [{ state: at + 1 }] : []) } });
    const sevens: Liveness = { kind: 'liveness', name: 'sevens', statement: 'It comes to seven.', source: 'made up', fairness: 'what can be done is done', missing: (state) => (state.get('a', 'state') === 7 ? undefined : 'it does not') };
    const all = kept(['a: go'], { property: 'sevens' });
    expect(await followAgain(of({ components: [counter('a', 1)] }), sevens, all)).toMatchObject({ verdict: 'violated' });
    expect(await followAgain(of({ components: [counter('a', 1), counter('b', 6_000)] }), sevens, all)).toEqual({ verdict: 'not judged' });
  });
});

describe('a kept counterexample that needs faults', () => {
  const system = turning({ a: { places: [{ own: { stumble: [{ to: 1, slips: true }], go: [{ to: 2 }] } }, rest, rest] } }, {});
  const stumbled = kept(['a: stumble [way 0]'], { faults: { slip: 1 } });

  test('says nothing about a system that allows none, and is no longer violated only if it is not with them either', async () => {
    expect(await followAgain(of({ ...system, faults: { slip: 2 } }), comes('a', 2), stumbled)).toMatchObject({ verdict: 'violated' });
    expect(await followAgain(of(system), comes('a', 2), stumbled)).toEqual({ verdict: 'beyond the faults' });
    expect(await followAgain(of(system), comes('a', 2), { ...stumbled, schedule: ['a: go [way 0]'] })).toEqual({ verdict: 'not violated' });
  });
});
