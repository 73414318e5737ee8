import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scenarioArbitrary } from '../../../generators/arbitraries/index.ts';
import { checkRandom } from '../../../generators/random/checkRandom.ts';
import { cluster } from '../../../model/cluster/cluster.ts';
import { validate, type KubernetesObject } from '../../../model/objects/index.ts';
import { scenario, type Scenario } from '../../../model/scenario.ts';
import { casIntegrity } from '../../../properties/store/casIntegrity.ts';
import { createIsUnique } from '../../../properties/store/createIsUnique.ts';
import { deletionIsFinal } from '../../../properties/store/deletionIsFinal.ts';
import { revisionsGrow } from '../../../properties/store/revisionsGrow.ts';

const objectsOf = ({ objects, commands }: Scenario) => [...objects, ...commands.flatMap((command) => ('object' in command ? [command.object] : []))] as unknown as readonly KubernetesObject[];

const storeProperties = [revisionsGrow, createIsUnique, casIntegrity, deletionIsFinal];

describe('generated scenarios', () => {
  it('are valid, every object of them', () =>
    fc.assert(
      fc.property(scenarioArbitrary({ maximumPods: 3, maximumDeployments: 2, maximumNodes: 3, maximumWebhooks: 2 }), (each) => {
        for (const object of objectsOf(each)) expect(validate(object)).toEqual([]);
        expect(scenario(JSON.parse(JSON.stringify(each)))).toEqual(each);
      }),
      { numRuns: 200 },
    ));

  it('are the same for the same seed, byte for byte', () => {
    const sample = (): string => JSON.stringify(fc.sample(scenarioArbitrary(), { seed: 7, numRuns: 50 }));
    expect(sample()).toBe(sample());
  });

  it('keep to what they were told', () => {
    const small = scenarioArbitrary({ maximumPods: 1, maximumDeployments: 0, maximumServices: 0, maximumNodes: 1, maximumControlPlane: 1, maximumWebhooks: 0, policies: false, maximumFaults: 0, timings: ['calm'], starts: ['warm'] });
    for (const each of fc.sample(small, { seed: 1, numRuns: 100 })) {
      expect(each).toMatchObject({ apiservers: 1, schedulers: 1, controllerManagers: 1, webhooks: [], faults: {}, timing: 'calm', start: 'warm' });
      expect(objectsOf(each).map(({ kind }) => kind).filter((kind) => !['Node', 'Pod', 'PriorityClass'].includes(kind))).toEqual([]);
    }
  });

  it('shrink towards a cluster of one node in which nothing is done', () => {
    const { counterexample } = fc.check(fc.property(scenarioArbitrary(), () => false), { seed: 3 });
    expect(counterexample?.[0]).toMatchObject({ commands: [], faults: {}, apiservers: 1, schedulers: 1, controllerManagers: 1, webhooks: [], missingImages: [], timing: 'calm', start: 'warm' });
    expect(counterexample?.[0]).toHaveProperty('objects.length', 1);
    expect(counterexample?.[0]).toMatchObject({ objects: [{ kind: 'Node', metadata: { name: 'node-1' }, spec: {} }] });
  });

  it('can be run: nothing throws, and the store keeps its promises', () =>
    fc.assert(
      fc.asyncProperty(scenarioArbitrary(), fc.integer(), async (each, seed) => {
        const result = await checkRandom(cluster(each), storeProperties, { seed, runs: 2, maximumLength: 60 });
        expect(result.verdict).toBe('held');
      }),
      { numRuns: 15, seed: 1 },
    ), 60_000);
});
