import { describe, expect, it } from 'vitest';
import { checkRandom } from '../../generators/random/checkRandom.ts';
import { cluster } from '../../model/cluster/cluster.ts';
import { scenario, type ScenarioInput } from '../../model/scenario.ts';
import { clusterProperties, mutantNamed, mutants, mutated, propertyNamed } from '../../properties/index.ts';

const seed = 5;

/** None of the mutants needs more. */
const most = 100;

function check(input: ScenarioInput, runs: number) {
  return checkRandom(cluster(scenario(input)), clusterProperties, { seed, runs, shrink: false });
}

describe('mutants', () => {
  it.each(mutants)('$name is noticed by $killedBy, and by nothing when the guard is not replaced', async (mutant) => {
    const found = await check(mutated(mutant), most);
    expect(found.verdict === 'violated' && found.counterexample.violation.property).toBe(mutant.killedBy);
    const original = await check(mutant.scenario, found.runs);
    expect(original).toMatchObject({ verdict: 'held' });
    // What is promised comes up there: the property says so in one run or the other.
    expect([found, original].some(({ premises }) => !premises.never.includes(mutant.killedBy))).toBe(true);
  });

  it('have names and replace guards that the model has', () => {
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
    for (const mutant of mutants) expect(() => cluster(scenario(mutated(mutant)))).not.toThrow();
    expect(mutantNamed('double-binding')?.guard).toBe('apiserver.podIsUnbound');
    expect(mutantNamed('no such mutant')).toBeUndefined();
  });

  it('change what their guard really answers: forcing it the other way is no mutant', () => {
    for (const { guard, forced, scenario: input } of mutants) expect(input.mutants?.[guard]).not.toBe(forced);
  });
});

describe('properties', () => {
  it.each(clusterProperties.map(({ name }) => name))('%s is broken by a mutant', (name) => {
    expect(mutants.filter(({ killedBy }) => killedBy === name).map((mutant) => mutant.name)).not.toEqual([]);
  });

  it('have names, and say what they promise and who else does', () => {
    expect(new Set(clusterProperties.map(({ name }) => name)).size).toBe(clusterProperties.length);
    for (const { name, statement, source } of clusterProperties) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(statement).toMatch(/^[A-Z].*\.$/s);
      expect(source).not.toBe('');
    }
    expect(propertyNamed('no-double-binding')?.kind).toBe('monitor');
    expect(propertyNamed('no such property')).toBeUndefined();
  });

  it('say when there is something that they promise about', async () => {
    expect((await check({ name: 'nothing happens' }, 1)).premises).toEqual({ never: clusterProperties.map(({ name }) => name), notKnown: [] });
  });

  it('end with those of liveness, so that what went wrong is told before what did not come of it', () => {
    const kinds = clusterProperties.map(({ kind }) => kind === 'liveness');
    expect(kinds).toEqual([...kinds].sort((a, b) => Number(a) - Number(b)));
  });
});
