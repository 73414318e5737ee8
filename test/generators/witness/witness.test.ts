import { describe, expect, it } from 'vitest';
import { atomic, cluster, Engine, expressionGoal, fingerprint, replay, scenarios, witness, type Goal, type Scenario, type StateView, type System } from '../../../index.ts';
import { allHaveCrossed, riverCrossing } from '../../models/riverCrossing.ts';
import { hasFourGallons, waterJugs } from '../../models/waterJugs.ts';

const goal = (isReached: (state: StateView) => boolean): Goal => ({ name: 'goal', statement: 'it is there', isReached });
const subjectOf = (system: System) => ({ system, shape: undefined });
const counter = (name: string, to: number) => atomic<number>({ name, initial: 0, internal: { count: (at) => (at < to ? [{ state: at + 1 }] : []) } });
const at = (state: StateView, name: string): unknown => state.get(name, 'state');

function scenarioNamed(name: string): Scenario {
  const found = scenarios.find((each) => each.name === name);
  if (found === undefined) throw new Error(`there is no scenario ${name}`);
  return found.scenario;
}

describe('a witness', () => {
  it('is a shortest run that reaches the goal', async () => {
    const result = await witness(subjectOf({ components: [counter('a', 5), counter('b', 5)] }), goal((state) => at(state, 'a') === 2 && at(state, 'b') === 1));
    expect(result).toMatchObject({ verdict: 'found', rank: 'shortest', leastSteps: 3, runs: 0 });
    expect(result.verdict === 'found' && [...result.schedule].sort()).toEqual(['a: count', 'a: count', 'b: count']);
  });

  it('is nothing at all where runs begin at the goal', async () => {
    expect(await witness(subjectOf({ components: [counter('a', 5)] }), goal(() => true))).toMatchObject({ verdict: 'found', rank: 'shortest', schedule: [] });
  });

  it('is not there: every state was looked at', async () => {
    expect(await witness(subjectOf({ components: [counter('a', 5), counter('b', 5)] }), goal((state) => at(state, 'a') === 6))).toMatchObject({ verdict: 'unreachable', states: 36, runs: 0 });
  });

  it('that a search does not come as far as is found at random and called the shortest found, not the shortest', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const all = subjectOf({ components: names.map((name) => counter(name, 9)) });
    const result = await witness(all, goal((state) => names.every((name) => Number(at(state, name)) >= 3)), { maximumStates: 500, seed: 1 });
    expect(result).toMatchObject({ verdict: 'found', rank: 'shortest found', runs: 1, schedule: { length: 24 } });
    expect(result.leastSteps).toBeGreaterThan(1);
    expect(result.leastSteps).toBeLessThan(24);
  });

  it('that neither reaches is found by leaving out orders that make no difference, or shown not to be there', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const all = subjectOf({ components: names.map((name) => counter(name, 9)) });
    expect(await witness(all, goal((state) => at(state, 'a') === 4), { maximumStates: 3, runs: 0 })).toMatchObject({ verdict: 'inconclusive' });
    expect(await witness(all, goal((state) => at(state, 'a') === 9), { maximumStates: 300, runs: 0 })).toMatchObject({ verdict: 'found', schedule: { length: 9 } });
    // 100,000 states, far more than it may store.
    expect(await witness(all, goal((state) => at(state, 'a') === 10), { maximumStates: 300, runs: 5 })).toMatchObject({ verdict: 'unreachable', runs: 5 });
  });

  it('may need a fault, and is shortest without faults when more was not looked at', async () => {
    const lossy: System = {
      components: [{ ...counter('a', 3), crash: { fault: 'crash', durable: () => true } }, counter('b', 40)],
      faults: { crash: 2 },
    };
    expect(await witness(subjectOf(lossy), goal((state) => state.isDown('a')))).toMatchObject({ verdict: 'found', rank: 'shortest', schedule: ['crash: a'] });
    const far = goal((state) => at(state, 'b') === 20);
    expect(await witness(subjectOf(lossy), far, { maximumStates: 500 })).toMatchObject({ verdict: 'found', rank: 'shortest without faults', schedule: { length: 20 } });
    expect(await witness(subjectOf(lossy), far)).toMatchObject({ verdict: 'found', rank: 'shortest', schedule: { length: 20 } });
  });

  it('is inconclusive when it is interrupted or its time is up', async () => {
    const endless = subjectOf({ components: [counter('a', 1e9), counter('b', 1e9)] });
    const never = goal(() => false);
    expect(await witness(endless, never, { signal: AbortSignal.abort() })).toMatchObject({ verdict: 'inconclusive', reason: expect.stringContaining('interrupted') as string });
    expect(await witness(endless, never, { maximumSeconds: 0.05 })).toMatchObject({ verdict: 'inconclusive', reason: expect.stringContaining('budget of 0.1 seconds reached') as string });
  });

  it('solves puzzles', async () => {
    expect(await witness(subjectOf(waterJugs()), goal(hasFourGallons))).toMatchObject({ verdict: 'found', rank: 'shortest', schedule: { length: 6 } });
    expect(await witness(subjectOf(riverCrossing()), goal(allHaveCrossed))).toMatchObject({ verdict: 'found', rank: 'shortest', schedule: { length: 11 } });
  });

  it('of a cluster: the same every time, and it replays', async () => {
    const subject = cluster({ ...scenarioNamed('delete-pod'), nodes: 1, faults: {} });
    const stale = expressionGoal("'web' in cache('scheduler', 'pods') && !('web' in pods)", subject);
    const [one, other] = [await witness(subject, stale, { caches: subject.shape.apiservers }), await witness(subject, stale, { caches: subject.shape.apiservers })];
    expect(one).toMatchObject({ verdict: 'found', rank: 'shortest', schedule: { length: 22 } });
    expect({ ...one, seconds: 0 }).toEqual({ ...other, seconds: 0 });
    const engine = new Engine(subject.system);
    const { end } = replay(engine, one.verdict === 'found' ? one.schedule : []);
    expect(stale.isReached(engine.view(end), subject.shape)).toBe(true);
    expect(fingerprint(engine, end)).toMatch(/^[0-9a-f]{64}$/);
  });
});
