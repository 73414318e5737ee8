import type { ScenarioInput } from '../../model/scenario.ts';
import { apply, container, create, greedy, node, pod, remove } from './manifests.ts';
import type { Mutant } from './mutant.ts';

const inits: ScenarioInput = { name: 'two init containers', commands: create(pod('web', { initContainers: [container({ name: 'migrate' }), container({ name: 'warm-up' })] })) };

const here = { nodeName: 'node-1' };

/** What a kubelet finds when it starts again after a pod has ended. */
const job: ScenarioInput = {
  name: 'a kubelet starts, and a pod of its node has finished',
  start: 'cold',
  objects: [{ ...pod('job', { ...here, restartPolicy: 'Never' }, { namespace: 'default' }), status: { phase: 'Succeeded' } }],
};

/** Somebody writes the finished pod once more, so that its phase is seen before the kubelet writes. */
const relabelled: ScenarioInput = { ...job, name: 'a kubelet starts, and a finished pod of its node gets a label', commands: apply(pod('job', {}, { labels: { done: 'yes' } })) };

const restart: ScenarioInput = { name: 'a kubelet may restart', objects: [pod('web', here, { namespace: 'default' })], faults: { crash: 4 } };

const deleted: ScenarioInput = {
  name: 'a pod that does not stop at once is deleted',
  objects: [pod('web', here, { namespace: 'default', annotations: { 'podproof.dev/ignores-sigterm': 'true' } })],
  commands: [remove('pods', 'web')],
};

/** An API server that ignores the field selector of kubelets: each gets to see all pods when it lists. */
const strangers: ScenarioInput = {
  name: 'kubelets are shown the pods of others',
  nodes: 2,
  start: 'cold',
  objects: [pod('web', here, { namespace: 'default' })],
  mutants: { 'apiserver.fieldSelectorMatches': true },
};

/** Its first node is cordoned, so that it comes back on the other one; it does not stop at once. */
const comesBackElsewhere: ScenarioInput = {
  name: 'a pod is deleted and comes back on another node',
  objects: [node('node-1', { unschedulable: true }), node('node-2'), pod('web', here, { namespace: 'default', annotations: { 'podproof.dev/ignores-sigterm': 'true' } })],
  commands: [remove('pods', 'web'), ...create(pod('web'), pod('web'))],
};

/** The second does not fit beside the first; the third does. */
const threePods: ScenarioInput = {
  name: 'three pods that name their node, one of which does not fit',
  commands: create(...[['first', '2'], ['second', '3'], ['third', '1']].map(([name = '', cpu = '']) => pod(name, { ...here, ...greedy(cpu) }))),
};

/** Its finalizer keeps the object: the kubelet learns of the deletion, and that no time is left. */
const deletedByForce: ScenarioInput = {
  name: 'a pod with a finalizer is deleted by force',
  objects: [pod('web', here, { namespace: 'default', finalizers: ['example.com/backup'] })],
  commands: [{ ...remove('pods', 'web'), force: true }],
};

const failingJob: ScenarioInput = { name: 'a pod that is not restarted fails', commands: create(pod('job', { restartPolicy: 'Never' }, { annotations: { 'podproof.dev/exits': '1' } })) };

const successfulJob: ScenarioInput = { name: 'a pod that is restarted on failure succeeds', commands: create(pod('job', { restartPolicy: 'OnFailure' }, { annotations: { 'podproof.dev/exits': '0' } })) };

export const kubeletMutants: readonly Mutant[] = [
  {
    name: 'init-containers-all-at-once',
    guard: 'kubelet.previousInitSucceeded',
    forced: true,
    description: 'containers are started without waiting for the init containers before them',
    scenario: inits,
    killedBy: 'init-containers-in-order',
  },
  {
    name: 'rejected-pods-are-counted',
    guard: 'kubelet.rejectedPodsAreNotCounted',
    forced: false,
    description: 'a pod that a kubelet has rejected takes room there: the next one, which fits, is rejected as well (kubernetes#135296)',
    scenario: threePods,
    killedBy: 'rejects-only-what-does-not-fit',
  },
  {
    name: 'finished-pods-are-run-again',
    guard: 'kubelet.podIsNotTerminal',
    forced: true,
    description: 'a kubelet that restarts runs pods that have finished once more (kubernetes#37447)',
    scenario: job,
    killedBy: 'nothing-starts-after-the-end',
  },
  {
    name: 'kubelet-runs-strangers',
    guard: 'kubelet.podIsBoundHere',
    forced: true,
    description: 'a kubelet runs every pod that it is told of, also one that is bound to another node',
    scenario: strangers,
    killedBy: 'starts-only-what-is-bound-here',
  },
  {
    name: 'running-containers-are-not-seen',
    guard: 'kubelet.noRunningContainerForSpec',
    forced: true,
    description: 'a kubelet that restarts starts a second container beside the one that runs (kubernetes#117694)',
    scenario: restart,
    killedBy: 'one-container-per-spec',
  },
  {
    name: 'removed-while-it-runs',
    guard: 'kubelet.allContainersStopped',
    forced: true,
    description: 'a kubelet has a pod removed from the API before its containers have stopped (kubernetes#108366)',
    scenario: deleted,
    killedBy: 'object-outlives-containers',
  },
  {
    name: 'pods-are-removed-over-the-kubelet',
    guard: 'apiserver.podMayHaveContainers',
    forced: false,
    description: 'a deletion removes the object of a pod that runs at once: its successor starts elsewhere beside it (kubernetes#59848 has another way there)',
    scenario: comesBackElsewhere,
    killedBy: 'at-most-one-instance',
  },
  {
    name: 'force-means-no-grace',
    guard: 'kubelet.graceIsLongEnough',
    forced: true,
    description: 'the containers of a pod that is deleted by force are killed without having been asked to end',
    scenario: deletedByForce,
    killedBy: 'grace-is-respected',
  },
  {
    name: 'never-means-always',
    guard: 'kubelet.restartPolicyAllows',
    forced: true,
    description: 'a program that has failed is run again although its pod says Never',
    scenario: failingJob,
    killedBy: 'restart-policy-is-kept',
  },
  {
    name: 'success-is-run-again',
    guard: 'kubelet.restartPolicyAllows',
    forced: true,
    description: 'a program that has succeeded is run again although its pod says OnFailure',
    scenario: successfulJob,
    killedBy: 'restart-policy-is-kept',
  },
  {
    name: 'status-from-nothing',
    guard: 'kubelet.runtimeIsKnown',
    forced: true,
    description: 'a kubelet that restarts reports pods before it knows what runs: they are Pending again (kubernetes#54499)',
    scenario: { ...restart, name: 'a kubelet may restart while its pod runs' },
    killedBy: 'phase-order',
  },
  {
    name: 'finished-while-it-runs',
    guard: 'kubelet.containersHaveStopped',
    forced: true,
    description: 'a pod is called finished although one of its containers runs: its room is given away too early (kubernetes#108366)',
    scenario: { ...deleted, name: 'a pod that does not stop at once is deleted, and its phase is reported' },
    killedBy: 'finished-means-stopped',
  },
  {
    name: 'addresses-are-given-twice',
    guard: 'cni.addressIsFree',
    forced: true,
    description: 'the network plugin hands out an address that another pod of the node has',
    scenario: { name: 'two pods on a node', commands: create(pod('first'), pod('second')) },
    killedBy: 'addresses-are-unique',
  },
  {
    name: 'phase-goes-back',
    guard: 'kubelet.phaseIsNotTerminal',
    forced: true,
    description: 'a kubelet that has forgotten how a pod ended reports another end (kubernetes#58711, kubernetes#54499)',
    scenario: relabelled,
    killedBy: 'terminal-phase-is-final',
  },
  {
    name: 'readiness-gates-are-ignored',
    guard: 'kubelet.readinessGatesAreTrue',
    forced: true,
    description: 'a pod is reported Ready although a readiness gate is not True (KEP-580)',
    scenario: { name: 'a readiness gate that nobody sets', commands: create(pod('web', { readinessGates: [{ conditionType: 'example.com/registered' }] })) },
    killedBy: 'ready-implies',
  },
  {
    name: 'initialized-before-it-is',
    guard: 'kubelet.initContainersHaveSucceeded',
    forced: true,
    description: 'a pod is reported Initialized before its init containers have run',
    scenario: inits,
    killedBy: 'condition-order',
  },
];
