import type { ScenarioInput } from '../../model/scenario.ts';
import { container, create, pod, remove } from './manifests.ts';
import type { Mutant } from './mutant.ts';

const inits: ScenarioInput = { name: 'two init containers', commands: create(pod('web', { initContainers: [container({ name: 'migrate' }), container({ name: 'warm-up' })] })) };

const job: ScenarioInput = {
  name: 'a pod that ends, and a kubelet that may restart',
  commands: create(pod('job', { restartPolicy: 'Never' }, { annotations: { 'podproof.dev/exits': '0' } })),
  faults: { crash: 1 },
};

const restart: ScenarioInput = { name: 'a kubelet may restart', commands: create(pod('web')), faults: { crash: 1 } };

const deleted: ScenarioInput = { name: 'a pod is deleted', commands: [...create(pod('web')), remove('pods', 'web')] };

/** An API server that ignores the field selector of kubelets: each gets to see all pods when it lists. */
const strangers: ScenarioInput = {
  name: 'kubelets are shown the pods of others',
  nodes: 2,
  start: 'cold',
  objects: [pod('web', { nodeName: 'node-1' }, { namespace: 'default' })],
  mutants: { 'apiserver.fieldSelectorMatches': true },
};

const reborn: ScenarioInput = { name: 'a pod is deleted and created again', nodes: 2, commands: [...create(pod('web')), remove('pods', 'web'), ...create(pod('web'))] };

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
    scenario: reborn,
    killedBy: 'at-most-one-instance',
  },
  {
    name: 'phase-goes-back',
    guard: 'kubelet.phaseIsNotTerminal',
    forced: true,
    description: 'a kubelet that has forgotten how a pod ended reports another end (kubernetes#58711, kubernetes#54499)',
    scenario: job,
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
