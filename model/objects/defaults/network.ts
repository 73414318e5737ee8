import type { EndpointSlice, Endpoints, Service } from '../schema/service.ts';
import { change, fill } from './fill.ts';

/** kubernetes pkg/apis/core/v1/defaults.go SetDefaults_Service */
export function defaultService(service: Service): Service {
  const ports = (service.spec.ports ?? []).map((port) => fill(port.targetPort === 0 ? { ...port, targetPort: '' } : port, { protocol: 'TCP', targetPort: port.port }));
  const spec = fill(service.spec.ports === undefined ? service.spec : { ...service.spec, ports }, { type: 'ClusterIP', sessionAffinity: 'None' });
  const isExternal = spec.type === 'NodePort' || spec.type === 'LoadBalancer';
  const defaulted = fill(spec, {
    externalTrafficPolicy: isExternal ? 'Cluster' : undefined,
    internalTrafficPolicy: spec.type === 'ExternalName' ? undefined : 'Cluster',
    allocateLoadBalancerNodePorts: spec.type === 'LoadBalancer' ? true : undefined,
    sessionAffinityConfig: spec.sessionAffinity === 'ClientIP' ? { clientIP: { timeoutSeconds: 10_800 } } : undefined,
  });
  return { ...service, spec: defaulted };
}

export function defaultEndpoints(endpoints: Endpoints): Endpoints {
  return change(endpoints, 'subsets', (subsets) => subsets.map((subset) => change(subset, 'ports', (ports) => ports.map((port) => fill(port, { protocol: 'TCP' })))));
}

/** kubernetes pkg/apis/discovery/v1/defaults.go */
export function defaultEndpointSlice(slice: EndpointSlice): EndpointSlice {
  return change(slice, 'ports', (ports) => ports.map((port) => fill(port.name === undefined ? { ...port, name: '' } : port, { protocol: 'TCP' })));
}
