import type { Component, GuardTable, Input, Internal, Parts, Reaction, Send, View } from '../../kernel/component.ts';
import type { Json } from '../../kernel/json.ts';
import { reactions, type Step } from '../../kernel/step.ts';
import { isRequest, type ApiReply } from '../client/protocol.ts';
import { isEtcdReply, type EtcdReply } from '../etcd/protocol.ts';
import { admissionGuards, isReviewed, type Reviewed } from './admission/index.ts';
import { bindingGuards } from './binding.ts';
import { cacheGuards, cacheInput, cacheInternals, cacheListed, cachesAreReady, coldCache, lifeOf, lifePart, warmCache, type CacheOwner } from './caches.ts';
import { commit, etcdAnswered, read, readLive, remove } from './commit.ts';
import { etcdOf, type ApiServerConfig } from './config.ts';
import { creationGuards } from './create.ts';
import { deletionGuards } from './deletion.ts';
import { Handling, type Actions } from './handling.ts';
import { mutate, mutatingWebhookAnswered } from './mutate.ts';
import { namesPrefix } from './names.ts';
import { chargeQuota, quotaAnswered } from './quotaCharging.ts';
import { readAnswer, readGuards } from './reads.ts';
import { receive } from './receive.ts';
import { requestMachineGuards } from './requestMachine.ts';
import { describeState, isRequestState, requestPrefix, type RequestState } from './requestState.ts';
import { updateGuards } from './update.ts';
import { validate, validatingWebhookAnswered, validationGuards } from './validate.ts';

export const apiserverGuards: GuardTable = {
  ...requestMachineGuards,
  ...cacheGuards,
  ...readGuards,
  ...creationGuards,
  ...updateGuards,
  ...deletionGuards,
  ...bindingGuards,
  ...validationGuards,
  ...admissionGuards,
};

/**
 * An API server: requests go their way ({@link requestMachine}) in steps between which everything else may
 * happen; its watch cache follows etcd. Nothing of it survives a crash but what has reached etcd.
 *
 * Parts: `request/<client>/<id>` ({@link RequestState}), `cache/<key>`, `watchcache/<resource>` and `start`,
 * `names/<resource>/<namespace>/<generateName>`, `epoch`, and those of quota admission.
 */
export function apiserver(config: ApiServerConfig): Component {
  const initial: Parts = config.warm === undefined ? coldCache(config.resources) : warmCache(config.resources, config.warm);
  return {
    name: config.name,
    kind: 'apiserver',
    initial,
    guards: apiserverGuards,
    internals: (part, key) => [...cacheInternals(part, key), ...requestInternals(part, key)],
    react: (view, input, check) => reactions(view, check, (step) => react(step, config, input)),
    crash: {
      fault: 'crash',
      durable: (part) => part === lifePart || part.startsWith(namesPrefix),
      fresh: coldCache(config.resources),
      effects: (view) => loseRequests(view),
    },
  };
}

/** What the machine's actions do. */
const actions: Actions = {
  readAnswer,
  readBase: read,
  readLive,
  chargeQuota: (handling) => chargeQuota(handling, actions),
  commit,
  remove,
  confirm: read,
  reply: (handling) => handling.finish(handling.state.answer ?? { code: 500, reason: 'InternalError', message: 'no answer' }),
};

function requestInternals(part: Json, key: string): readonly Internal[] {
  if (!isRequestState(part, key)) return [];
  const request = key.slice(requestPrefix.length);
  if (part.value === 'mutating') return [{ label: `mutate ${describeState(part)}`, input: { admission: 'mutate', request } }];
  return part.value === 'mutated' ? [{ label: `validate ${describeState(part)}`, input: { admission: 'validate', request } }] : [];
}

function react(step: Step, config: ApiServerConfig, input: Input): void {
  if (cacheInput(step, ownerOf(config), input)) return;
  if (input.kind === 'internal') return admitByPlugins(step, config, input.input);
  if (input.kind !== 'message') return;
  const { message, from } = input;
  if (isRequest(message)) {
    if (!cachesAreReady(step, config.resources)) return step.impossible();
    return receive(step, config, actions, from, message);
  }
  if (isEtcdReply(message)) takeEtcdReply(step, config, message);
  else if (isReviewed(message)) takeReview(step, config, message);
}

function ownerOf(config: ApiServerConfig): CacheOwner {
  return { name: config.name, etcd: etcdOf(config), resources: config.resources };
}

function admitByPlugins(step: Step, config: ApiServerConfig, input: Json): void {
  const { admission, request } = input as { readonly admission: 'mutate' | 'validate'; readonly request: string };
  const handling = Handling.resume(step, config, actions, request);
  if (handling === undefined) return step.impossible();
  if (admission === 'mutate') mutate(handling);
  else validate(handling);
}

/** What an answer is about; undefined when it answers an earlier life of this process. */
function aboutUs(step: Step, id: string): string | undefined {
  const dot = id.indexOf('.');
  return Number(id.slice(0, dot)) === lifeOf(step) ? id.slice(dot + 1) : undefined;
}

function takeEtcdReply(step: Step, config: ApiServerConfig, reply: EtcdReply): void {
  const about = aboutUs(step, reply.id);
  if (about === undefined) return;
  if (cacheListed(step, ownerOf(config), about, reply.type === 'rangeReply' ? reply : undefined)) return;
  if (quotaAnswered(step, config, actions, about, reply.type === 'txnReply' ? reply : { succeeded: false })) return;
  const handling = Handling.resume(step, config, actions, about.slice(requestPrefix.length));
  if (handling === undefined) return;
  const interrupted = handling.state.value === 'lookingUpLive';
  etcdAnswered(handling, reply);
  // Looking something up for admission interrupts it: it goes on in the same step.
  if (interrupted && handling.state.value === 'mutating') mutate(handling);
}

function takeReview(step: Step, config: ApiServerConfig, reviewed: Reviewed): void {
  const about = aboutUs(step, reviewed.id);
  if (about === undefined) return;
  const hash = about.lastIndexOf('#');
  const handling = Handling.resume(step, config, actions, about.slice(requestPrefix.length, hash));
  if (handling?.state.value === 'askingMutatingWebhook') mutatingWebhookAnswered(handling, reviewed);
  else if (handling?.state.value === 'askingValidatingWebhooks') validatingWebhookAnswered(handling, Number(about.slice(hash + 1)), reviewed);
}

/** Connections break: whoever waits gets no answer, and cannot know what became of the request. */
function loseRequests(view: View): Reaction {
  const lost = view.keys(requestPrefix).map((part) => view.get(part) as RequestState);
  const send = lost.flatMap(({ client, request }): Send[] => {
    if (request.id === null) return [];
    const reply: ApiReply = { type: 'reply', id: request.id, code: 0, reason: 'Timeout' };
    return [{ to: client, message: reply }];
  });
  return { set: { [lifePart]: lifeOf(view) + 1 }, send };
}
