import type { JsonObject } from '../../model/kernel/index.ts';
import type { ScenarioCommand } from '../../model/scenario.ts';

/** Manifests as short as a person would write them: what is left out, the API server fills in. */

export const image = 'registry.example/web:1';

export function pod(name: string, spec: JsonObject = {}, metadata: JsonObject = {}): JsonObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, ...metadata }, spec: podSpec(spec) };
}

export function podSpec(spec: JsonObject = {}): JsonObject {
  return { containers: [container()], ...spec };
}

export function container(rest: JsonObject = {}): JsonObject {
  return { name: 'web', image, resources: { requests: { cpu: '100m', memory: '64Mi' } }, ...rest };
}

export function deployment(name: string, replicas: number, rest: { readonly template?: JsonObject; readonly spec?: JsonObject } = {}): JsonObject {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: podSpec(rest.template) }, ...rest.spec },
  };
}

export function service(name: string): JsonObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector: { app: name }, ports: [{ port: 80, targetPort: 8080 }] } };
}

/** A webhook that is asked about every pod before it is created. */
export function validatingWebhook(name: string, failurePolicy: 'Fail' | 'Ignore'): JsonObject {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name },
    webhooks: [
      {
        name,
        rules: [{ operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods'] }],
        clientConfig: { service: { namespace: 'kube-system', name: 'policy' } },
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
        failurePolicy,
      },
    ],
  };
}

export function apply(...objects: readonly JsonObject[]): ScenarioCommand[] {
  return objects.map((object) => ({ verb: 'apply', object }));
}
