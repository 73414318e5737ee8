import type { MutatingWebhook, MutatingWebhookConfiguration, ValidatingWebhook, ValidatingWebhookConfiguration } from '../../../../objects/index.ts';
import type { Caches } from '../plugin.ts';
import type { WebhookRef } from './call.ts';
import type { WebhookKind } from './protocol.ts';

export type WebhookSpec = ValidatingWebhook | MutatingWebhook;

export type CachedWebhook = { readonly ref: WebhookRef; readonly spec: WebhookSpec };

/** All webhooks, in the order in which they are called: by the name of their configuration, then as listed there. */
export function cachedWebhooks(caches: Caches, kind: WebhookKind): readonly CachedWebhook[] {
  return [...caches.cached<MutatingWebhookConfiguration | ValidatingWebhookConfiguration>(`${kind}webhookconfigurations`)]
    .sort((left, right) => (left.metadata.name < right.metadata.name ? -1 : 1))
    .flatMap(({ metadata, webhooks = [] }) => webhooks.map((spec: WebhookSpec) => ({ ref: refOf(metadata.name, spec), spec })));
}

/** The defaults are those of admissionregistration.k8s.io/v1. */
function refOf(configuration: string, spec: WebhookSpec): WebhookRef {
  const reinvocationPolicy = 'reinvocationPolicy' in spec ? spec.reinvocationPolicy : undefined;
  return { configuration, name: spec.name, failurePolicy: spec.failurePolicy ?? 'Fail', reinvocationPolicy: reinvocationPolicy ?? 'Never' };
}

/** Webhooks of equal name in two configurations are two. */
export function idOf(ref: WebhookRef): string {
  return `${ref.configuration}/${ref.name}`;
}
