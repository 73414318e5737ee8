import { canonicalText, type Json, type JsonObject, type StateView } from '../../model/kernel/index.ts';
import type { ClusterShape } from '../../model/cluster/shape.ts';
import { keyIn, type StoredObject } from '../../properties/cluster.ts';

/**
 * What an object is called in two runs: its key; of one whose name was generated, the key with a star for what was drawn, which
 * all of its siblings share.
 */
export function identityOf(resource: string, { metadata }: StoredObject): string {
  const { generateName } = metadata as { readonly generateName?: string };
  return generateName === undefined ? keyIn(resource, metadata) : keyIn(resource, { ...metadata, name: `${generateName}*` });
}

/** Not compared: who leads is nobody's business but the leader's. */
const leftOut = ['leases'];

/** Fields that differ from run to run by their nature: times, versions, addresses, and what counts how often something was tried. */
const transient = new Set([
  'resourceVersion', 'uid', 'creationTimestamp', 'managedFields', 'generation', 'observedGeneration', 'podIP', 'podIPs', 'hostIP', 'hostIPs', 'containerID', 'restartCount', 'lastState',
  'lastTransitionTime', 'lastProbeTime', 'lastUpdateTime', 'lastHeartbeatTime', 'startTime', 'startedAt', 'finishedAt', 'message',
]);

/** The objects of the store by identity, each in a form that can be compared between runs; siblings in canonical order. */
export function storedAtEnd(state: StateView, { etcd }: ClusterShape): ReadonlyMap<string, readonly Json[]> {
  const keys = state.keys(etcd, '').filter((key) => key.includes('/') && !key.startsWith('deleted/') && !leftOut.includes(key.split('/')[0] ?? ''));
  const objects = keys.map((key) => ({ key, object: state.get(etcd, key) as unknown as StoredObject }));
  const resourceOf = (key: string): string => key.split('/')[0] ?? '';
  const known: Known = {
    uids: new Set(objects.flatMap(({ object }) => object.metadata.uid ?? [])),
    names: new Map(objects.map(({ key, object }) => [object.metadata.name, identityOf(resourceOf(key), object).split('/').at(-1) ?? ''] as const)),
  };
  const found = new Map<string, Json[]>();
  for (const { key, object } of objects) {
    const identity = identityOf(resourceOf(key), object);
    found.set(identity, [...(found.get(identity) ?? []), comparable(withoutEnd(object), '', resourceOf(key), known)]);
  }
  return new Map([...found].map(([identity, siblings]) => [identity, sorted(siblings)] as const));
}

/** How far a pod had come that is being deleted, and how its programs have ended, hangs on when that happened, and on how fast they obey. */
function withoutEnd(object: StoredObject): JsonObject {
  if (object.kind !== 'Pod' || object.metadata.deletionTimestamp === undefined) return object;
  const { status: _, spec, ...rest } = object as JsonObject;
  const { nodeName: __, ...wanted } = (spec ?? {}) as JsonObject;
  return { ...rest, spec: wanted };
}

interface Known {
  readonly uids: ReadonlySet<string>;
  /** What a name is called in two runs. */
  readonly names: ReadonlyMap<string, string>;
}

function comparable(value: Json, field: string, resource: string, known: Known): Json {
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map((item) => comparable(item, field, resource, known));
    // Their order is that in which they came.
    return field === 'conditions' || field === 'endpoints' || field === 'taints' || field === 'ownerReferences' ? sorted(items) : items;
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value as JsonObject).flatMap(([name, item]) => (isTransient(name, resource) ? reference(name, item ?? null, field, known) : [[name, comparable(item ?? null, name, resource, known)]])));
  }
  if (typeof value !== 'string') return value;
  if (field === 'nodeName') return value === '' ? value : 'some node';
  return field === 'name' ? (known.names.get(value) ?? value) : value;
}

function isTransient(field: string, resource: string): boolean {
  // Nobody takes back what was charged for what then failed: the quota controller, which counts anew, is not modelled.
  return transient.has(field) || (resource === 'endpointslices' && field === 'addresses') || (resource === 'resourcequotas' && field === 'used');
}

/** Of a UID by which an object names another one, only whether that is there. */
function reference(field: string, value: Json, holder: string, { uids }: Known): readonly (readonly [string, Json])[] {
  const isReference = field === 'uid' && (holder === 'ownerReferences' || holder === 'targetRef' || holder === 'claimRef');
  return isReference && typeof value === 'string' ? [['uid', uids.has(value) ? 'of one that is there' : 'of nothing that is there']] : [];
}

function sorted(items: readonly Json[]): readonly Json[] {
  const texts = new Map(items.map((item) => [item, canonicalText(item, 'an object')] as const));
  return items.toSorted((a, b) => ((texts.get(a) ?? '') < (texts.get(b) ?? '') ? -1 : 1));
}
