import { describe, expect, it } from 'vitest';
import { checkExhaustive, cluster, clusterProperties, mutantNamed, mutated, scenario, scenarios, type ClusterInvariant, type ExhaustiveResult } from '../../../index.ts';

const gated = cluster(scenario({ ...scenarios.find(({ name }) => name === 'scheduling-gates')?.scenario, name: 'gated', nodes: 2, schedulers: 2, faults: {} }));
const safety = clusterProperties.filter(({ kind }) => kind !== 'liveness');

/** How long a shortest counterexample is; undefined when nothing is violated. */
function shown(result: ExhaustiveResult): number | undefined {
  return result.verdict === 'violated' ? result.counterexample.schedule.length : undefined;
}

describe('an exhaustive check up to symmetry', () => {
  // Of the others, some take long without symmetry: all have been compared as far as that goes.
  it.each(['bind-a-gated-pod', 'quota-is-ignored', 'created-over-another', 'finalizers-are-ignored', 'assumed-pods-take-no-room'])('finds what one that tells all states apart finds, as shortly: %s', async (name) => {
    const mutant = mutantNamed(name);
    if (mutant === undefined) throw new Error(`there is no mutant ${name}`);
    const subject = cluster(scenario({ ...mutated(mutant), nodes: 2 }));
    const property = safety.filter((candidate) => candidate.name === mutant.killedBy);
    const length = shown(await checkExhaustive(subject, property, { symmetry: false, reduction: false }));
    expect(length).toBeGreaterThan(0);
    for (const reduction of [false, true]) {
      const result = await checkExhaustive(subject, property, { reduction });
      expect(result.statistics.symmetry).toMatchObject([{ of: 'nodes' }]);
      expect(shown(result)).toBe(length);
    }
  });

  it('proves what one that tells all states apart proves, on fewer states', async () => {
    const [all, orbits] = await Promise.all([false, true].map((symmetry) => checkExhaustive(gated, safety, { symmetry, reduction: false })));
    expect([all?.verdict, all?.statistics.states, orbits?.verdict, orbits?.statistics.states]).toEqual(['proved', 60, 'proved', 48]);
  });

  it('tells states apart where a property might, and where circles are looked for', async () => {
    const { isSymmetric: _, ...partial } = (safety[0] ?? {}) as ClusterInvariant;
    for (const property of [partial, clusterProperties.find(({ name }) => name === 'caches-converge') ?? partial]) {
      const { verdict, statistics } = await checkExhaustive(gated, [property], { reduction: false });
      expect([verdict, statistics.states, statistics.symmetry]).toEqual(['proved', 60, undefined]);
    }
  });

  it('judges ends of runs, and then looks for circles among states', async () => {
    const { verdict, statistics } = await checkExhaustive(gated, clusterProperties, {});
    expect(verdict).toBe('proved');
    expect(statistics.symmetry).toMatchObject([{ of: 'nodes' }, { of: 'schedulers' }]);
  });
});
