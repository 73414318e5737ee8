import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explained, isKilled, outcome, pool, recordedFates, replacementName, summaryOf, type Kill, type MutantFate } from '../../../generators/mutation/index.ts';
import { outcomeText } from '../../../generators/mutation/outcomeText.ts';
import { checkRandom } from '../../../generators/random/checkRandom.ts';
import { scenarios } from '../../../generators/scenarios/index.ts';
import { cluster } from '../../../model/cluster/cluster.ts';
import { scenario } from '../../../model/scenario.ts';
import { clusterProperties, survivors } from '../../../properties/index.ts';

const all = recordedFates(outcome);
const guards = new Set(scenarios.flatMap(({ scenario: named }) => cluster(named).system.components.flatMap(({ kind, name, guards: own }) => Object.keys(own ?? {}).map((guard) => `${kind ?? name}.${guard}`))));

describe('the recorded outcome of replacing guards', () => {
  it('has every guard, and no other', () => {
    expect(Object.keys(outcome.fates).sort()).toEqual([...guards].sort());
  });

  it('is as it was written', () => {
    expect(readFileSync(new URL('../../../generators/mutation/outcome.ts', import.meta.url), 'utf8')).toBe(outcomeText(outcome));
  });

  it('leaves nothing unexplained', () => {
    const unexplained = all.map((fate) => explained(fate, survivors)).filter(({ fate, survivor }) => !isKilled(fate) && survivor === undefined);
    expect(unexplained.map(replacementName)).toEqual([]);
    expect(summaryOf(all.map((fate) => explained(fate, survivors)))).toMatchObject({ all: 2 * guards.size, unexplained: 0 });
  });

  it('names properties and scenarios that there are', () => {
    const names = clusterProperties.map(({ name }) => name);
    const known = pool.map(({ name }) => name);
    for (const { fate } of all) {
      if (fate.verdict === 'killed') expect(names).toContain(fate.property);
      if (isKilled(fate)) expect(known).toContain((fate as Kill).scenario);
    }
  });

  // Evenly from all that are killed: of each component some.
  const kills = all.filter(({ fate }) => fate.verdict === 'killed');
  const wanted = 30;
  const sample = kills.filter((_, index) => Math.floor((index * wanted) / kills.length) !== Math.floor(((index - 1) * wanted) / kills.length));

  it.each(sample.map((one) => [replacementName(one), one] as const))('%s is noticed as recorded, and nothing is wrong without it', async (_, one) => {
    const { property, scenario: where, runs } = one.fate as Extract<MutantFate['fate'], { verdict: 'killed' }>;
    const given = scenario(pool.find(({ name }) => name === where)?.scenario ?? { name: '' });
    const options = { seed: outcome.seed, runs, shrink: false };
    expect(await checkRandom(cluster({ ...given, mutants: { ...given.mutants, [one.guard]: one.answer } }), clusterProperties, options)).toMatchObject({ verdict: 'violated', runs, counterexample: { violation: { property } } });
    expect(await checkRandom(cluster(given), clusterProperties, options)).toMatchObject({ verdict: 'held' });
  });
});

describe('survivors', () => {
  it('are replacements that nothing notices, each once, with an argument in sentences', () => {
    expect(new Set(survivors.map(replacementName)).size).toBe(survivors.length);
    for (const survivor of survivors) {
      const recorded = all.find(({ guard, answer }) => guard === survivor.guard && answer === survivor.answer);
      expect(recorded && { [replacementName(survivor)]: isKilled(recorded.fate) }).toEqual({ [replacementName(survivor)]: false });
      expect(survivor.argument).toMatch(/^[A-Z].{30,}[.)]$/s);
    }
  });
});

describe('the scenarios of a mutation test', () => {
  it('have names of their own', () => {
    expect(new Set(pool.map(({ name }) => name)).size).toBe(pool.length);
    for (const { name } of pool) expect(name).toMatch(/^(?:[a-z][a-z-]*|B\d+)$/);
  });
});
