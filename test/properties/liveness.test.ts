import { describe, expect, it } from 'vitest';
import type { JsonObject, Parts } from '../../model/kernel/index.ts';
import type { ClusterLiveness } from '../../properties/cluster.ts';
import { cachesConverge } from '../../properties/liveness/cachesConverge.ts';
import { deletionCompletes } from '../../properties/liveness/deletionCompletes.ts';
import { endpointsConverge } from '../../properties/liveness/endpointsConverge.ts';
import { eventuallyReady } from '../../properties/liveness/eventuallyReady.ts';
import { nodesRecover } from '../../properties/liveness/nodesRecover.ts';
import { replicasMatch } from '../../properties/liveness/replicasMatch.ts';
import { somebodyLeads } from '../../properties/liveness/somebodyLeads.ts';
import { conditions, holding, shape, stateOf, storedNode, storedPod } from './support.ts';

function missing(property: ClusterLiveness, objects: readonly JsonObject[], others: { readonly [component: string]: Parts } = {}, more: Partial<typeof shape> = {}): string | undefined {
  return property.missing(stateOf({ etcd: { revision: 9, ...holding(objects) }, ...others }), { ...shape, ...more });
}

const ready = { phase: 'Running', podIP: '10.244.0.2', ...conditions('Ready') };
const on = { nodeName: 'node-1' };
const ended = (exitCode: number) => ({ name: 'web', state: { terminated: { exitCode } } });

describe('eventually-ready', () => {
  const node = storedNode('node-1');

  it('has nothing to ask of a pod that is Ready', () => {
    expect(missing(eventuallyReady, [node, storedPod('web', { spec: on, status: ready })])).toBeUndefined();
  });
  it.each<[string, Parameters<typeof storedPod>[1]]>([
    ['pod default/web fits node-1 and has not been bound', {}],
    ['pod default/web is bound to node-1 and has not become Ready (phase Pending)', { spec: on }],
    ['pod default/web is bound to node-1 and has not become Ready (phase Running)', { spec: { ...on, restartPolicy: 'OnFailure' }, status: { phase: 'Running', containerStatuses: [ended(1)] } }],
  ])('misses: %s', (why, pod) => {
    expect(missing(eventuallyReady, [node, storedPod('web', pod)])).toBe(why);
  });
  it('misses the answer to a command', () => {
    expect(missing(eventuallyReady, [], { kubectl: { todo: { left: [{ verb: 'apply' }] } } })).toBe('kubectl apply has had no answer');
  });
  it.each<[string, Parameters<typeof storedPod>[1]]>([
    ['is being deleted', { metadata: { deletionTimestamp: 'now' } }],
    ['has finished', { status: { phase: 'Failed' } }],
    ['has scheduling gates', { spec: { schedulingGates: [{ name: 'gate' }] } }],
    ['has a readiness gate that is not True', { spec: { ...on, readinessGates: [{ conditionType: 'gate' }] } }],
    ['fits no node', { spec: { nodeSelector: { zone: 'nowhere' } } }],
    ['belongs to another scheduler', { spec: { schedulerName: 'mine' } }],
    ['is bound to a node that does not exist', { spec: { nodeName: 'ghost' } }],
    ['has a claim that is not bound', { spec: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] } }],
    ['has an image that nobody has', { spec: { ...on, containers: [{ name: 'web', image: 'typo:1' }] } }],
    ['has a container that crashed and is not restarted', { spec: { ...on, restartPolicy: 'Never' }, status: { phase: 'Running', containerStatuses: [ended(1)] } }],
    ['has a container that succeeded and is not restarted', { spec: { ...on, restartPolicy: 'OnFailure' }, status: { phase: 'Running', containerStatuses: [ended(0)] } }],
    ['has a program that ends by itself', { metadata: { annotations: { 'podproof.dev/exits': '0' } }, spec: on }],
  ])('asks nothing of a pod that %s', (_, pod) => {
    expect(missing(eventuallyReady, [node, storedPod('web', pod)], {}, { missingImages: ['typo'] })).toBeUndefined();
  });
});

describe('replicas-match', () => {
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }] } };
  const owner = (kind: string, uid: string) => ({ ownerReferences: [{ apiVersion: 'apps/v1', kind, name: 'web', uid, controller: true }] });
  const replicaSet = (name: string, replicas: number, status: JsonObject = { replicas }, image = 'web:1') => ({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name, namespace: 'default', uid: name, ...owner('Deployment', 'web') },
    spec: { replicas, template: { metadata: { labels: { app: 'web', 'pod-template-hash': name } }, spec: { containers: [{ name: 'web', image }] } } },
    status,
  });
  const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'default', uid: 'web' }, spec: { replicas: 1, template } };
  const pod = (name: string, of: string, more: JsonObject = {}) => storedPod(name, { metadata: { ...owner('ReplicaSet', of), ...more }, spec: on, status: ready });

  it('has nothing to ask when all is as it is asked for', () => {
    expect(missing(replicasMatch, [deployment, replicaSet('new', 1), replicaSet('old', 0, {}, 'web:0'), pod('a', 'new')])).toBeUndefined();
  });
  it('does not count pods that are being deleted', () => {
    expect(missing(replicasMatch, [replicaSet('new', 1), pod('a', 'new'), pod('b', 'new', { deletionTimestamp: 'now' })])).toBeUndefined();
  });
  it.each<[string, readonly JsonObject[]]>([
    ['ReplicaSet default/new asks for 2 pods and has 1', [replicaSet('new', 2), pod('a', 'new')]],
    ['ReplicaSet default/new asks for 0 pods and has 1', [replicaSet('new', 0), pod('a', 'new')]],
    ['ReplicaSet default/new has 1 pods, and its status says 0', [replicaSet('new', 1, {}), pod('a', 'new')]],
    ['Deployment default/web has no ReplicaSet of its template', [deployment]],
    ['Deployment default/web has 2 ReplicaSets of its template', [deployment, replicaSet('one', 0), replicaSet('two', 0)]],
    ['Deployment default/web asks for 1 replicas, and its current ReplicaSet for 0', [deployment, replicaSet('new', 0)]],
    ['Deployment default/web still has 1 replicas in the old ReplicaSet old', [deployment, replicaSet('new', 1), replicaSet('old', 1, { replicas: 1 }, 'web:0'), pod('a', 'new'), pod('b', 'old')]],
  ])('misses: %s', (why, objects) => {
    expect(missing(replicasMatch, objects)).toBe(why);
  });
  it('is content with fewer pods when the status says why', () => {
    const refused = { replicas: 0, conditions: [{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate' }] };
    expect(missing(replicasMatch, [replicaSet('new', 2, refused)])).toBeUndefined();
  });
  it('is content without a ReplicaSet when the status says that it could not be created', () => {
    const refused = { conditions: [{ type: 'Progressing', status: 'False', reason: 'ReplicaSetCreateError' }] };
    expect(missing(replicasMatch, [{ ...deployment, status: refused }])).toBeUndefined();
  });
  it('asks nothing in a namespace that is being deleted', () => {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default', deletionTimestamp: 'now' } };
    expect(missing(replicasMatch, [namespace, deployment, replicaSet('new', 2)])).toBeUndefined();
  });
  it('lets a ReplicaSet wait for the writes of one that had its name before, not for its own', () => {
    const expecting = (of: string) => ({ 'controller-manager': { 'own/replicaSet/expectations/default/new': { of, creates: 1, deletes: [] } } });
    expect(missing(replicasMatch, [replicaSet('new', 1)], expecting('older'))).toBeUndefined();
    expect(missing(replicasMatch, [replicaSet('new', 1)], expecting('new'))).toBe('ReplicaSet default/new asks for 1 pods and has 0');
  });
  it('lets a rollout wait for pods that cannot become Ready', () => {
    const unready = storedPod('a', { metadata: owner('ReplicaSet', 'new'), spec: on });
    expect(missing(replicasMatch, [deployment, replicaSet('new', 1), replicaSet('old', 1, { replicas: 1 }, 'web:0'), unready, pod('b', 'old')])).toBeUndefined();
  });
});

describe('caches-converge', () => {
  const pod = storedPod('web', { spec: on });
  const watching = { 'informer/pods': { phase: 'watching', listAt: '' } };
  const cached = holding([pod], 'cache/');

  it('has nothing to ask of caches that hold what is stored, of a kubelet’s: what is bound to its node', () => {
    expect(missing(cachesConverge, [pod], { apiserver: { 'watchcache/pods': 'watching', ...cached }, 'kubelet-node-1': { ...watching, ...cached }, 'kubelet-node-2': watching })).toBeUndefined();
  });
  it.each<[string, Parts]>([
    ['scheduler does not watch pods', { 'informer/pods': { phase: 'broken', listAt: '' }, ...cached }],
    ['the cache of scheduler does not have pods/default/web as it is stored', watching],
    ['the cache of scheduler does not have pods/default/web as it is stored', { ...watching, ...holding([storedPod('web')], 'cache/') }],
    ['the cache of scheduler still has pods/default/gone, which is gone', { ...watching, ...cached, ...holding([storedPod('gone')], 'cache/') }],
  ])('misses: %s', (why, scheduler) => {
    expect(missing(cachesConverge, [pod], { scheduler })).toBe(why);
  });
});

describe('deletion-completes', () => {
  const deleting = { deletionTimestamp: 'now' };
  it.each<[string, JsonObject]>([
    ['nothing is being deleted', storedPod('web', { spec: on })],
    ['a finalizer is left', storedPod('web', { metadata: { ...deleting, finalizers: ['backup'] }, spec: on })],
    ['the node of the pod has no kubelet', storedPod('web', { metadata: deleting, spec: { nodeName: 'ghost' } })],
    ['a namespace is being emptied', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'old', ...deleting }, spec: { finalizers: ['kubernetes'] } }],
  ])('asks nothing when %s', (_, object) => {
    expect(missing(deletionCompletes, [object])).toBeUndefined();
  });
  it('misses the end of a deletion', () => {
    expect(missing(deletionCompletes, [storedPod('web', { metadata: deleting, spec: on })])).toBe('Pod default/web is being deleted, and is still there');
  });
});

describe('endpoints-converge', () => {
  const service = (spec: JsonObject = {}) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'default' }, spec: { selector: { app: 'web' }, ...spec } });
  const pod = storedPod('web', { metadata: { labels: { app: 'web' } }, spec: on, status: ready });
  const slice = (address: string, isReady = true) => ({
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'web-b', namespace: 'default', labels: { 'kubernetes.io/service-name': 'web' } },
    endpoints: [{ addresses: [address], conditions: { ready: isReady } }],
  });
  const rules = (...addresses: readonly string[]) => ({ 'kube-proxy-node-1': { 'rules/default/web': addresses }, 'kube-proxy-node-2': { 'rules/default/web': addresses } });

  it('has nothing to ask when traffic goes where the Ready pods are', () => {
    expect(missing(endpointsConverge, [service(), pod, slice('10.244.0.2')], rules('10.244.0.2'))).toBeUndefined();
    expect(missing(endpointsConverge, [service(), slice('10.244.0.2', false)], rules())).toBeUndefined();
  });
  it('misses endpoints, and rules', () => {
    expect(missing(endpointsConverge, [service(), pod], rules('10.244.0.2'))).toBe('the Ready pods of Service default/web are 10.244.0.2, and its ready endpoints are none');
    expect(missing(endpointsConverge, [service(), pod, slice('10.244.0.2')], rules())).toBe('the Ready pods of Service default/web are 10.244.0.2, and kube-proxy-node-1 sends its traffic to none');
  });
  it('asks of a headless Service what its name resolves to', () => {
    const headless = service({ clusterIP: 'None' });
    expect(missing(endpointsConverge, [headless, pod, slice('10.244.0.2')], { dns: { 'record/default/web': ['10.244.0.2'] } })).toBeUndefined();
    expect(missing(endpointsConverge, [headless, pod, slice('10.244.0.2')])).toContain('dns sends its traffic to none');
  });
  it('does not count pods that are being deleted', () => {
    const leaving = storedPod('web', { metadata: { labels: { app: 'web' }, deletionTimestamp: 'now' }, spec: on, status: ready });
    expect(missing(endpointsConverge, [service(), leaving], rules())).toBeUndefined();
  });
});

describe('somebody-leads', () => {
  const two = { controllerManagers: ['a', 'b'] };
  const managers = (a: string, b: string) => missing(somebodyLeads, [], { a: { election: { value: a } }, b: { election: { value: b } } }, two);

  it('holds when one leads, and where nobody elects', () => {
    expect(managers('follower', 'leading')).toBeUndefined();
    expect(missing(somebodyLeads, [], {})).toBeUndefined();
  });
  it('misses a leader', () => {
    expect(managers('follower', 'refused')).toBe('none of the 2 controller managers leads');
    expect(missing(somebodyLeads, [], { a: { election: { value: 'follower' } }, b: { election: { value: 'acquiring' } } }, { schedulers: ['a', 'b'] })).toBe('none of the 2 schedulers leads');
  });
});

describe('nodes-recover', () => {
  const saying = (status: string) => ({ status: { conditions: [{ type: 'Ready', status }] } });

  it('holds of a node that is Ready, whatever taints it has of others', () => {
    expect(missing(nodesRecover, [storedNode('node-1', { spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } })])).toBeUndefined();
  });
  it('is not about a node that has no kubelet', () => {
    expect(missing(nodesRecover, [{ ...storedNode('node-9'), ...saying('Unknown') }])).toBeUndefined();
  });
  it('misses a node that stays lost, and one that stays tainted', () => {
    expect(missing(nodesRecover, [{ ...storedNode('node-1'), ...saying('Unknown') }])).toBe("the kubelet of node-1 runs, and the node has the condition Ready Unknown");
    expect(missing(nodesRecover, [storedNode('node-1', { spec: { taints: [{ key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' }] } })])).toBe('the kubelet of node-1 runs, and the node still has the taint node.kubernetes.io/unreachable:NoExecute');
  });
});
