import type { KubernetesObject, LabelSelector } from '../../../../objects/index.ts';
import type { Caches, Operation } from '../plugin.ts';
import type { WebhookRef } from './call.ts';
import type { WebhookKind } from './protocol.ts';

export type WebhookRule = {
  readonly operations: readonly (Operation | 'CONNECT' | '*')[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly scope?: 'Cluster' | 'Namespaced' | '*';
};

/** A webhook of a configuration; the defaults are those of admissionregistration.k8s.io/v1. */
export type WebhookSpec = {
  readonly name: string;
  readonly rules?: readonly WebhookRule[];
  readonly failurePolicy?: 'Fail' | 'Ignore';
  readonly reinvocationPolicy?: 'Never' | 'IfNeeded';
  readonly sideEffects?: 'None' | 'NoneOnDryRun' | 'Some' | 'Unknown';
  readonly namespaceSelector?: LabelSelector;
  readonly objectSelector?: LabelSelector;
};

/** A MutatingWebhookConfiguration or a ValidatingWebhookConfiguration. */
export type WebhookConfiguration = KubernetesObject & { readonly webhooks?: readonly WebhookSpec[] };

export type CachedWebhook = { readonly ref: WebhookRef; readonly spec: WebhookSpec };

/** All webhooks, in the order in which they are called: by the name of their configuration, then as listed there. */
export function cachedWebhooks(caches: Caches, kind: WebhookKind): readonly CachedWebhook[] {
  return [...caches.cached<WebhookConfiguration>(`${kind}webhookconfigurations`)]
    .sort((left, right) => (left.metadata.name < right.metadata.name ? -1 : 1))
    .flatMap(({ metadata, webhooks = [] }) => webhooks.map((spec) => ({ ref: refOf(metadata.name, spec), spec })));
}

function refOf(configuration: string, spec: WebhookSpec): WebhookRef {
  return { configuration, name: spec.name, failurePolicy: spec.failurePolicy ?? 'Fail', reinvocationPolicy: spec.reinvocationPolicy ?? 'Never' };
}

/** Webhooks of equal name in two configurations are two. */
export function idOf(ref: WebhookRef): string {
  return `${ref.configuration}/${ref.name}`;
}
