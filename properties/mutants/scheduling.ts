import type { ScenarioInput } from '../../model/scenario.ts';
import { apply, container, create, greedy, node, pod, remove } from './manifests.ts';
import type { Mutant } from './mutant.ts';

const twoSchedulers: ScenarioInput = { name: 'two schedulers', nodes: 2, schedulers: 2, commands: create(pod('web')) };

const electedScheduler: ScenarioInput = { ...twoSchedulers, name: 'two schedulers elect a leader', leaderElect: true };

const deletedBeforeBound: ScenarioInput = {
  name: 'a pod with a finalizer is deleted while it is scheduled',
  commands: [...create(pod('web', {}, { finalizers: ['example.com/backup'] })), remove('pods', 'web')],
};

/** The API server is the last who can keep a scheduler that knows nothing of gates from binding. */
const schedulerWithoutGates: ScenarioInput = {
  name: 'a scheduler that ignores scheduling gates',
  commands: create(pod('web', { schedulingGates: [{ name: 'example.com/quota' }] })),
  mutants: { 'scheduler.podHasNoGates': true },
};

const twoNodesForTwoPods: ScenarioInput = { name: 'two pods that fill a node each', nodes: 2, commands: create(pod('first', greedy('3')), pod('second', greedy('3'))) };

const unlikeNodes: ScenarioInput = {
  name: 'one node of several is right',
  objects: [
    node('cordoned', { unschedulable: true }, { zone: 'near' }),
    node('reserved', { taints: [{ key: 'example.com/gpu', effect: 'NoSchedule' }] }, { zone: 'near' }),
    node('remote', {}, { zone: 'remote' }),
    node('right', {}, { zone: 'near' }),
  ],
  commands: create(pod('web', { nodeSelector: { zone: 'near' } })),
};

/** The second zone is out of use, so that scores do not do what filters have to. */
const zones = [node('node-1', {}, { zone: 'a' }), node('node-2', { unschedulable: true }, { zone: 'b' })];

const oneNodeForTwoPods: ScenarioInput = { name: 'a node for one of two pods', commands: create(pod('first', greedy('3')), pod('second', greedy('3'))) };

const hostPorts: ScenarioInput = {
  name: 'two pods that want the same port of a node',
  commands: create(...['first', 'second'].map((name) => pod(name, { containers: [container({ ports: [{ containerPort: 80, hostPort: 80 }] })] }))),
};

const spread: ScenarioInput = {
  name: 'pods that must be spread over zones',
  objects: zones,
  commands: create(
    ...['first', 'second'].map((name) =>
      pod(name, { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'web' } } }] }, { labels: { app: 'web' } }),
    ),
  ),
};

const apart: ScenarioInput = {
  name: 'pods that must not be in the same zone',
  objects: zones,
  commands: create(
    ...['first', 'second'].map((name) =>
      pod(name, { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone', labelSelector: { matchLabels: { app: 'web' } } }] } } }, { labels: { app: 'web' } }),
    ),
  ),
};

/** Only one of the pods fits at a time: deleting one is the event that the other waits for. */
const waitsForRoom: ScenarioInput = { name: 'a pod waits for another one to go', commands: [...create(pod('first', greedy('3')), pod('second', greedy('3'))), remove('pods', 'first')] };

const changedWhileBound: ScenarioInput = { name: 'a pod is changed while it is bound', commands: apply(pod('web'), pod('web', {}, { labels: { app: 'web' } })) };

function onUnlikeNodes(name: string, guard: string, description: string, scenario: ScenarioInput = unlikeNodes): Mutant {
  return { name, guard: `scheduler.${guard}`, forced: true, description, scenario, killedBy: 'bind-is-feasible' };
}

export const schedulingMutants: readonly Mutant[] = [
  {
    name: 'double-binding',
    guard: 'apiserver.podIsUnbound',
    forced: true,
    description: 'a binding is accepted although the pod has a node already: of two schedulers the slower one wins (kubernetes#31709)',
    scenario: twoSchedulers,
    killedBy: 'no-double-binding',
  },
  {
    name: 'bind-a-deleting-pod',
    guard: 'apiserver.podIsNotBeingDeleted',
    forced: true,
    description: 'a pod that is being deleted is bound all the same: a kubelet starts what nobody wants any more',
    scenario: deletedBeforeBound,
    killedBy: 'no-bind-of-deleting-pod',
  },
  {
    name: 'bind-a-gated-pod',
    guard: 'apiserver.podHasNoSchedulingGates',
    forced: true,
    description: 'the API server leaves scheduling gates to the schedulers, and one of them does not know what they are (KEP-3521)',
    scenario: schedulerWithoutGates,
    killedBy: 'no-bind-of-gated-pod',
  },
  {
    name: 'assumed-pods-take-no-room',
    guard: 'scheduler.assumedPodsCount',
    forced: false,
    description: 'pods whose binding is under way are not counted: one node is given away several times (kubernetes#37232)',
    scenario: twoNodesForTwoPods,
    killedBy: 'bind-is-feasible',
  },
  onUnlikeNodes('resources-are-not-checked', 'fitsResources', 'a node is taken for one with room whatever runs there already', oneNodeForTwoPods),
  onUnlikeNodes('taints-are-ignored', 'toleratesTaints', 'pods go to nodes whose taints they do not tolerate'),
  onUnlikeNodes('cordons-are-ignored', 'nodeIsSchedulable', 'pods go to cordoned nodes'),
  onUnlikeNodes('node-selectors-are-ignored', 'matchesNodeAffinity', 'pods go to nodes that their nodeSelector does not select'),
  onUnlikeNodes('host-ports-are-shared', 'portsAreFree', 'two pods get the same port of the same node', hostPorts),
  onUnlikeNodes('spread-is-ignored', 'keepsTopologySpread', 'topology spread constraints are not enforced', spread),
  onUnlikeNodes('anti-affinity-is-ignored', 'matchesPodAffinity', 'pods that must not be near each other are', apart),
  {
    name: 'assumption-expires-early',
    guard: 'scheduler.bindSucceeded',
    forced: false,
    description: 'a pod that was bound stops counting before the watch shows it bound: its room is given to another one (kubernetes#106361, kubernetes#38503)',
    scenario: twoNodesForTwoPods,
    killedBy: 'no-self-overcommit',
  },
  {
    name: 'assumption-outlives-its-binding',
    guard: 'scheduler.forgetOnBindError',
    forced: false,
    description: 'a pod whose binding failed goes on counting on the node (kubernetes#26043, kubernetes#28883)',
    scenario: { ...twoSchedulers, name: 'two schedulers, one of which loses' },
    killedBy: 'assume-life-cycle',
  },
  {
    name: 'schedules-what-is-in-flight',
    guard: 'scheduler.podIsNotAssumed',
    forced: true,
    description: 'a pod whose binding is under way is queued and scheduled again (kubernetes#37232)',
    scenario: changedWhileBound,
    killedBy: 'one-attempt-in-flight',
  },
  {
    name: 'followers-schedule',
    guard: 'scheduler.replicaLeads',
    forced: true,
    description: 'a scheduler that does not lead places pods all the same: it races with the one that leads',
    scenario: electedScheduler,
    killedBy: 'only-leaders-schedule',
  },
  {
    name: 'schedulers-stay-without-a-leader',
    guard: 'scheduler.holderIsSelf',
    forced: false,
    description: 'a scheduler that comes back to find its own name on the lease waits for somebody to let go of it: for ever',
    scenario: { ...electedScheduler, name: 'the scheduler that leads may crash and come back', faults: { crash: 6 } },
    killedBy: 'somebody-leads',
  },
  {
    name: 'events-wake-nobody',
    guard: 'scheduler.clusterEventMovesPod',
    forced: false,
    description: 'a pod that could not be scheduled is not tried again when another one has made room (kubernetes#72122)',
    scenario: waitsForRoom,
    killedBy: 'no-lost-wakeup',
  },
  {
    name: 'events-in-mid-attempt-are-lost',
    guard: 'scheduler.inFlightEventMovesPod',
    forced: false,
    description: 'an event that comes between the verdict on a pod and its return to a queue is lost (kubernetes#73309, kubernetes#118438)',
    scenario: waitsForRoom,
    killedBy: 'no-lost-wakeup',
  },
  {
    name: 'pods-are-taken-for-assumed',
    guard: 'scheduler.podIsNotAssumed',
    forced: false,
    description: 'a new pod is taken for one whose binding is under way, and put in no queue',
    scenario: { name: 'a pod for an idle scheduler', commands: create(pod('web')) },
    killedBy: 'waiting-pods-are-queued',
  },
  {
    name: 'failed-binding-taken-for-success',
    guard: 'scheduler.bindSucceeded',
    forced: true,
    description: 'a binding that failed is taken for one that succeeded: nobody tries again',
    scenario: { name: 'a binding may be lost', commands: create(pod('web')), faults: { requestLost: 1 } },
    killedBy: 'eventually-ready',
  },
];
