import type { JsonObject } from '../../model/kernel/index.ts';
import * as smallest from '../../properties/mutants/manifests.ts';

// Manifests as short as a person would write them: containers say what they need, and what is left out, the API server fills in.

export { apply, quota, webhook } from '../../properties/mutants/manifests.ts';

export function pod(name: string, spec: JsonObject = {}, metadata: JsonObject = {}): JsonObject {
  return smallest.pod(name, podSpec(spec), metadata);
}

function podSpec(spec: JsonObject = {}): JsonObject {
  return { containers: [container()], ...spec };
}

export function container(rest: JsonObject = {}): JsonObject {
  return smallest.container({ resources: { requests: { cpu: '100m', memory: '64Mi' } }, ...rest });
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
