import type { Component } from '../../kernel/component.ts';
import type { Step } from '../../kernel/step.ts';
import { keyFor, type KubernetesObject, type Service } from '../../objects/index.ts';
import { cached } from '../client/informer.ts';
import { watcher } from '../client/watcher.ts';
import { serviceKey, slicesOf } from '../kubeProxy/kubeProxy.ts';
import { readyAddresses } from '../kubeProxy/readyAddresses.ts';
import { note } from '../notes.ts';

export interface DnsConfig {
  readonly name: string;
  readonly apiservers: readonly string[];
  readonly warm?: readonly KubernetesObject[];
}

/**
 * Cluster DNS (CoreDNS, its kubernetes plugin; the DNS-based service discovery specification).
 * `record/<namespace>/<service>` holds the addresses that the Service's name resolves to: its cluster IP, or,
 * of a headless one, those of its ready endpoints.
 */
export function dns(config: DnsConfig): Component {
  return watcher({
    name: config.name,
    kind: 'dns',
    user: 'system:dns',
    apiservers: config.apiservers,
    resources: ['endpointslices', 'services'],
    guards: { endpointIsReady: 'the name of a headless Service resolves to ready endpoints only (DNS specification, 2.4.1)' },
    prefix: 'record/',
    keys: (step) => cached<Service>(step, 'services').map((service) => serviceKey('services', service)),
    keysOf: ({ resource, object }) => [serviceKey(resource, object)],
    refresh,
    ...(config.warm && { warm: config.warm }),
  });
}

function refresh(step: Step, key: string): void {
  const [namespace = '', name = ''] = key.split('/');
  const part = `record/${key}`;
  const service = step.get(`cache/${keyFor('services', namespace, name)}`) as Service | undefined;
  const addresses = service === undefined ? undefined : addressesOf(step, service, namespace, name);
  const before = step.get(part) as readonly string[] | undefined;
  if (before?.join() === addresses?.join() && (before === undefined) === (addresses === undefined)) return;
  step.set(part, addresses);
  const what = addresses === undefined ? 'no longer resolves' : `resolves to ${addresses.join(', ') || 'nothing'}`;
  step.note(note('dns record', `${name}.${namespace}.svc ${what}`, { service: key, addresses: addresses ?? [] }));
}

function addressesOf(step: Step, { spec }: Service, namespace: string, name: string): readonly string[] {
  if (spec.clusterIP === 'None') return readyAddresses(step, slicesOf(step, namespace, name));
  return spec.clusterIP === undefined || spec.clusterIP === '' ? [] : [spec.clusterIP];
}
