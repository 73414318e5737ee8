import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  containerArbitrary,
  deploymentArbitrary,
  faultBudgetArbitrary,
  limitRangeArbitrary,
  nodeArbitrary,
  podArbitrary,
  priorityClassArbitrary,
  resourceQuotaArbitrary,
  serviceArbitrary,
  webhookArbitrary,
} from '../../../generators/arbitraries/index.ts';
import { validate } from '../../../model/objects/index.ts';
import { faultNames } from '../../../model/scenario.ts';
import type { JsonObject } from '../../../index.ts';

const configuration = (kind: 'Mutating' | 'Validating') => webhookArbitrary(kind, 'policy.example.com').map((webhook) => webhook.configuration);

describe('whatever is generated, the API server would accept', () => {
  it.each<[string, fc.Arbitrary<JsonObject>]>([
    ['pods', podArbitrary()],
    ['pods with three containers and two init containers', podArbitrary('big', { maximumContainers: 3, maximumInitContainers: 2 })],
    ['deployments', deploymentArbitrary()],
    ['services', serviceArbitrary()],
    ['nodes', nodeArbitrary()],
    ['resource quotas', resourceQuotaArbitrary()],
    ['limit ranges', limitRangeArbitrary()],
    ['priority classes', priorityClassArbitrary()],
    ['mutating webhooks', configuration('Mutating')],
    ['validating webhooks', configuration('Validating')],
  ])('%s', (_, arbitrary) =>
    fc.assert(
      fc.property(arbitrary, (object) => {
        expect(validate(object)).toEqual([]);
      }),
      { numRuns: 300 },
    ));

  it('containers, inside a pod', () =>
    fc.assert(
      fc.property(containerArbitrary('web'), (container) => {
        expect(validate({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [container] } })).toEqual([]);
      }),
      { numRuns: 300 },
    ));
});

describe('there is variety', () => {
  const text = (arbitrary: fc.Arbitrary<JsonObject>): string => fc.sample(arbitrary, { seed: 1, numRuns: 500 }).map((object) => JSON.stringify(object)).join('\n');

  it.each(['initContainers', 'main-2', '"Never"', '"OnFailure"', 'tolerations', 'nodeSelector', 'nodeAffinity', 'podAntiAffinity', 'topologySpreadConstraints', 'schedulingGates', 'readinessGates', 'priorityClassName', 'readinessProbe', 'livenessProbe', 'startupProbe', '"limits"', '"requests"', '"labels"'])('some pods have %s', (feature) => {
    expect(text(podArbitrary())).toContain(feature);
  });

  it.each(['"replicas":0', '"replicas":3', '"Recreate"', '"maxSurge":"25%"', '"maxUnavailable":0'])('some deployments have %s', (feature) => {
    expect(text(deploymentArbitrary())).toContain(feature);
  });

  it.each(['"NoSchedule"', '"NoExecute"', '"unschedulable":true', '"example.com/disk":"ssd"', '"pods":"1"'])('some nodes have %s', (feature) => {
    expect(text(nodeArbitrary())).toContain(feature);
  });
});

describe('fault budgets', () => {
  it('never exceed what was asked for', () =>
    fc.assert(
      fc.property(fc.nat({ max: 5 }), fc.subarray([...faultNames]), fc.integer(), (maximum, names, seed) => {
        for (const budget of fc.sample(faultBudgetArbitrary(maximum, names), { seed, numRuns: 5 })) {
          expect(Object.values(budget).reduce((sum, times) => sum + times, 0)).toBeLessThanOrEqual(maximum);
          for (const name of Object.keys(budget)) expect(names).toContain(name);
        }
      }),
    ));
});
