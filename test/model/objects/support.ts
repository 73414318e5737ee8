import { readFileSync } from 'node:fs';
import { applyDefaults, decode, type Container, type KubernetesObject, type Node, type Pod, type PodSpec } from '../../../model/objects/index.ts';
import type { Json } from '../../../model/kernel/json.ts';

export function fixture(name: string): string {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
}

/** What others wrote, where it is there: next to a checkout, but not a part of it. */
export const shared = new URL('../../../../shared/', import.meta.url);

export const container: Container = { name: 'web', image: 'example.com/web:1' };

export function pod(spec: Partial<PodSpec> = {}, metadata: Partial<Pod['metadata']> = {}): Pod {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'default', ...metadata }, spec: { containers: [container], ...spec } };
}

export function withContainer(changes: Partial<Container>): Pod {
  return pod({ containers: [{ ...container, ...changes }] });
}

export function node(labels: { readonly [key: string]: string } = {}, name = 'node-1'): Node {
  return { apiVersion: 'v1', kind: 'Node', metadata: { name, labels } };
}

export function decoded(json: Json): KubernetesObject {
  const result = decode(json);
  if ('errors' in result) throw new Error(result.errors.map((error) => error.message).join('\n'));
  return result.object;
}

/** Decoded and with defaults, as the API server stores it. */
export function stored<T extends KubernetesObject>(object: T): T {
  return applyDefaults(object);
}
