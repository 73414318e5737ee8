import { describe, expect, it } from 'vitest';
import { checkExhaustive, cluster, clusterProperties, clusterTask, scenarioSchema, type Task } from '../../../index.ts';
import { noLostUpdate, racyCounter } from '../../models/racyCounter.ts';
import { twoPhaseCommit } from '../../models/twoPhaseCommit.ts';
import { firstDecides } from '../search/parallel/tasks.ts';

const workers = (name: string, argument: number): { readonly count: number; readonly task: Task } => ({ count: 2, task: { module: new URL('../search/parallel/tasks.ts', import.meta.url).href, name, argument } });

describe('an exhaustive check by several threads', () => {
  it('finds a counterexample as short as one alone does', async () => {
    const result = await checkExhaustive({ system: racyCounter(3), shape: undefined }, [noLostUpdate], { reduction: false, workers: workers('race', 3) });
    expect(result).toMatchObject({ verdict: 'violated', counterexample: { isShortest: true, schedule: { length: 6 } } });
  });

  it('judges liveness on what all of them stored', async () => {
    const subject = { system: twoPhaseCommit(3), shape: undefined };
    const alone = await checkExhaustive(subject, [firstDecides], { reduction: false });
    const shared = await checkExhaustive(subject, [firstDecides], { reduction: false, workers: workers('deciding', 3) });
    expect([alone.verdict, shared.verdict]).toEqual(['proved', 'proved']);
    expect(shared.statistics).toMatchObject({ states: 288, generated: 1_146, localStates: alone.statistics.localStates });
  });

  it('shares a scenario, and its budget of states', async () => {
    const scenario = scenarioSchema.parse({ name: 'small', nodes: 1, objects: [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [{ name: 'c', image: 'nginx' }] } }] });
    const names = ['no-double-binding', 'eventually-ready'];
    const properties = clusterProperties.filter(({ name }) => names.includes(name));
    const result = await checkExhaustive(cluster(scenario), properties, { reduction: false, maximumStates: 5_000, workers: { count: 2, task: clusterTask(scenario, names) } });
    expect(result).toMatchObject({ verdict: 'inconclusive', reason: expect.stringMatching(/^budget of 5,000 states reached at depth \d+$/) as string });
    expect(result.statistics.states).toBeGreaterThan(5_000);
    expect(result.statistics.guards.some((guard) => guard.true > 0)).toBe(true);
  });
});
