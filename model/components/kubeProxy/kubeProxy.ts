import type { Component } from '../../kernel/component.ts';
import type { Step } from '../../kernel/step.ts';
import { keyFor, type EndpointSlice, type KubernetesObject, type Service } from '../../objects/index.ts';
import { cached } from '../client/informer.ts';
import { watcher } from '../client/watcher.ts';
import { note } from '../notes.ts';
import { readyAddresses } from './readyAddresses.ts';

export interface KubeProxyConfig {
  readonly name: string;
  readonly node: string;
  readonly apiservers: readonly string[];
  readonly warm?: readonly KubernetesObject[];
}

/**
 * Programs a node's load balancing from Services and EndpointSlices (pkg/proxy). `rules/<namespace>/<service>`
 * holds the addresses that get traffic, sorted; the kernel keeps them when kube-proxy dies. How much later than
 * the endpoints they change is how late the watch is delivered. Falling back to terminating endpoints when no
 * other is left (KEP-1669) is left out.
 */
export function kubeProxy(config: KubeProxyConfig): Component {
  return watcher({
    name: config.name,
    kind: 'kube-proxy',
    user: 'system:kube-proxy',
    apiservers: config.apiservers,
    resources: ['endpointslices', 'services'],
    guards: { endpointIsReady: 'only ready endpoints get traffic (pkg/proxy/topology.go, CategorizeEndpoints; pod lifecycle: readiness)' },
    prefix: 'rules/',
    outlives: true,
    keys: (step) => cached<Service>(step, 'services').map((service) => `${service.metadata.namespace ?? ''}/${String(service.metadata.name)}`),
    keysOf: ({ resource, object }) => [serviceKey(resource, object)],
    refresh: (step, key) => program(step, config, key),
    ...(config.warm && { warm: config.warm }),
  });
}

/** The Service that an event of a Service or an EndpointSlice concerns. */
export function serviceKey(resource: string, object: KubernetesObject): string {
  const name = resource === 'services' ? object.metadata.name : object.metadata.labels?.['kubernetes.io/service-name'];
  return `${object.metadata.namespace ?? ''}/${String(name ?? '')}`;
}

function program(step: Step, config: KubeProxyConfig, key: string): void {
  const [namespace = '', name = ''] = key.split('/');
  const part = `rules/${key}`;
  const service = step.get(`cache/${keyFor('services', namespace, name)}`) as Service | undefined;
  const addresses = service === undefined || service.spec.clusterIP === 'None' ? undefined : readyAddresses(step, slicesOf(step, namespace, name));
  const before = step.get(part) as readonly string[] | undefined;
  if (before?.join() === addresses?.join() && (before === undefined) === (addresses === undefined)) return;
  step.set(part, addresses);
  step.note(note('rules programmed', `node ${config.node} sends ${key} to ${addresses === undefined || addresses.length === 0 ? 'nobody' : addresses.join(', ')}`, { node: config.node, service: key, addresses: addresses ?? [] }));
}

export function slicesOf(step: Step, namespace: string, service: string): readonly EndpointSlice[] {
  return cached<EndpointSlice>(step, 'endpointslices', namespace).filter((slice) => slice.metadata.labels?.['kubernetes.io/service-name'] === service);
}
