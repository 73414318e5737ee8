import { sameJson } from '../json.ts';
import type { AdmissionContext, Caches, Rejection } from '../plugin.ts';
import type { KubernetesObject } from '../../../../objects/index.ts';
import { callOf, type WebhookCall, type WebhookRef } from './call.ts';
import { cachedWebhooks, idOf, type CachedWebhook } from './configuration.ts';
import { dryRunRejection } from './dryRun.ts';
import { matches } from './matching.ts';
import { patched } from './mergePatch.ts';
import type { Reviewed } from './protocol.ts';
import { verdictOf } from './verdict.ts';

/**
 * How far mutating admission has come with a request. Webhooks run one after the other; when one changes the
 * object, those before it that ask for it (`reinvocationPolicy: IfNeeded`) run again, in one more round
 * (apiserver pkg/admission/plugin/webhook/mutating/{dispatcher,reinvocationcontext}.go, admission/reinvocation.go).
 */
export type MutatingRound = {
  readonly round: 0 | 1;
  /** Webhooks (`configuration/name`) that this round has not come to yet, in order. */
  readonly pending: readonly string[];
  /** The one that is being asked. */
  readonly calling?: WebhookRef;
  /** IfNeeded webhooks that ran and have seen every change so far. */
  readonly invoked: readonly string[];
  /** IfNeeded webhooks after which something changed. */
  readonly reinvoke: readonly string[];
  /** Whether a webhook changed the object in this round. */
  readonly changed: boolean;
};

export type NextMutating =
  | { readonly kind: 'call'; readonly round: MutatingRound; readonly call: WebhookCall }
  | { readonly kind: 'done'; readonly round: MutatingRound }
  | { readonly kind: 'rejected'; readonly rejection: Rejection };

export type Mutated =
  | { readonly kind: 'allowed'; readonly round: MutatingRound; readonly object: KubernetesObject }
  | { readonly kind: 'rejected'; readonly rejection: Rejection };

export function startMutating(caches: Caches): MutatingRound {
  return { round: 0, pending: cachedWebhooks(caches, 'mutating').map(({ ref }) => idOf(ref)), invoked: [], reinvoke: [], changed: false };
}

/** The next webhook to ask about `context.object`, skipping those that the request does not concern. */
export function nextMutating(context: AdmissionContext, round: MutatingRound): NextMutating {
  const webhooks = cachedWebhooks(context, 'mutating');
  for (const [index, id] of round.pending.entries()) {
    const webhook = webhooks.find(({ ref }) => idOf(ref) === id);
    if (webhook === undefined || !isTurnOf(context, round, webhook)) continue;
    const rejection = dryRunRejection(context, webhook);
    if (rejection) return { kind: 'rejected', rejection };
    const call = callOf(context, 'mutating', webhook, context.object);
    return { kind: 'call', round: { ...round, pending: round.pending.slice(index + 1), calling: webhook.ref }, call };
  }
  return { kind: 'done', round: { ...round, pending: [] } };
}

/** A webhook that did not match in the first round is not called in the second, even if it matches by now (B46). */
function isTurnOf(context: AdmissionContext, round: MutatingRound, webhook: CachedWebhook): boolean {
  if (!matches(context, webhook)) return false;
  return round.round === 0 || context.step.check('webhookIsToBeReinvoked', round.reinvoke.includes(idOf(webhook.ref)));
}

/** What the answer of the webhook that was being asked means for the request, and what the object is now. */
export function mutated(context: AdmissionContext, round: MutatingRound, reviewed: Omit<Reviewed, 'type' | 'id'>): Mutated {
  const { calling, ...idle } = round;
  if (calling === undefined) return { kind: 'allowed', round, object: context.object };
  const rejection = verdictOf(context.step, calling, reviewed);
  if (rejection) return { kind: 'rejected', rejection };
  const object = patched(context, reviewed);
  const changed = !sameJson(object, context.object);
  const after = changed ? requireReinvocation(idle) : idle;
  const invoked = calling.reinvocationPolicy === 'IfNeeded' ? [...after.invoked, idOf(calling)] : after.invoked;
  return { kind: 'allowed', object, round: { ...after, invoked, changed: round.changed || changed } };
}

function requireReinvocation(round: MutatingRound): MutatingRound {
  return { ...round, invoked: [], reinvoke: [...new Set([...round.reinvoke, ...round.invoked])].sort() };
}

/** After a round: whether the whole chain (built-in plugins, too) runs once more. */
export function reinvocationIsNeeded(context: AdmissionContext, round: MutatingRound): boolean {
  if (!context.step.check('reinvocationIsTheFirst', round.round === 0)) return false;
  return context.step.check('reinvocationIsNeeded', round.changed);
}

/** @param before the object at the end of the first round; `context.object` has been through the built-in plugins again. */
export function startReinvocation(context: AdmissionContext, round: MutatingRound, before: KubernetesObject): MutatingRound {
  const marked = sameJson(before, context.object) ? round : requireReinvocation(round);
  return { ...startMutating(context), round: 1, invoked: marked.invoked, reinvoke: marked.reinvoke };
}
