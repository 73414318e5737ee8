import { scheduler, type SchedulerOptions } from '../../../../model/components/scheduler/scheduler.ts';
import type { Component, Input, Parts, Reaction } from '../../../../model/kernel/component.ts';
import type { Json, JsonObject } from '../../../../model/kernel/json.ts';
import type { Note } from '../../../../model/components/notes.ts';
import type { ApiRequest } from '../../../../model/components/client/protocol.ts';
import { resourceOf, type KubernetesObject, type Node, type Pod } from '../../../../model/objects/index.ts';
import { runReactions, type RunOptions } from '../../../support/parts.ts';

type Fields = { readonly metadata?: JsonObject; readonly spec?: JsonObject; readonly status?: JsonObject };

export function pod(name: string, { metadata, spec, status }: Fields = {}): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', uid: `${name}-uid`, resourceVersion: '1', ...metadata },
    spec: { containers: [{ name: 'app', image: 'app' }], schedulerName: 'default-scheduler', ...spec },
    status: { phase: 'Pending', ...status },
  } as unknown as Pod;
}

export function node(name: string, { metadata, spec, status }: Fields = {}): Node {
  const labels = { 'kubernetes.io/hostname': name, ...(metadata?.['labels'] as JsonObject | undefined) };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, uid: `${name}-uid`, resourceVersion: '1', ...metadata, labels },
    spec: { ...spec },
    status: { allocatable: { cpu: '2', memory: '4Gi', pods: '110' }, ...status },
  } as unknown as Node;
}

/** A container that asks for cpu, and perhaps memory. */
export function requesting(cpu: string, memory?: string): JsonObject {
  return { containers: [{ name: 'app', image: 'app', resources: { requests: { cpu, ...(memory !== undefined && { memory }) } } }] };
}

/** A scheduler whose steps a test takes by hand. */
export class Bench {
  readonly component: Component;
  parts: Parts;
  last: Reaction = {};
  /** Guards replaced and faults that may strike, from here on. */
  world: RunOptions = {};

  constructor(warm: readonly KubernetesObject[] | undefined, options: Partial<SchedulerOptions> = {}) {
    this.component = scheduler({ name: 'scheduler', user: 'system:kube-scheduler', apiservers: ['apiserver'], ...(warm && { warm }), ...options });
    this.parts = this.component.initial as Parts;
  }

  /** Labels of what it may do by itself now; of timers only if asked for. */
  enabled(timers = true): readonly string[] {
    return this.#internals().filter(({ internal }) => timers || internal.timer !== true).filter(({ internal }) => this.#react({ kind: 'internal', input: internal.input }).length > 0).map(({ internal }) => internal.label);
  }

  /** Takes the internal input of this label; of several ways the one whose label is named. */
  take(label: string, way?: string): this {
    const found = this.#internals().find(({ internal }) => internal.label === label);
    if (found === undefined) throw new Error(`"${label}" is not enabled: ${this.enabled().join(', ')}`);
    return this.#apply(this.#react({ kind: 'internal', input: found.internal.input }), way);
  }

  sees(type: 'ADDED' | 'MODIFIED' | 'DELETED', object: KubernetesObject): this {
    return this.#apply(this.#react({ kind: 'entry', log: resourceOf(object), entry: { type, object } as unknown as Json }));
  }

  answers(request: ApiRequest, reply: { readonly code: number } & JsonObject): this {
    return this.#apply(this.#react({ kind: 'message', from: 'apiserver', message: { type: 'reply', id: request.id, ...reply } }));
  }

  /** The requests of the last step. */
  get sent(): readonly ApiRequest[] {
    return (this.last.send ?? []).map(({ message }) => message as ApiRequest);
  }

  /** The request of the last step. */
  get request(): ApiRequest {
    const [request] = this.sent;
    if (request === undefined) throw new Error('nothing was sent');
    return request;
  }

  notes(): readonly string[] {
    return (this.last.notes ?? []).map((note) => (note as Note).note);
  }

  note(name: string): JsonObject {
    const found = (this.last.notes ?? []).find((note) => (note as JsonObject)['note'] === name);
    if (found === undefined) throw new Error(`no note "${name}" among ${this.notes().join(', ')}`);
    return found as JsonObject;
  }

  part(key: string): JsonObject | undefined {
    return this.parts[key] as JsonObject | undefined;
  }

  ways(label: string): readonly (string | undefined)[] {
    const found = this.#internals().find(({ internal }) => internal.label === label);
    return found === undefined ? [] : this.#react({ kind: 'internal', input: found.internal.input }).map(({ reaction }) => reaction.label);
  }

  #internals() {
    return Object.entries(this.parts).flatMap(([key, part]) => (this.component.internals?.(part, key) ?? []).map((internal) => ({ key, internal })));
  }

  #react(input: Input): ReturnType<typeof runReactions> {
    return runReactions(this.component, this.parts, input, this.world);
  }

  #apply(found: ReturnType<typeof runReactions>, way?: string): this {
    const chosen = way === undefined ? found : found.filter(({ reaction }) => reaction.label === way);
    const [taken] = chosen;
    if (taken === undefined || chosen.length > 1) throw new Error(`expected one way, got: ${found.map(({ reaction }) => reaction.label ?? '-').join(' | ')}`);
    this.last = taken.reaction;
    this.parts = taken.parts;
    return this;
  }
}
