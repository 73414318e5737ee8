import { describe, expect, it } from 'vitest';
import { MutationTest, type MutantFate, type MutationOptions, type PoolScenario } from '../../../generators/mutation/index.ts';
import type { ClusterProperty } from '../../../properties/cluster.ts';
import { toy } from '../../reports/cli/support/toy.ts';

const scenarioOf = (name: string): PoolScenario => ({ name, scenario: toy.scenarios.find((candidate) => candidate.name === name)?.scenario ?? { name } });
const pool = ['pod', 'two-schedulers'].map(scenarioOf);

const both = (guard: string) => [{ guard, answer: true }, { guard, answer: false }];

function testOf(options: Partial<MutationOptions> = {}, properties: readonly ClusterProperty[] = toy.properties, scenarios = pool): MutationTest {
  return new MutationTest((scenario) => toy.cluster(scenario), properties, scenarios, { seed: 1, ...options });
}

async function all(fates: AsyncIterable<MutantFate>): Promise<readonly MutantFate[]> {
  const known: MutantFate[] = [];
  for await (const fate of fates) known.push(fate);
  return known;
}

describe('a mutation test', () => {
  it('tells which property notices a replaced guard, where, and in which run', async () => {
    expect(await all(testOf().fates(both('apiserver.podIsUnbound')))).toEqual([
      { guard: 'apiserver.podIsUnbound', answer: true, fate: { verdict: 'killed', property: 'no-double-binding', scenario: 'two-schedulers', runs: 1 } },
      { guard: 'apiserver.podIsUnbound', answer: false, fate: { verdict: 'killed', property: 'pod-is-bound', scenario: 'pod', runs: 1 } },
    ]);
  });

  it('tries nothing where the guard would have answered the same anyway', async () => {
    expect((await all(testOf().fates(both('apiserver.neverAsked')))).map(({ fate }) => fate)).toEqual([{ verdict: 'unreached' }, { verdict: 'unreached' }]);
    expect((await all(testOf({}, toy.properties, [scenarioOf('pod')]).fates([{ guard: 'apiserver.podIsUnbound', answer: true }])))[0]?.fate).toEqual({ verdict: 'unreached' });
  });

  it('leaves aside scenarios that replace that guard themselves', async () => {
    const replaced = { name: 'replaced', scenario: { ...scenarioOf('two-schedulers').scenario, mutants: { 'apiserver.podIsUnbound': false } } };
    const [fate] = await all(testOf({}, [], [replaced]).fates([{ guard: 'apiserver.podIsUnbound', answer: true }]));
    expect(fate?.fate).toEqual({ verdict: 'unreached' });
  });

  it('says that nothing noticed, after how many runs', async () => {
    const [fate] = await all(testOf({ runs: 7 }, []).fates([{ guard: 'apiserver.podIsUnbound', answer: true }]));
    expect(fate?.fate).toEqual({ verdict: 'survived', scenarios: 1, runs: 7 });
  });

  it('counts as noticed what makes the model or a property throw', async () => {
    const strict: ClusterProperty = {
      kind: 'invariant',
      name: 'strict',
      statement: 'Throws.',
      source: 'this test',
      violation: (state) => {
        if (state.keys('apiserver', 'pods/').some((key) => (state.get('apiserver', key) as readonly string[]).length > 1)) throw new Error('two nodes');
        return undefined;
      },
    };
    const [fate] = await all(testOf({}, [strict]).fates([{ guard: 'apiserver.podIsUnbound', answer: true }]));
    expect(fate?.fate).toEqual({ verdict: 'killed by the model', error: 'two nodes', scenario: 'two-schedulers', runs: 1 });
  });

  it('counts only runs in which all holds without the replacement', async () => {
    // A lost request is never sent again there: the toy itself breaks a promise.
    const test = testOf({}, toy.properties, [scenarioOf('lossy')]);
    await all(test.fates([{ guard: 'apiserver.podIsUnbound', answer: false }]));
    expect(test.originals.known).toMatchObject([{ name: 'lossy', broken: 'pod-is-bound' }]);
    const [original] = test.originals.known;
    expect(original?.held).toBeLessThan(30);
  });

  it('begins with the scenario that is known to show it', async () => {
    const tried: string[] = [];
    await all(testOf({ hint: () => 'two-schedulers', progress: ({ scenario }) => void tried.push(scenario) }).fates([{ guard: 'apiserver.podIsUnbound', answer: true }]));
    expect(tried).toEqual(['two-schedulers']);
  });

  it('comes to the same every time, and stops when it is told to', async () => {
    const wanted = [...both('apiserver.podIsUnbound'), ...both('apiserver.neverAsked')];
    expect(await all(testOf().fates(wanted))).toEqual(await all(testOf().fates(wanted)));
    const controller = new AbortController();
    const known: MutantFate[] = [];
    for await (const fate of testOf({ signal: controller.signal }).fates(wanted)) {
      known.push(fate);
      controller.abort();
    }
    expect(known).toHaveLength(1);
  });
});
