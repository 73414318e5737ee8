import type { ScenarioInput } from '../../model/scenario.ts';
import { container, create, node, pod, quota, remove, webhook } from './manifests.ts';
import type { Mutant } from './mutant.ts';

const policy = 'policy.example.com';

const deniedPod: ScenarioInput = {
  name: 'a webhook denies a pod',
  objects: [webhook('Validating', policy)],
  webhooks: [{ name: policy, behaviour: { deny: 'not here' } }],
  commands: create(pod('web')),
};

const silentWebhook: ScenarioInput = { name: 'a webhook may be silent', objects: [webhook('Validating', policy)], commands: create(pod('web')), faults: { webhookTimeout: 1 } };

const twoWebhooks: ScenarioInput = { name: 'two webhooks are asked at once', objects: [webhook('Validating', 'audit.example.com'), webhook('Validating', policy)], commands: create(pod('web')) };

const oneAtATime: ScenarioInput = { name: 'a quota for one pod', objects: [quota('one', { pods: '1' })], commands: create(pod('first'), pod('second')) };

/** Its service account is there, so that only the namespace is missing. */
const nowhere: ScenarioInput = {
  name: 'a pod in a namespace that does not exist',
  objects: [{ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: 'nowhere' } }],
  commands: create(pod('web', {}, { namespace: 'nowhere' })),
};

/** An API server that ignores the UID in a patch: only the node tells that the kubelet of the first pod means another one. */
const movesOn: ScenarioInput = {
  name: 'a pod is removed by force and comes back on another node',
  objects: [node('node-1', { unschedulable: true }), node('node-2'), pod('web', { nodeName: 'node-1' }, { namespace: 'default' })],
  commands: [{ verb: 'delete', resource: 'pods', name: 'web', force: true }, ...create(pod('web'))],
  mutants: { 'apiserver.uidMatches': true },
};

const injectors = ['defaults.example.com', 'sidecar.example.com'] as const;

/** The second one changes what the first has seen already. */
const twoInjectors: ScenarioInput = {
  name: 'one webhook changes what another one has let pass',
  objects: injectors.map((name) => webhook('Mutating', name)),
  webhooks: [{ name: injectors[1], behaviour: { inject: { ...container(), name: 'sidecar' } } }],
  commands: create(pod('web')),
};

/** Each undoes what the other has done. */
const quarrel: ScenarioInput = {
  name: 'two webhooks do not agree',
  objects: injectors.map((name) => webhook('Mutating', name, 'Fail', 'IfNeeded')),
  webhooks: injectors.map((name) => ({ name, behaviour: { patch: { metadata: { labels: { owner: name } } } } })),
  commands: create(pod('web')),
};

/** A finalizer of its own keeps it: nobody empties namespaces in a model's cluster. */
const closing: ScenarioInput = {
  name: 'a pod is created in a namespace that is being deleted',
  objects: [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' }, spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: 'shop' } },
  ],
  commands: [remove('namespaces', 'shop'), ...create(pod('web', {}, { namespace: 'shop' }))],
};

export const admissionMutants: readonly Mutant[] = [
  {
    name: 'denials-are-ignored',
    guard: 'apiserver.webhookAllows',
    forced: true,
    description: 'what an admission webhook denies is stored all the same',
    scenario: deniedPod,
    killedBy: 'rejected-never-persisted',
  },
  {
    name: 'anything-is-valid',
    guard: 'apiserver.objectIsValid',
    forced: true,
    description: 'objects are stored without validation',
    scenario: { name: 'an invalid pod', commands: create(pod('web', { restartPolicy: 'Sometimes' })) },
    killedBy: 'rejected-never-persisted',
  },
  {
    name: 'webhooks-fail-open',
    guard: 'apiserver.webhookFailsClosed',
    forced: false,
    description: 'a webhook that must be asked is skipped when it does not answer in time',
    scenario: silentWebhook,
    killedBy: 'fail-closed',
  },
  {
    name: 'first-answer-decides',
    guard: 'apiserver.allWebhooksHaveAnswered',
    forced: true,
    description: 'of the validating webhooks that are asked in parallel only the first answer is waited for',
    scenario: twoWebhooks,
    killedBy: 'admission-order',
  },
  {
    name: 'quota-is-ignored',
    guard: 'apiserver.quotaIsNotExceeded',
    forced: true,
    description: 'what a quota has no room for is stored all the same',
    scenario: oneAtATime,
    killedBy: 'quota-is-respected',
  },
  {
    name: 'namespace-is-not-asked-for',
    guard: 'apiserver.namespaceExists',
    forced: true,
    description: 'objects are created in namespaces that do not exist (kubernetes#22045)',
    scenario: nowhere,
    killedBy: 'namespace-exists',
  },
  {
    name: 'priorities-are-made-up',
    guard: 'apiserver.priorityIsComputed',
    forced: true,
    description: 'a pod says itself how important it is',
    scenario: { name: 'a pod that makes up its priority', commands: create(pod('web', { priority: 7 })) },
    killedBy: 'refusals-have-reasons',
  },
  {
    name: 'kubelets-write-everywhere',
    guard: 'apiserver.kubeletKeepsToItsNode',
    forced: true,
    description: 'a kubelet that comes late writes over the pod that has its pod’s name by now, on another node',
    scenario: movesOn,
    killedBy: 'kubelet-keeps-to-its-node',
  },
  {
    name: 'every-webhook-is-reinvoked',
    guard: 'apiserver.webhookIsToBeReinvoked',
    forced: true,
    description: 'a webhook that did not ask for it is called again when a later one has changed the object',
    scenario: twoInjectors,
    killedBy: 'reinvoked-at-most-once',
  },
  {
    name: 'webhooks-quarrel-for-ever',
    guard: 'apiserver.reinvocationIsTheFirst',
    forced: true,
    description: 'webhooks are called again as long as something changes: two that do not agree never come to an end',
    scenario: quarrel,
    killedBy: 'reinvoked-at-most-once',
  },
  {
    name: 'terminating-namespaces-are-open',
    guard: 'apiserver.namespaceIsActive',
    forced: true,
    description: 'objects are created in a namespace that is being deleted: emptying it never ends (kubernetes#22045)',
    scenario: closing,
    killedBy: 'terminating-namespace-is-closed',
  },
];
