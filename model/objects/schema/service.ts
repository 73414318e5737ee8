import type * as z from 'zod';
import { enumeration, flag, int32, intOrString, json, list, map, struct, text } from './build.ts';
import { protocolSchema } from './container.ts';
import { head, objectReferenceSchema, conditionSchema } from './metadata.ts';

/** k8s.io/api core/v1/types.go, discovery/v1/types.go */
export const servicePortSchema = struct('v1.ServicePort', { port: int32 }, { name: text, protocol: protocolSchema, appProtocol: text, targetPort: intOrString, nodePort: int32 });
export type ServicePort = z.output<typeof servicePortSchema>;

const trafficPolicy = enumeration<'Cluster' | 'Local'>('v1.ServiceExternalTrafficPolicyType');

const serviceSpec = struct(
  'v1.ServiceSpec',
  {},
  {
    ports: list(servicePortSchema),
    selector: map(text),
    clusterIP: text,
    clusterIPs: list(text),
    type: enumeration<'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName'>('v1.ServiceType'),
    externalIPs: list(text),
    externalName: text,
    sessionAffinity: enumeration<'None' | 'ClientIP'>('v1.ServiceAffinity'),
    sessionAffinityConfig: struct('v1.SessionAffinityConfig', {}, { clientIP: struct('v1.ClientIPConfig', {}, { timeoutSeconds: int32 }) }),
    externalTrafficPolicy: trafficPolicy,
    internalTrafficPolicy: trafficPolicy,
    publishNotReadyAddresses: flag,
    ipFamilies: list(text),
    ipFamilyPolicy: text,
    allocateLoadBalancerNodePorts: flag,
  },
);

export const serviceSchema = struct('v1.Service', { ...head('v1', 'Service'), spec: serviceSpec }, { status: struct('v1.ServiceStatus', {}, { loadBalancer: map(json), conditions: list(conditionSchema) }) });
export type Service = z.output<typeof serviceSchema>;

const address = struct('v1.EndpointAddress', { ip: text }, { hostname: text, nodeName: text, targetRef: objectReferenceSchema });
const subset = struct(
  'v1.EndpointSubset',
  {},
  { addresses: list(address), notReadyAddresses: list(address), ports: list(struct('v1.EndpointPort', { port: int32 }, { name: text, protocol: protocolSchema, appProtocol: text })) },
);

export const endpointsSchema = struct('v1.Endpoints', head('v1', 'Endpoints'), { subsets: list(subset) });
export type Endpoints = z.output<typeof endpointsSchema>;

export const endpointSchema = struct(
  'v1.Endpoint',
  { addresses: list(text) },
  {
    conditions: struct('v1.EndpointConditions', {}, { ready: flag, serving: flag, terminating: flag }),
    hostname: text,
    targetRef: objectReferenceSchema,
    nodeName: text,
    zone: text,
    topology: map(text),
    hints: map(json),
  },
);
export type Endpoint = z.output<typeof endpointSchema>;

/** Kubernetes writes `null` for no endpoints and no ports; here they are absent. */
export const endpointSliceSchema = struct(
  'v1.EndpointSlice',
  { ...head('discovery.k8s.io/v1', 'EndpointSlice'), addressType: enumeration<'IPv4' | 'IPv6' | 'FQDN'>('v1.AddressType') },
  { endpoints: list(endpointSchema), ports: list(struct('v1.EndpointPort', {}, { port: int32, name: text, protocol: protocolSchema, appProtocol: text })) },
);
export type EndpointSlice = z.output<typeof endpointSliceSchema>;
