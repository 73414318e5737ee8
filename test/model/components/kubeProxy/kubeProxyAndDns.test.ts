import { expect, test } from 'vitest';
import { dns } from '../../../../model/components/dns/dns.ts';
import { kubeProxy } from '../../../../model/components/kubeProxy/kubeProxy.ts';
import type { JsonObject } from '../../../../model/kernel/json.ts';
import type { KubernetesObject } from '../../../../model/objects/index.ts';
import { PlayedCluster } from '../../../support/playedCluster.ts';
import { service } from '../controllers/support.ts';

function slice(...endpoints: readonly (readonly [address: string, ready: boolean | undefined])[]): KubernetesObject & JsonObject {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'web-1', namespace: 'default', resourceVersion: '1', labels: { 'kubernetes.io/service-name': 'web' } },
    addressType: 'IPv4',
    endpoints: endpoints.map(([address, ready]) => ({ addresses: [address], conditions: ready === undefined ? {} : { ready } })),
  } as unknown as KubernetesObject & JsonObject;
}

const proxy = (objects: readonly KubernetesObject[], warm = true): PlayedCluster =>
  new PlayedCluster(kubeProxy({ name: 'kube-proxy-node-1', node: 'node-1', apiservers: ['apiserver'], ...(warm && { warm: objects }) }), objects);

test('traffic goes to the ready endpoints, in order; an absent condition means ready', () => {
  const cluster = proxy([service('web'), slice(['10.0.0.3', true], ['10.0.0.2', false], ['10.0.0.1', undefined])]);
  expect(cluster.parts['rules/default/web']).toEqual(['10.0.0.1', '10.0.0.3']);
  cluster.put(slice(['10.0.0.2', true]));
  cluster.settle();
  expect(cluster.parts['rules/default/web']).toEqual(['10.0.0.2']);
  expect(cluster.notes.map((each) => each['text'])).toEqual(['node node-1 sends default/web to 10.0.0.2']);
});

test('rules change only when what they say changes, and go with their Service', () => {
  const cluster = proxy([service('web'), slice(['10.0.0.1', true])]);
  cluster.put(slice(['10.0.0.1', true], ['10.0.0.2', false]));
  cluster.settle();
  expect(cluster.notes).toEqual([]);
  cluster.remove('services/default/web');
  cluster.settle();
  expect(cluster.parts['rules/default/web']).toBeUndefined();
});

test('a headless Service has no rules', () => {
  expect(proxy([service('web', { clusterIP: 'None' }), slice(['10.0.0.1', true])]).parts['rules/default/web']).toBeUndefined();
});

test('started cold, it programs nothing before both caches are filled; rules of an earlier life stay until then', () => {
  const cluster = proxy([service('web'), slice(['10.0.0.1', true])], false);
  cluster.parts = { ...cluster.parts, 'rules/default/web': ['10.0.0.9'], 'rules/default/gone': ['10.0.0.8'] };
  cluster.work('list services');
  cluster.answer();
  expect(cluster.parts['rules/default/web']).toEqual(['10.0.0.9']);
  cluster.settle();
  expect(cluster.parts['rules/default/web']).toEqual(['10.0.0.1']);
  expect(cluster.parts['rules/default/gone']).toBeUndefined();
});

test('the kernel keeps the rules when kube-proxy dies; DNS forgets its records', () => {
  expect(kubeProxy({ name: 'p', node: 'n', apiservers: ['a'] }).crash?.durable('rules/default/web')).toBe(true);
  expect(dns({ name: 'dns', apiservers: ['a'] }).crash?.durable('record/default/web')).toBe(false);
});

test('a name resolves to the cluster IP, or, of a headless Service, to its ready endpoints', () => {
  const records = (spec: JsonObject): unknown => {
    const objects = [service('web', spec), slice(['10.0.0.1', true], ['10.0.0.2', false])];
    return new PlayedCluster(dns({ name: 'dns', apiservers: ['apiserver'], warm: objects }), objects).parts['record/default/web'];
  };
  expect(records({ clusterIP: '10.96.0.10' })).toEqual(['10.96.0.10']);
  expect(records({ clusterIP: 'None' })).toEqual(['10.0.0.1']);
  expect(records({})).toEqual([]);
});
