import type { JsonObject } from '../../model/kernel/index.ts';
import type { ScenarioCommand } from '../../model/scenario.ts';

/** Manifests for scenarios that are as small as they can be. */
const image = 'registry.example/web:1';

export function pod(name: string, spec: JsonObject = {}, metadata: JsonObject = {}): JsonObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, ...metadata }, spec: { containers: [container()], ...spec } };
}

export function container(rest: JsonObject = {}): JsonObject {
  return { name: 'web', image, ...rest };
}

/** A container that asks for that much cpu; a node has 4. */
export function greedy(cpu: string): JsonObject {
  return { containers: [container({ resources: { requests: { cpu } } })] };
}

export function replicaSet(name: string, replicas: number, labels: { readonly [label: string]: string } = { app: name }, imageOfAll = image): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name },
    spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [container({ image: imageOfAll })] } } },
  };
}

export function deployment(name: string, replicas: number, imageOfAll?: string): JsonObject {
  return { ...replicaSet(name, replicas, { app: name }, imageOfAll), kind: 'Deployment' };
}

export function service(name: string): JsonObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector: { app: name }, ports: [{ port: 80 }] } };
}

export function node(name: string, spec: JsonObject = {}, labels: { readonly [label: string]: string } = {}): JsonObject {
  return { apiVersion: 'v1', kind: 'Node', metadata: { name, labels }, spec };
}

export function quota(name: string, hard: { readonly [resource: string]: string }): JsonObject {
  return { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name, namespace: 'default' }, spec: { hard } };
}

/** A webhook that is asked about new pods. */
export function webhook(kind: 'Mutating' | 'Validating', name: string, failurePolicy: 'Fail' | 'Ignore' = 'Fail', reinvocationPolicy?: 'IfNeeded'): JsonObject {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: `${kind}WebhookConfiguration`,
    metadata: { name },
    webhooks: [
      {
        name,
        rules: [{ operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods'] }],
        clientConfig: { service: { namespace: 'kube-system', name: 'policy' } },
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
        failurePolicy,
        ...(reinvocationPolicy !== undefined && { reinvocationPolicy }),
      },
    ],
  };
}

export function apply(...objects: readonly JsonObject[]): ScenarioCommand[] {
  return objects.map((object) => ({ verb: 'apply', object }));
}

export function create(...objects: readonly JsonObject[]): ScenarioCommand[] {
  return objects.map((object) => ({ verb: 'create', object }));
}

export function remove(resource: string, name: string) {
  return { verb: 'delete', resource, name } as const;
}
