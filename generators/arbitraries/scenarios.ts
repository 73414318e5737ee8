import * as fc from 'fast-check';
import type { JsonObject } from '../../model/kernel/index.ts';
import { scenario, type FaultName, type Scenario, type ScenarioCommand } from '../../model/scenario.ts';
import { list, numbered, sometimes } from './build.ts';
import { faultBudgetArbitrary } from './faults.ts';
import { followUpArbitrary, followUps } from './followUps.ts';
import { unnamedNode } from './nodes.ts';
import { unnamedPod, type PodOptions } from './pods.ts';
import { limitRangeArbitrary, priorityClassArbitrary, resourceQuotaArbitrary } from './policies.ts';
import { missableImage, priorityClass } from './vocabulary.ts';
import { unnamedWebhook, type Webhook } from './webhooks.ts';
import { unnamedDeployment, unnamedService } from './workloads.ts';

/** How large generated clusters may get; what is left out is small enough to be explored in a second or so. */
export interface ScenarioArbitraryOptions {
  readonly maximumPods?: number;
  readonly maximumDeployments?: number;
  /** Of one Deployment. */
  readonly maximumReplicas?: number;
  readonly maximumServices?: number;
  readonly maximumNodes?: number;
  /** API servers, schedulers, and controller managers, each. */
  readonly maximumControlPlane?: number;
  /** Webhook configurations of each kind. */
  readonly maximumWebhooks?: number;
  readonly policies?: boolean;
  /** Faults in one run, together; and which. */
  readonly maximumFaults?: number;
  readonly faults?: readonly FaultName[];
  readonly timings?: readonly Scenario['timing'][];
  readonly starts?: readonly Scenario['start'][];
  readonly pods?: PodOptions;
}

/** Scenarios in which everything is valid, whatever comes of it. Shrinks towards one node and nothing to do. */
export function scenarioArbitrary(options: ScenarioArbitraryOptions = {}): fc.Arbitrary<Scenario> {
  const { maximumPods = 2, maximumDeployments = 1, maximumReplicas = 2, maximumServices = 1, maximumNodes = 2, maximumControlPlane = 2, maximumWebhooks = 1, policies = true, maximumFaults = 2 } = options;
  const policy = (arbitrary: fc.Arbitrary<JsonObject>): fc.Arbitrary<JsonObject | undefined> => (policies ? sometimes(arbitrary, 1) : fc.constant(undefined));
  const replicas = fc.oneof({ withCrossShrink: true }, fc.constant(1), fc.integer({ min: 1, max: maximumControlPlane }));
  return fc
    .record({
      pods: numbered('pod', unnamedPod(options.pods), 0, maximumPods),
      deployments: numbered('app', unnamedDeployment({ ...options.pods, maximumReplicas }), 0, maximumDeployments),
      services: numbered('service', unnamedService, 0, maximumServices),
      nodes: numbered('node', unnamedNode, 1, maximumNodes),
      followUps: list(followUpArbitrary, 0, 2),
      quota: policy(resourceQuotaArbitrary()),
      limitRange: policy(limitRangeArbitrary()),
      priorityClass: priorityClassArbitrary(),
      mutating: webhooks('Mutating', maximumWebhooks),
      validating: webhooks('Validating', maximumWebhooks),
      missing: fc.constantFrom(false, false, true),
      faults: faultBudgetArbitrary(maximumFaults, options.faults),
      apiservers: replicas,
      schedulers: replicas,
      leaderElect: fc.boolean(),
      controllerManagers: replicas,
      timing: fc.constantFrom(...(options.timings ?? (['calm', 'adversarial'] as const))),
      start: fc.constantFrom(...(options.starts ?? (['warm', 'warm', 'warm', 'cold'] as const))),
    })
    .map((drawn) => {
      const { faults, apiservers, schedulers, leaderElect, controllerManagers, timing, start, followUps: later } = drawn;
      const commands: ScenarioCommand[] = [...drawn.services, ...drawn.deployments, ...drawn.pods].map((object) => ({ verb: 'apply', object }));
      const hooks = [...drawn.mutating, ...drawn.validating];
      const needsClass = JSON.stringify(commands).includes(`"priorityClassName":"${priorityClass}"`);
      const objects = [...drawn.nodes, drawn.quota, drawn.limitRange, needsClass ? drawn.priorityClass : undefined, ...hooks.map(({ configuration }) => configuration)];
      return scenario({
        name: 'generated',
        commands: [...commands, ...followUps(commands, later)],
        objects: objects.filter((object) => object !== undefined),
        webhooks: hooks.map(({ name, behaviour }) => ({ name, behaviour })),
        missingImages: drawn.missing ? [missableImage] : [],
        faults,
        apiservers,
        schedulers,
        leaderElect,
        controllerManagers,
        timing,
        start,
      });
    });
}

/** Most clusters have none. */
function webhooks(kind: 'Mutating' | 'Validating', maximum: number): fc.Arbitrary<Webhook[]> {
  if (maximum === 0) return fc.constant([]);
  return sometimes(numbered(kind.toLowerCase(), unnamedWebhook(kind), 1, maximum, '.example.com')).map((all) => all ?? []);
}
