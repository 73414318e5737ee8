import type { MutatingWebhookConfiguration, ValidatingWebhook, ValidatingWebhookConfiguration } from '../schema/webhooks.ts';
import { change, fill } from './fill.ts';

/** kubernetes pkg/apis/admissionregistration/v1/defaults.go; sideEffects has no default. */
export function defaultMutatingWebhooks(configuration: MutatingWebhookConfiguration): MutatingWebhookConfiguration {
  return change(configuration, 'webhooks', (webhooks) => webhooks.map((webhook) => fill(defaultWebhook(webhook), { reinvocationPolicy: 'Never' })));
}

export function defaultValidatingWebhooks(configuration: ValidatingWebhookConfiguration): ValidatingWebhookConfiguration {
  return change(configuration, 'webhooks', (webhooks) => webhooks.map(defaultWebhook));
}

function defaultWebhook<T extends ValidatingWebhook>(webhook: T): T {
  const defaults: Partial<ValidatingWebhook> = { failurePolicy: 'Fail', matchPolicy: 'Equivalent', timeoutSeconds: 10, namespaceSelector: {}, objectSelector: {} };
  const result: ValidatingWebhook = fill<ValidatingWebhook>(webhook, defaults);
  const ruled = change(result, 'rules', (rules) => rules.map((rule) => fill(rule, { scope: '*' })));
  return change(ruled, 'clientConfig', (client) => change(client, 'service', (service) => fill(service, { port: 443 }))) as T;
}
