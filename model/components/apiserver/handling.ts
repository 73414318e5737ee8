import type { Step } from '../../kernel/step.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { keyFor, type KubernetesObject } from '../../objects/index.ts';
import { describeRequest, type ApiRequest } from '../client/protocol.ts';
import { note } from '../notes.ts';
import type { AdmissionContext, Caches, Rejection } from './admission/index.ts';
import { cachesOf, lifeOf } from './caches.ts';
import type { ApiServerConfig } from './config.ts';
import { metadataOf } from './metadata.ts';
import { takeBackName } from './names.ts';
import { requestChart, type RequestEventType } from './requestMachine.ts';
import { requestPrefix, type Answer, type RequestState } from './requestState.ts';

/** What entering a state asks for: the machine's actions, by name. */
export type Actions = { readonly [action: string]: (handling: Handling) => void };

/** One request during one step: reads and writes its part, and moves it on its way. */
export class Handling {
  readonly step: Step;
  readonly config: ApiServerConfig;
  readonly caches: Caches;
  /** `<client>/<id>` */
  readonly name: string;
  readonly #actions: Actions;
  #state: RequestState;

  constructor(step: Step, config: ApiServerConfig, actions: Actions, name: string, state: RequestState) {
    this.step = step;
    this.config = config;
    this.caches = cachesOf(step);
    this.name = name;
    this.#actions = actions;
    this.#state = state;
  }

  /** Takes up a request that has just come in. */
  static begin(step: Step, config: ApiServerConfig, actions: Actions, client: string, request: ApiRequest): Handling {
    const state = { ...requestChart.initial(), client, request } as RequestState;
    return new Handling(step, config, actions, freeName(step, client, request.id), state);
  }

  /** Goes on with a request in process; undefined when there is none of that name (any more). */
  static resume(step: Step, config: ApiServerConfig, actions: Actions, name: string): Handling | undefined {
    const state = step.get(requestPrefix + name);
    return state === undefined ? undefined : new Handling(step, config, actions, name, state as RequestState);
  }

  get state(): RequestState {
    return this.#state;
  }

  get request(): ApiRequest {
    return this.#state.request;
  }

  /** Names the request to others; an answer to an earlier life of this process is not mistaken for one to this. */
  get id(): string {
    return `${lifeOf(this.step)}.${requestPrefix}${this.name}`;
  }

  get isBinding(): boolean {
    return this.request.subresource === 'binding';
  }

  /** The key in etcd of an object of the request's resource. */
  keyOf(name: string): string {
    return keyFor(this.request.resource, this.request.namespace, name);
  }

  update(facts: Partial<RequestState>): void {
    this.#state = Object.fromEntries(Object.entries({ ...this.#state, ...facts }).filter(([, value]) => value !== undefined)) as RequestState;
    this.step.set(requestPrefix + this.name, this.#state);
  }

  /** Moves on; the facts are what the event is about. */
  next(event: RequestEventType, facts: Partial<RequestState> = {}): void {
    const { state, actions } = requestChart.next(this.#state, { type: event }, (guard, holds) => this.step.check(guard, holds));
    this.update({ ...facts, ...(state as Pick<RequestState, 'value' | 'context'>) });
    for (const { type } of actions) this.#actions[type]?.(this);
  }

  reject(rejection: Rejection): void {
    const { code, reason, message } = rejection;
    this.#giveUpName();
    const isBeingMutated = this.#state.value === 'mutating' || this.#state.value === 'askingMutatingWebhook';
    this.next(this.isBinding && isBeingMutated ? 'refused' : 'rejected', { answer: { code, reason, message } });
  }

  /** A create that is refused before its transaction has used up no name. */
  #giveUpName(): void {
    const { resource, namespace, verb, body } = this.request;
    const { value, key } = this.#state;
    const { name, generateName } = metadataOf(body ?? {});
    if (verb !== 'create' || name || !generateName || key === undefined || value === 'committing') return;
    takeBackName(this.step, this.caches, this.config.nameSeries ?? '', resource, namespace, generateName, key.slice(this.keyOf('').length));
  }

  /** What admission may look at. */
  context(object: KubernetesObject): AdmissionContext {
    const { base, live } = this.#state;
    return { step: this.step, request: this.request, object, ...(base && !this.isBinding && { old: base }), ...(live && { live }), ...this.caches };
  }

  /** The end of it: the part goes, the client is told if it still waits. */
  finish(answer: Answer): void {
    const { client, request, key } = this.#state;
    if (answer.code >= 400) this.note('rejected', `${answer.code} ${answer.reason}: ${answer.message}`, { code: answer.code, reason: answer.reason ?? '', ...(key !== undefined && { key }) });
    this.step.set(requestPrefix + this.name, undefined);
    if (request.id !== null) this.step.send(client, { type: 'reply', id: request.id, ...answer });
  }

  /** Tells monitors how far the request has come. */
  note(name: string, text: string, facts: JsonObject = {}): void {
    const { verb, resource, namespace, subresource } = this.request;
    const { key } = this.#state;
    this.step.note(note(name, text, { request: this.name, verb, resource, ...(namespace !== undefined && { namespace }), ...(subresource && { subresource }), ...(key !== undefined && { key }), ...facts }));
  }

  describe(): string {
    return describeRequest(this.request);
  }
}

/** A request that nobody waits for has no identifier: it gets the first free one. */
function freeName(step: Step, client: string, id: string | null): string {
  const wanted = `${client}/${id ?? '-'}`;
  let name = wanted;
  for (let count = 2; step.get(requestPrefix + name) !== undefined; count++) name = `${wanted}~${count}`;
  return name;
}
