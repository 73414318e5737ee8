import { nodeShape, type ClusterShape } from '../../model/cluster/shape.ts';
import type { Happening, Json, JsonObject, Parts, StateView } from '../../model/kernel/index.ts';
import { keyOf, resourceOf, type KubernetesObject, type Pod } from '../../model/objects/index.ts';
import type { ClusterInvariant, ClusterMonitor } from '../../properties/cluster.ts';

/** A cluster of two nodes; nothing of it runs here, the tests say what happens and what the state is. */
export const shape: ClusterShape = {
  etcd: 'etcd',
  apiservers: ['apiserver'],
  schedulers: ['scheduler'],
  controllerManagers: ['controller-manager'],
  nodes: [nodeShape('node-1'), nodeShape('node-2')],
  webhooks: ['webhook-policy.example.com'],
  registry: 'registry',
  dns: 'dns',
  kubectl: 'kubectl',
  kubectlGet: 'kubectl-get',
};

/** A state in which components have these parts, and all else is empty. */
export function stateOf(components: { readonly [component: string]: Parts }): StateView {
  const parts = (component: string): Parts => components[component] ?? {};
  return {
    get: (component, part) => parts(component)[part],
    keys: (component, prefix) => Object.keys(parts(component)).filter((part) => part.startsWith(prefix)).sort(),
    underway: () => [],
    pending: () => [],
    via: () => undefined,
    isDown: () => false,
    memory: () => null,
  };
}

/** Objects under their keys, as etcd holds them; with a prefix, as caches do. */
export function holding(objects: readonly JsonObject[], prefix = ''): Parts {
  return Object.fromEntries(objects.map((object) => [`${prefix}${keyOf(object as unknown as KubernetesObject)}`, object]));
}

/** What a monitor says after all this has happened. */
export function judged(property: ClusterMonitor, happenings: readonly Happening[], state: StateView = stateOf({})): string | undefined {
  const memory = happenings.reduce<Json>((before, happening) => property.observe(before, happening, shape), property.initial);
  return property.violation(memory, state, shape);
}

export function holds(property: ClusterInvariant, state: StateView): string | undefined {
  return property.violation(state, shape);
}

type Reacted = Extract<Happening, { kind: 'reaction' }>;

/** A component reacts to a message (or to nothing that matters). */
export function reacts(component: string, reaction: Reacted['reaction'], from = '', message: Json = null): Happening {
  return { kind: 'reaction', component, input: { kind: 'message', from, message }, reaction };
}

export interface CommitOptions {
  /** `<client>/<id>` of the request that it is made for. */
  readonly request?: string;
  readonly expect?: string;
}

/** Etcd commits a change. */
export function commits(type: 'ADDED' | 'MODIFIED' | 'DELETED', object: JsonObject, { request = 'kubectl/0.command', expect }: CommitOptions = {}): Happening {
  const key = keyOf(object as unknown as KubernetesObject);
  const resource = resourceOf(object as unknown as KubernetesObject);
  const message = { type: 'txn', id: `0.request/${request}`, key, resource, expect: expect ?? null };
  return reacts('etcd', { append: [{ log: resource, entry: { type, object } }] }, 'apiserver', message);
}

/** The API server takes up a request. */
export function takesUp(name: string, request: JsonObject): Happening {
  const [client = '', id = ''] = name.split('/');
  const full = { type: 'request', id, user: `system:node:node-1`, resource: 'pods', ...request };
  return reacts('apiserver', { set: { [`request/${name}`]: { client, request: full, value: 'mutating' } } }, client, full);
}

export function notes(component: string, ...all: readonly (readonly [name: string, facts: JsonObject])[]): Happening {
  return reacts(component, { notes: all.map(([note, facts]) => ({ note, text: note, ...facts })) });
}

let revision = 0;

/** A pod as it is stored; each has a revision of its own. */
export function storedPod(name: string, more: { readonly metadata?: JsonObject; readonly spec?: JsonObject; readonly status?: JsonObject } = {}): JsonObject & Pod {
  const metadata = { name, namespace: 'default', uid: `${name}-1`, resourceVersion: String(++revision), ...more.metadata };
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [{ name: 'web', image: 'registry.example/web:1' }], ...more.spec }, status: { phase: 'Pending', ...more.status } };
  return pod as unknown as JsonObject & Pod;
}

export function storedNode(name: string, more: { readonly metadata?: JsonObject; readonly spec?: JsonObject; readonly allocatable?: JsonObject } = {}): JsonObject {
  const status = { allocatable: more.allocatable ?? { cpu: '4', memory: '8Gi', pods: '110' }, conditions: [{ type: 'Ready', status: 'True' }] };
  return { apiVersion: 'v1', kind: 'Node', metadata: { name, resourceVersion: String(++revision), ...more.metadata }, spec: more.spec ?? {}, status };
}

export function conditions(...isTrue: readonly string[]): JsonObject {
  return { conditions: isTrue.map((type) => ({ type, status: 'True' })) };
}
