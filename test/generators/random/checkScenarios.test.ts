import { describe, expect, it } from 'vitest';
import { scenarioArbitrary } from '../../../generators/arbitraries/index.ts';
import { checkScenarios } from '../../../generators/random/checkScenarios.ts';
import { cluster } from '../../../model/cluster/cluster.ts';
import type { Scenario } from '../../../model/scenario.ts';
import { noDoubleBinding } from '../../../properties/scheduling/noDoubleBinding.ts';
import { RunError, type Invariant } from '../../../index.ts';

/** Pods only, two schedulers, and an API server that lets a pod be bound twice. */
const forgetful = scenarioArbitrary({ maximumDeployments: 0, maximumServices: 0, maximumWebhooks: 0, policies: false, maximumFaults: 1, timings: ['adversarial'], starts: ['warm'] }).map((each) => ({
  ...each,
  schedulers: 2,
  mutants: { 'apiserver.podIsUnbound': true },
}));

const search = { seed: 1, scenarios: 80, schedules: 6, maximumLength: 100 };

describe('checking scenarios', () => {
  it('finds the smallest cluster in which a property does not hold, and a short schedule in it', async () => {
    const checked = await checkScenarios(forgetful, cluster, [noDoubleBinding], search);
    if (checked.verdict !== 'violated') throw new Error(checked.verdict);
    // Two schedulers race for a pod, and each has a node of its own in mind.
    expect(checked.scenario).toMatchObject({ apiservers: 1, controllerManagers: 1, faults: {} });
    expect(checked.scenario.commands).toHaveLength(1);
    expect(checked.scenario.objects.map(({ kind }) => kind)).toEqual(['Node', 'Node']);
    expect(checked.result.counterexample.schedule).toHaveLength(23);
    // The path leads there again.
    const again = await checkScenarios(forgetful, cluster, [noDoubleBinding], { ...search, path: checked.path });
    expect(again).toMatchObject({ verdict: 'violated', scenarios: 1, scenario: checked.scenario, path: checked.path });
    expect(again).toHaveProperty('result.counterexample', checked.result.counterexample);
  }, 60_000);

  it('says what it did when nothing was found', async () => {
    const repaired = forgetful.map((each): Scenario => ({ ...each, mutants: {} }));
    expect(await checkScenarios(repaired, cluster, [noDoubleBinding], { seed: 1, scenarios: 5, schedules: 2, maximumLength: 50 })).toMatchObject({ verdict: 'held', scenarios: 5, schedules: 10, seed: 1 });
  });

  it('does not take a path that leads nowhere for a success', async () => {
    const nowhere = await checkScenarios(forgetful, cluster, [noDoubleBinding], { ...search, path: '0:999999' });
    expect(nowhere).toMatchObject({ verdict: 'inconclusive', scenarios: 0, reason: expect.stringContaining('leads nowhere') });
  });

  it('can be interrupted', async () => {
    const controller = new AbortController();
    const checked = await checkScenarios(forgetful, cluster, [], { seed: 1, schedules: 1, signal: controller.signal, progress: ({ scenarios }) => scenarios === 3 && controller.abort() });
    expect(checked).toMatchObject({ verdict: 'inconclusive', scenarios: 3, reason: 'interrupted after 3 scenarios' });
    const once = new AbortController();
    const first = await checkScenarios(forgetful, cluster, [], { seed: 1, schedules: 1, signal: once.signal, progress: () => once.abort() });
    expect(first).toMatchObject({ scenarios: 1, reason: 'interrupted after 1 scenario' });
  });

  it('looks for the smallest cluster in which something throws', async () => {
    const fragile: Invariant = {
      kind: 'invariant',
      name: 'fragile',
      statement: '',
      source: '',
      violation(state) {
        if (state.keys('etcd', 'pods/').length > 0) throw new TypeError('oh no');
        return undefined;
      },
    };
    const failure = await checkScenarios(forgetful, cluster, [fragile], { seed: 1, scenarios: 20, schedules: 2 }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RunError);
    expect((failure as RunError).message).toMatch(/^TypeError: oh no\nafter 9 steps:/);
  });
});
