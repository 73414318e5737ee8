import { describe, expect, it } from 'vitest';
import { checkRandom } from '../../generators/random/checkRandom.ts';
import { scenarios } from '../../generators/scenarios/index.ts';
import { cluster } from '../../model/cluster/cluster.ts';
import { faultNames, scenario } from '../../model/scenario.ts';
import { clusterProperties } from '../../properties/index.ts';

/** Everything that may go wrong, once. */
const everyFault = Object.fromEntries(faultNames.map((fault) => [fault, 1]));

describe('every property holds of the model of Kubernetes', () => {
  it.each(scenarios)('in the scenario $name, whatever goes wrong', async ({ scenario: named }) => {
    const { system, shape } = cluster(scenario({ ...named, faults: everyFault }));
    expect(await checkRandom({ system, shape }, clusterProperties, { seed: 1, runs: 3 })).toMatchObject({ verdict: 'held' });
  });

  it('where there are several of everything', async () => {
    const service = scenarios.find(({ name }) => name === 'service');
    const { system, shape } = cluster(scenario({ name: 'several', ...service?.scenario, apiservers: 2, schedulers: 2, controllerManagers: 2, faults: everyFault }));
    expect(await checkRandom({ system, shape }, clusterProperties, { seed: 1, runs: 3 })).toMatchObject({ verdict: 'held' });
  });

  it('where the properties have something to judge: none of them stays silent because nothing happens', async () => {
    const service = scenarios.find(({ name }) => name === 'service');
    const { system, shape } = cluster(scenario({ name: 'one', ...service?.scenario, faults: {} }));
    const result = await checkRandom({ system, shape }, clusterProperties, { seed: 1, runs: 3 });
    expect(result).toMatchObject({ verdict: 'held', cut: 0 });
    expect(result.guards.find(({ guard }) => guard === 'apiserver.podIsUnbound')?.true).toBeGreaterThan(0);
  });
});
