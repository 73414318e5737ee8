import type { ApiReply, ApiRequest, WatchEntry } from '../../model/components/client/protocol.ts';
import type { Component, Input, Parts } from '../../model/kernel/component.ts';
import type { Json, JsonObject } from '../../model/kernel/json.ts';
import { keyFor, keyOf, resourceOf, type KubernetesObject } from '../../model/objects/index.ts';
import { runReactions } from './parts.ts';

/**
 * One client component, and a test that plays the rest of the cluster by hand: an API server that keeps objects
 * and answers when told to, and watches that deliver when told to.
 */
export class PlayedCluster {
  readonly component: Component;
  parts: Parts;
  mutants: { readonly [guard: string]: boolean } = {};
  readonly store = new Map<string, JsonObject>();
  /** Requests that the API server has not taken yet. */
  requests: ApiRequest[] = [];
  /** Entries that the client's watches have not delivered yet, in order for each resource. */
  entries: { readonly resource: string; readonly entry: WatchEntry }[] = [];
  readonly notes: JsonObject[] = [];
  #revision = 100;

  constructor(component: Component, objects: readonly KubernetesObject[] = []) {
    this.component = component;
    this.parts = component.initial as Parts;
    for (const object of objects) this.store.set(keyOf(object), object);
  }

  /** One way to react is taken; the one that costs no fault unless faults are given. */
  react(input: Input, ...faults: readonly string[]): boolean {
    const ways = runReactions(this.component, this.parts, input, { mutants: this.mutants, faults });
    const taken = ways.find(({ reaction }) => (reaction.faults ?? []).length === faults.length);
    if (taken === undefined) return false;
    this.parts = taken.parts;
    for (const { message } of taken.reaction.send ?? []) this.requests.push(message as unknown as ApiRequest);
    this.notes.push(...((taken.reaction.notes ?? []) as JsonObject[]));
    return true;
  }

  /** The component's own work, by label; the first enabled one when none is named. */
  work(label?: string, timers = false): boolean {
    for (const [key, part] of Object.entries(this.parts)) {
      for (const internal of this.component.internals?.(part, key) ?? []) {
        if (label === undefined ? internal.timer === true && !timers : !internal.label.includes(label)) continue;
        if (this.react({ kind: 'internal', input: internal.input })) return true;
      }
    }
    return false;
  }

  /** The API server takes a request and answers, or fails in the way that is given. */
  answer(failure?: Omit<ApiReply, 'type' | 'id'>, which = 0): void {
    const [request] = this.requests.splice(which, 1);
    if (request === undefined) throw new Error('there is no request to answer');
    const reply = failure ?? this.#execute(request);
    this.react({ kind: 'message', from: 'apiserver', message: { type: 'reply', id: request.id ?? '', ...reply } as unknown as Json });
  }

  /** The API server executes a request, and its answer gets lost. */
  loseReply(which = 0): void {
    const request = this.requests[which];
    if (request === undefined) throw new Error('there is no request to lose');
    this.#execute(request);
    this.answer({ code: 0, reason: 'Timeout' }, which);
  }

  /** The watch of a resource delivers its next entry. */
  deliver(resource?: string): boolean {
    const index = this.entries.findIndex((entry) => resource === undefined || entry.resource === resource);
    const [next] = index < 0 ? [] : this.entries.splice(index, 1);
    return next !== undefined && this.react({ kind: 'entry', log: next.resource, entry: next.entry as unknown as Json });
  }

  /** Answers, deliveries and work until nothing is left to do. */
  settle({ timers = false, most = 500 } = {}): void {
    for (let steps = 0; steps < most; steps++) {
      if (this.requests.length > 0) this.answer();
      else if (this.entries.length > 0) this.deliver();
      else if (!this.work(undefined, timers)) return;
    }
    throw new Error('it does not come to rest');
  }

  /** Somebody else writes an object. */
  put(object: JsonObject): JsonObject {
    const key = keyOf(object as unknown as KubernetesObject);
    const old = this.store.get(key);
    const { metadata } = object as { readonly metadata: JsonObject };
    const uid = metadata['uid'] ?? (old?.['metadata'] as JsonObject | undefined)?.['uid'] ?? `${nameOf(object)}-${this.#revision + 1}`;
    const stored = { ...object, metadata: { ...metadata, uid, resourceVersion: String(++this.#revision) } };
    this.store.set(key, stored);
    this.#emit(old === undefined ? 'ADDED' : 'MODIFIED', stored);
    return stored;
  }

  remove(key: string): void {
    const old = this.store.get(key);
    if (old === undefined) return;
    this.store.delete(key);
    this.#emit('DELETED', { ...old, metadata: { ...(old['metadata'] as JsonObject), resourceVersion: String(++this.#revision) } });
  }

  get(key: string): JsonObject | undefined {
    return this.store.get(key);
  }

  list<T>(resource: string): T[] {
    return [...this.store].filter(([key]) => key.startsWith(`${resource}/`)).map(([, object]) => object as T);
  }

  #emit(type: WatchEntry['type'], object: JsonObject): void {
    this.entries.push({ resource: resourceOf(object as unknown as KubernetesObject), entry: { type, object } });
  }

  #execute(request: ApiRequest): Omit<ApiReply, 'type' | 'id'> {
    const key = keyFor(request.resource, request.namespace, request.name ?? '');
    const old = this.store.get(key);
    const body = request.body ?? {};
    const metadata = (body['metadata'] ?? {}) as JsonObject;
    switch (request.verb) {
      case 'list':
        return { code: 200, items: this.list(request.resource), resourceVersion: String(this.#revision) };
      case 'watch':
        return { code: 200 };
      case 'create': {
        const name = nameOf(body) || `${(body as unknown as KubernetesObject).metadata.generateName ?? ''}${this.#revision}`;
        if (this.store.has(keyFor(request.resource, request.namespace, name))) return { code: 409, reason: 'AlreadyExists', message: `${request.resource} "${name}" already exists` };
        return { code: 201, object: this.put({ ...body, metadata: { ...metadata, name, ...(request.namespace !== undefined && { namespace: request.namespace }) } }) };
      }
      default:
        break;
    }
    if (old === undefined) return { code: 404, reason: 'NotFound', message: `${request.resource} "${request.name ?? ''}" not found` };
    const current = old['metadata'] as JsonObject;
    if (metadata['resourceVersion'] !== undefined && metadata['resourceVersion'] !== current['resourceVersion']) return { code: 409, reason: 'Conflict', message: 'the object has been modified' };
    switch (request.verb) {
      case 'get':
        return { code: 200, object: old };
      case 'delete':
        this.remove(key);
        return { code: 200, object: old };
      case 'update':
        return { code: 200, object: this.put(request.subresource === 'status' ? { ...old, status: body['status'] } : { ...body, status: old['status'] }) };
      case 'patch':
        return { code: 200, object: this.put(mergePatch(old, body)) };
    }
  }
}

function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  const next: { [field: string]: Json | undefined } = { ...target };
  for (const [field, value] of Object.entries(patch)) {
    const there = next[field];
    if (value === null) delete next[field];
    else if (isObject(value)) next[field] = mergePatch(isObject(there) ? there : {}, value);
    else next[field] = value;
  }
  return next;
}

function nameOf(object: JsonObject): string {
  return (object as unknown as KubernetesObject).metadata.name || '';
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
