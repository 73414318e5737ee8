import type { JsonObject } from '../../../model/kernel/index.ts';
import { create, quota, remove } from '../../../properties/mutants/manifests.ts';
import { apply, container, deployment, pod } from '../../scenarios/manifests.ts';
import type { PoolScenario } from '../scenarioPool.ts';

const asking = (cpu: string): JsonObject => ({ containers: [container({ resources: { requests: { cpu } } })] });

const priorityClass = (name: string, value: number): JsonObject => ({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value, globalDefault: true });

const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' }, spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } };
const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: 'team' } };

const inTeam = (object: JsonObject): JsonObject => ({ ...object, metadata: { ...(object['metadata'] as JsonObject), namespace: 'team' } });

function mutatingWebhook(name: string, reinvocationPolicy: 'Never' | 'IfNeeded', failurePolicy = 'Fail'): JsonObject {
  const rules = [{ operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods'] }];
  const webhook = { name, rules, clientConfig: { service: { namespace: 'kube-system', name: 'webhook' } }, admissionReviewVersions: ['v1'], sideEffects: 'None', failurePolicy, reinvocationPolicy };
  return { apiVersion: 'admissionregistration.k8s.io/v1', kind: 'MutatingWebhookConfiguration', metadata: { name }, webhooks: [webhook] };
}

/** Kubelets may not even say how their pods do. */
const nodesWithoutRole = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRoleBinding', metadata: { name: 'system:node' }, roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:node' }, subjects: [] };

/** What admission plugins refuse, and what they let pass. */
export const admissionPool: readonly PoolScenario[] = [
  {
    name: 'priority-classes',
    scenario: {
      name: 'two default priority classes, and pods that make up classes and priorities',
      commands: create(priorityClass('high', 1000), priorityClass('higher', 2000), pod('unknown', { priorityClassName: 'none' }), pod('known', { priorityClassName: 'high' }), pod('made-up', { priority: 7 })),
    },
  },
  {
    name: 'limit-range',
    scenario: {
      name: 'a pod that asks for more than its namespace allows',
      objects: [{ apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'limits', namespace: 'default' }, spec: { limits: [{ type: 'Container', max: { cpu: '1' }, default: { cpu: '1' }, defaultRequest: { cpu: '1' } }] } }],
      commands: create(pod('greedy', { containers: [container({ resources: { requests: { cpu: '3' }, limits: { cpu: '3' } } })] }), pod('modest', asking('1'))),
    },
  },
  { name: 'unknown-service-account', scenario: { name: 'a pod with a service account that does not exist', commands: create(pod('web', { serviceAccountName: 'nobody' }), pod('other')) } },
  { name: 'kubelets-without-a-role', scenario: { name: 'a kubelet that may write nothing has a pod whose image does not exist', objects: [nodesWithoutRole], commands: create(pod('web', { containers: [container({ image: 'registry.example/typo:1' })] })), missingImages: ['registry.example/typo'] } },
  {
    name: 'namespace-goes',
    scenario: {
      name: 'a namespace is deleted while a Deployment works in it, and somebody creates more',
      objects: [namespace, account],
      commands: [...create(inTeam(deployment('web', 1))), remove('namespaces', 'team'), ...create(inTeam(pod('late')))],
    },
  },
  { name: 'immortal-namespace', scenario: { name: 'somebody deletes the namespace default', commands: [remove('namespaces', 'default'), ...create(pod('web'))] } },
  {
    name: 'quotas-race',
    scenario: {
      name: 'two API servers charge two quotas that change all the time',
      apiservers: 2,
      objects: [quota('pods', { pods: '2' }), quota('cpu', { 'requests.cpu': '1' })],
      commands: [...create(deployment('web', 3)), ...create(pod('first'), pod('second'))],
      faults: { crash: 2, watchBroken: 2, requestLost: 2, requestTimeout: 2 },
    },
  },
  {
    name: 'quota-of-cpu',
    scenario: { name: 'a quota of cpu, and a pod that does not say how much it needs', objects: [quota('cpu', { 'requests.cpu': '1' })], commands: create(pod('silent', { containers: [{ name: 'web', image: 'registry.example/web:1' }] }), pod('first', asking('700m')), pod('second', asking('700m'))) },
  },
  {
    name: 'webhooks-change-a-pod',
    scenario: {
      name: 'a webhook changes what an earlier one has seen',
      objects: [mutatingWebhook('first.example.com', 'IfNeeded'), mutatingWebhook('second.example.com', 'Never'), mutatingWebhook('third.example.com', 'IfNeeded')],
      webhooks: [
        { name: 'first.example.com', behaviour: { inject: { name: 'sidecar', image: 'registry.example/sidecar:1' } } },
        { name: 'second.example.com', behaviour: { patch: { metadata: { labels: { seen: 'yes' } } } } },
      ],
      commands: create(pod('web')),
    },
  },
  {
    name: 'webhooks-that-may-fail',
    scenario: {
      name: 'a webhook that may be skipped does not answer',
      objects: [mutatingWebhook('policy.example.com', 'Never', 'Ignore')],
      commands: apply(pod('web')),
      faults: { webhookTimeout: 1 },
    },
  },
];
