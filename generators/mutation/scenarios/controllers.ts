import type { JsonObject } from '../../../model/kernel/index.ts';
import type { ScenarioCommand } from '../../../model/scenario.ts';
import { create, remove } from '../../../properties/mutants/manifests.ts';
import { apply, container, deployment, pod, service } from '../../scenarios/manifests.ts';
import { scale, withMetadata } from './commands.ts';
import type { PoolScenario } from '../scenarioPool.ts';

const held = { finalizers: ['example.com/backup'] };
const newImage = { template: { containers: [container({ image: 'registry.example/web:2' })] } };

const later = (...commands: readonly ScenarioCommand[]): ScenarioCommand[] => commands.map((command) => ({ ...command, whenQuiet: true }));

function replicaSet(name: string, replicas: number, app = name): JsonObject {
  return { ...deployment(app, replicas), kind: 'ReplicaSet', metadata: { name } };
}

/** Two pods at a time at most, none of them missing. */
const strategy = (type: string, rollingUpdate?: JsonObject): JsonObject => ({ strategy: { type, ...(rollingUpdate && { rollingUpdate }) } });

const headless = { ...service('web'), spec: { ...(service('web')['spec'] as JsonObject), clusterIP: 'None' } };
const neverReady = pod('web', { readinessGates: [{ conditionType: 'example.com/registered' }] }, { labels: { app: 'web' } });

const node = (name: string, spec: JsonObject = {}): JsonObject => ({ apiVersion: 'v1', kind: 'Node', metadata: { name }, spec });
const noExecute = { taints: [{ key: 'example.com/maintenance', effect: 'NoExecute' }] };
const tolerates = (tolerationSeconds?: number): JsonObject => ({ tolerations: [{ key: 'example.com/maintenance', operator: 'Exists', effect: 'NoExecute', ...(tolerationSeconds !== undefined && { tolerationSeconds }) }], nodeName: 'node-1' });

/** What controllers do and leave alone. */
export const controllerPool: readonly PoolScenario[] = [
  { name: 'paused-deployment', scenario: { name: 'a Deployment is paused, gets a new image, and goes on', commands: [...create(deployment('web', 1, { spec: { paused: true } })), ...later(...apply(deployment('web', 2, { spec: { paused: true }, ...newImage })), ...apply(deployment('web', 2, { spec: { paused: false }, ...newImage })))] } },
  { name: 'deployment-goes', scenario: { name: 'a Deployment with a finalizer is deleted, and scaled while it goes', commands: [...create(withMetadata(deployment('web', 1), held)), ...later(remove('deployments', 'web'), scale('deployments', 'web', 2))] } },
  { name: 'replicaset-goes', scenario: { name: 'a ReplicaSet with a finalizer is deleted, and scaled while it goes', commands: [...create(withMetadata(replicaSet('web', 1), held)), ...later(remove('replicasets', 'web'), scale('replicasets', 'web', 2), ...create(pod('orphan', {}, { labels: { app: 'web' } })))] } },
  { name: 'orphan-and-leaving-owner', scenario: { name: 'an orphan appears while its ReplicaSet is being deleted', commands: [...create(withMetadata(replicaSet('web', 1), held), pod('orphan', {}, { labels: { app: 'web' } })), remove('replicasets', 'web')] } },
  { name: 'recreate', scenario: { name: 'a Deployment that replaces all its pods at once gets a new image', commands: [...create(deployment('web', 2, { spec: strategy('Recreate') })), ...later(...apply(deployment('web', 2, { spec: strategy('Recreate'), ...newImage })))] } },
  { name: 'no-surge', scenario: { name: 'a rollout without surge', nodes: 2, commands: [...create(deployment('web', 2, { spec: strategy('RollingUpdate', { maxSurge: 0, maxUnavailable: 1 }) })), ...later(...apply(deployment('web', 2, { spec: strategy('RollingUpdate', { maxSurge: 0, maxUnavailable: 1 }), ...newImage })))] } },
  { name: 'nothing-unavailable', scenario: { name: 'a rollout of which no pod may be missing', nodes: 2, commands: [...create(deployment('web', 2, { spec: strategy('RollingUpdate', { maxSurge: 1, maxUnavailable: 0 }) })), ...later(...apply(deployment('web', 2, { spec: strategy('RollingUpdate', { maxSurge: 1, maxUnavailable: 0 }), ...newImage })))] } },
  { name: 'percentages-that-round-to-nothing', scenario: { name: 'a rollout whose percentages round down to nothing', commands: [...create(deployment('web', 1, { spec: strategy('RollingUpdate', { maxSurge: '0%', maxUnavailable: '25%' }) })), ...later(...apply(deployment('web', 1, { spec: strategy('RollingUpdate', { maxSurge: '0%', maxUnavailable: '25%' }), ...newImage })))] } },
  { name: 'replicaset-comes-back-unseen', scenario: { name: 'a ReplicaSet is deleted and created again while nobody watches', commands: [...create(replicaSet('web', 1)), remove('replicasets', 'web'), ...create(replicaSet('web', 1))], faults: { watchBroken: 12, compaction: 6 } } },
  { name: 'deployment-comes-back', scenario: { name: 'a Deployment is deleted and created again', commands: [...create(deployment('web', 1)), remove('deployments', 'web'), ...create(deployment('web', 1))] } },
  { name: 'headless-service', scenario: { name: 'a headless Service selects two pods, one of which never becomes Ready', commands: create(headless, neverReady, pod('ready', {}, { labels: { app: 'web' } })) } },
  { name: 'node-in-maintenance', scenario: { name: 'a node whose taint not all its pods tolerate for ever', objects: [node('node-1', noExecute), node('node-2')], commands: create(pod('stays', tolerates()), pod('for-a-while', tolerates(60)), pod('goes', { nodeName: 'node-1' })) } },
  { name: 'managers-without-a-leader', scenario: { name: 'two controller managers elect a leader, and its Lease is deleted', controllerManagers: 2, commands: [...create(deployment('web', 1)), { verb: 'delete', resource: 'leases', namespace: 'kube-system', name: 'kube-controller-manager' }], faults: { crash: 2, leaderOverlap: 1 } } },
  { name: 'schedulers-without-a-leader', scenario: { name: 'two schedulers elect a leader, and its Lease is deleted', schedulers: 2, leaderElect: true, commands: [...create(pod('web')), { verb: 'delete', resource: 'leases', namespace: 'kube-system', name: 'kube-scheduler' }], faults: { crash: 2, leaderOverlap: 1 } } },
];
