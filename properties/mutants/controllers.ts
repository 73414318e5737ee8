import type { ScenarioInput } from '../../model/scenario.ts';
import { apply, create, deployment, node, pod, remove, replicaSet, service } from './manifests.ts';
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

/** The user waits until the first rollout is over. */
const newImage: ScenarioInput = {
  name: 'a Deployment gets a new image',
  commands: [...create(deployment('web', 2)), ...apply(deployment('web', 2, 'registry.example/web:2')).map((command) => ({ ...command, whenQuiet: true }))],
  timing: 'calm',
};

const reserved = { taints: [{ key: 'example.com/maintenance', effect: 'NoExecute' }] };

function tolerant(seconds?: number): ScenarioInput {
  const toleration = { key: 'example.com/maintenance', operator: 'Exists', effect: 'NoExecute', ...(seconds !== undefined && { tolerationSeconds: seconds }) };
  return { name: `a pod tolerates a taint ${seconds === undefined ? 'for ever' : 'for some time'}`, objects: [node('node-1', reserved)], commands: create(pod('web', { tolerations: [toleration] })) };
}

const twoManagers: ScenarioInput = { name: 'two controller managers', controllerManagers: 2, commands: create(replicaSet('web', 1)) };

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
    name: 'surge-is-ignored',
    guard: 'controller-manager.surgeLeavesRoom',
    forced: true,
    description: 'a rolling update starts all new replicas at once, whatever maxSurge says',
    scenario: newImage,
    killedBy: 'rollout-bounds',
  },
  {
    name: 'availability-is-ignored',
    guard: 'controller-manager.enoughStayAvailable',
    forced: true,
    description: 'a rolling update gives the old replicas up before new ones are available, whatever maxUnavailable says',
    scenario: newImage,
    killedBy: 'rollout-bounds',
  },
  {
    name: 'followers-act',
    guard: 'controller-manager.replicaLeads',
    forced: true,
    description: 'a replica that does not lead works all the same: two controllers do everything twice',
    scenario: twoManagers,
    killedBy: 'only-leaders-act',
  },
  {
    name: 'tolerations-are-ignored',
    guard: 'controller-manager.podToleratesTaint',
    forced: false,
    description: 'a pod is evicted although it tolerates the taint of its node',
    scenario: tolerant(),
    killedBy: 'evicts-only-what-must-go',
  },
  {
    name: 'evicts-at-once',
    guard: 'controller-manager.tolerationIsOver',
    forced: true,
    description: 'a pod that tolerates a taint for some time is evicted at once',
    scenario: tolerant(300),
    killedBy: 'evicts-only-what-must-go',
  },
  {
    name: 'silence-is-not-heard',
    guard: 'controller-manager.holderIsSelf',
    forced: false,
    description: 'a leader that comes back to find its own name on the lease waits for somebody to let go of it: for ever',
    scenario: { name: 'a leader may crash and come back', controllerManagers: 2, faults: { crash: 6 } },
    killedBy: 'somebody-leads',
  },
  {
    name: 'lost-nodes-stay-lost',
    guard: 'kubelet.nodeSaysReady',
    forced: true,
    description: 'a kubelet that comes back does not say so: its node stays lost, and nothing goes there any more',
    scenario: { name: 'a kubelet may fall silent and come back', faults: { crash: 8 } },
    killedBy: 'nodes-recover',
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
