import { describe, expect, it } from 'vitest';
import { assertHolds, bugNamed, checkRandom, cluster, clusterProperties, distanceTo, Engine, expressionGoal, greedyToward, scenario, withBug, type Goal, type RandomResult, type Strategy } from '../../../index.ts';
import { combinationLock, placesToGo } from '../../models/combinationLock.ts';

describe('runs that are led toward a state near the bug', () => {
  // A pod that is being deleted stays a ready endpoint: to be seen, it must have been one before it was deleted.
  const bug = bugNamed('B60');
  if (bug === undefined) throw new Error('there is no such bug');
  const subject = cluster(scenario(withBug(bug)));
  const published = expressionGoal("pods.exists(p, ready(pods[p]) && terminating(pods[p])) && endpoints('web') != []", subject);
  const led = greedyToward(distanceTo(published, subject));
  const check = (seed: number, strategy: Strategy | 'greedy'): Promise<RandomResult> => checkRandom(subject, clusterProperties, { seed, runs: 30, strategy, shrink: false });

  it.each([2, 3])('find it in as many runs in which others do not: seed %i', async (seed) => {
    expect(await check(seed, 'greedy')).toMatchObject({ verdict: 'held', runs: 30 });
    expect(await check(seed, led)).toMatchObject({ verdict: 'violated', strategy: 'greedy', counterexample: { violation: { property: 'endpoints-are-sound' } } });
  });

  it('are made again by their seed and path, and a test may ask for them', async () => {
    const first = await checkRandom(subject, clusterProperties, { seed: 3, runs: 30, strategy: led });
    if (first.verdict !== 'violated') throw new Error('it was found before');
    expect(await checkRandom(subject, clusterProperties, { seed: 3, path: first.path, strategy: led })).toMatchObject({ verdict: 'violated', path: first.path, counterexample: { schedule: first.counterexample.schedule } });
    await expect(assertHolds(subject, clusterProperties, { seed: 3, numRuns: 30, strategy: led })).rejects.toThrow(`{ seed: 3, path: '${first.path}' }`);
  });
});

it('a goal that is a function is one away until it is reached, unless it says how far', () => {
  const subject = { system: combinationLock(), shape: undefined };
  const open: Goal = { name: 'open', statement: 'the lock is open', isReached: (state) => placesToGo(state) === 0 };
  const engine = new Engine(subject.system);
  const closed = engine.view(engine.initial()[0] ?? new Int32Array(0));
  expect(distanceTo(open, subject)(closed)).toBe(1);
  expect(distanceTo({ ...open, distance: placesToGo }, subject)(closed)).toBe(8);
  expect(distanceTo({ ...open, isReached: () => true }, subject)(closed)).toBe(0);
});
