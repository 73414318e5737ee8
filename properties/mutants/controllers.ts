import type { ScenarioInput } from '../../model/scenario.ts';
import { create, deployment, pod, remove, replicaSet, service } from './manifests.ts';
import type { Mutant } from './mutant.ts';

const twoReplicas: ScenarioInput = { name: 'a ReplicaSet of two', commands: create(replicaSet('web', 2)) };

/** Created, deleted and created again under its name, with an orphan that matches. */
const rebornOwner: ScenarioInput = {
  name: 'a ReplicaSet is deleted and created again',
  commands: [...create(pod('orphan', {}, { labels: { app: 'web' } }), replicaSet('web', 0)), remove('replicasets', 'web'), ...create(replicaSet('web', 0))],
};

const served: ScenarioInput = { name: 'a Service and its pods, one of which goes', commands: [...create(service('web'), pod('web', {}, { labels: { app: 'web' } })), remove('pods', 'web')] };

const servedJob: ScenarioInput = {
  name: 'a Service selects a pod that ends',
  commands: create(service('web'), pod('web', { restartPolicy: 'Never' }, { labels: { app: 'web' }, annotations: { 'podproof.dev/exits': '0' } })),
};

const servedUnready: ScenarioInput = {
  name: 'a Service selects a pod that never becomes Ready',
  commands: create(service('web'), pod('web', { readinessGates: [{ conditionType: 'example.com/registered' }] }, { labels: { app: 'web' } })),
};

export const controllerMutants: readonly Mutant[] = [
  {
    name: 'creates-without-expectations',
    guard: 'controller-manager.expectationsSatisfied',
    forced: true,
    description: 'a controller counts a cache that does not show its last creations yet, and creates again (kubernetes#8138, kubernetes#129795)',
    scenario: twoReplicas,
    killedBy: 'replica-upper-bound',
  },
  {
    name: 'adopts-for-a-dead-owner',
    guard: 'controller-manager.ownerUIDMatches',
    forced: true,
    description: 'a controller adopts pods for an owner that has gone; the live read shows another one of its name (kubernetes#42639)',
    scenario: rebornOwner,
    killedBy: 'owner-uid',
  },
  {
    name: 'adopts-what-is-not-an-orphan',
    guard: 'controller-manager.objectIsOrphan',
    forced: true,
    description: 'a controller takes over pods that another one controls',
    scenario: { name: 'two ReplicaSets select the same pods', commands: create(replicaSet('blue', 1, { app: 'web' }), replicaSet('green', 1, { app: 'web' })) },
    killedBy: 'owner-uid',
  },
  {
    name: 'terminating-pods-get-traffic',
    guard: 'controller-manager.podIsNotTerminating',
    forced: true,
    description: 'a pod that is being deleted stays a ready endpoint (kubernetes#54723, kubernetes#89056)',
    scenario: served,
    killedBy: 'endpoints-are-sound',
  },
  {
    name: 'unready-pods-get-traffic',
    guard: 'controller-manager.podIsReady',
    forced: true,
    description: 'a pod is a ready endpoint as soon as it has an address',
    scenario: servedUnready,
    killedBy: 'endpoints-are-sound',
  },
  {
    name: 'finished-pods-keep-endpoints',
    guard: 'controller-manager.podIsNotTerminal',
    forced: true,
    description: 'a finished pod keeps its endpoint while its address goes to another one (kubernetes#109414)',
    scenario: servedJob,
    killedBy: 'no-terminal-endpoints',
  },
  {
    name: 'nothing-is-missing',
    guard: 'controller-manager.replicasAreMissing',
    forced: false,
    description: 'a ReplicaSet that has too few pods creates none',
    scenario: { name: 'a Deployment of one', commands: create(deployment('web', 1)) },
    killedBy: 'replicas-match',
  },
  {
    name: 'rules-ignore-readiness',
    guard: 'kube-proxy.endpointIsReady',
    forced: true,
    description: 'nodes send traffic to endpoints that are not ready',
    scenario: servedUnready,
    killedBy: 'endpoints-converge',
  },
];
