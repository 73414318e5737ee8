import * as fc from 'fast-check';
import type { JsonObject } from '../../model/kernel/index.ts';
import { object, sometimes, type Unnamed } from './build.ts';
import { podSpecArbitrary, type PodOptions } from './pods.ts';
import { app } from './vocabulary.ts';

const amount = fc.constantFrom(1, 0, '25%', '50%');

/** One of the two must leave room for a rollout to move. */
const rollingUpdate = fc
  .record({ maxSurge: amount, maxUnavailable: amount })
  .filter(({ maxSurge, maxUnavailable }) => maxSurge !== 0 || maxUnavailable !== 0);

const strategy = fc.oneof({ withCrossShrink: true }, fc.constant({ type: 'Recreate' }), rollingUpdate.map((parameters) => ({ type: 'RollingUpdate', rollingUpdate: parameters })));

export interface DeploymentOptions extends Pick<PodOptions, 'maximumContainers' | 'maximumInitContainers'> {
  readonly maximumReplicas?: number;
}

export function deploymentArbitrary(name = 'web', options: DeploymentOptions = {}): fc.Arbitrary<JsonObject> {
  return unnamedDeployment(options).map((make) => make(name));
}

export function unnamedDeployment({ maximumReplicas = 3, ...options }: DeploymentOptions = {}): Unnamed {
  const spec = object({ replicas: fc.nat({ max: maximumReplicas }), strategy: sometimes(strategy, 3) });
  return fc.record({ spec, app, template: podSpecArbitrary({ ...options, restartPolicies: ['Always'] }) }).map(({ spec: rest, app: value, template }) => (name) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: { ...rest, selector: { matchLabels: { app: value, deployment: name } }, template: { metadata: { labels: { app: value, deployment: name } }, spec: template } },
  }));
}

export function serviceArbitrary(name = 'web'): fc.Arbitrary<JsonObject> {
  return unnamedService.map((make) => make(name));
}

export const unnamedService: Unnamed = app.map((value) => (name) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector: { app: value }, ports: [{ port: 80, targetPort: 8080 }] } }));
