import type { AdmissionContext, Rejection } from '../plugin.ts';
import { callOf, type WebhookCall, type WebhookRef } from './call.ts';
import { cachedWebhooks } from './configuration.ts';
import { dryRunRejection } from './dryRun.ts';
import { matches } from './matching.ts';
import type { Reviewed } from './protocol.ts';
import { verdictOf } from './verdict.ts';

export type ValidatingCalls = { readonly kind: 'calls'; readonly calls: readonly WebhookCall[] } | { readonly kind: 'rejected'; readonly rejection: Rejection };

/** The reviews to send: validating webhooks run in parallel, and all must allow (apiserver webhook/validating/dispatcher.go). */
export function validatingCalls(context: AdmissionContext): ValidatingCalls {
  const webhooks = cachedWebhooks(context, 'validating').filter((webhook) => matches(context, webhook));
  for (const webhook of webhooks) {
    const rejection = dryRunRejection(context, webhook);
    if (rejection) return { kind: 'rejected', rejection };
  }
  return { kind: 'calls', calls: webhooks.map((webhook) => callOf(context, 'validating', webhook, context.object)) };
}

/** What one answer means: undefined = this webhook has nothing against the request. A patch is ignored. */
export function validated(context: AdmissionContext, webhook: WebhookRef, reviewed: Omit<Reviewed, 'type' | 'id'>): Rejection | undefined {
  return verdictOf(context.step, webhook, reviewed);
}
