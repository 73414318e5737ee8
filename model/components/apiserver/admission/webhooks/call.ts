import type { KubernetesObject } from '../../../../objects/index.ts';
import { operationOf, type AdmissionContext } from '../plugin.ts';
import type { CachedWebhook } from './configuration.ts';
import { webhookComponent, type Review, type WebhookKind } from './protocol.ts';

/** What the API server remembers of a webhook while it waits for the answer. */
export type WebhookRef = {
  readonly configuration: string;
  readonly name: string;
  /** What a failed call (not a denial) means. */
  readonly failurePolicy: 'Fail' | 'Ignore';
  readonly reinvocationPolicy: 'Never' | 'IfNeeded';
};

/** A review to send; the caller adds its id, and keeps `webhook` until the answer comes. */
export type WebhookCall = {
  readonly webhook: WebhookRef;
  readonly to: string;
  readonly review: Omit<Review, 'id'>;
};

export function callOf(context: AdmissionContext, kind: WebhookKind, webhook: CachedWebhook, object: KubernetesObject): WebhookCall {
  const operation = operationOf(context.request) ?? 'CREATE';
  const old = operation === 'DELETE' ? object : context.old;
  return {
    webhook: webhook.ref,
    to: webhookComponent(webhook.ref.name),
    review: { type: 'review', webhook: webhook.ref.name, kind, operation, resource: context.request.resource, object, ...(old && { oldObject: old }) },
  };
}
