import type * as z from 'zod';
import { enumeration, int32, list, struct, text } from './build.ts';
import { head, labelSelectorSchema } from './metadata.ts';

/** k8s.io/api admissionregistration/v1/types.go */
const apiVersion = 'admissionregistration.k8s.io/v1';

export const webhookRuleSchema = struct(
  'v1.RuleWithOperations',
  {},
  {
    operations: list(enumeration<'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT' | '*'>('v1.OperationType')),
    apiGroups: list(text),
    apiVersions: list(text),
    resources: list(text),
    scope: enumeration<'Cluster' | 'Namespaced' | '*'>('v1.ScopeType'),
  },
);
export type WebhookRule = z.output<typeof webhookRuleSchema>;

const clientConfig = struct('v1.WebhookClientConfig', {}, { url: text, caBundle: text, service: struct('v1.ServiceReference', { namespace: text, name: text }, { path: text, port: int32 }) });

const required = { name: text, clientConfig };
const optional = {
  rules: list(webhookRuleSchema),
  failurePolicy: enumeration<'Fail' | 'Ignore'>('v1.FailurePolicyType'),
  matchPolicy: enumeration<'Exact' | 'Equivalent'>('v1.MatchPolicyType'),
  namespaceSelector: labelSelectorSchema,
  objectSelector: labelSelectorSchema,
  sideEffects: enumeration<'None' | 'NoneOnDryRun' | 'Some' | 'Unknown'>('v1.SideEffectClass'),
  timeoutSeconds: int32,
  admissionReviewVersions: list(text),
  matchConditions: list(struct('v1.MatchCondition', { name: text, expression: text }, {})),
};

export const validatingWebhookSchema = struct('v1.ValidatingWebhook', required, optional);
export type ValidatingWebhook = z.output<typeof validatingWebhookSchema>;

export const mutatingWebhookSchema = struct('v1.MutatingWebhook', required, { ...optional, reinvocationPolicy: enumeration<'Never' | 'IfNeeded'>('v1.ReinvocationPolicyType') });
export type MutatingWebhook = z.output<typeof mutatingWebhookSchema>;

export const mutatingWebhookConfigurationSchema = struct('v1.MutatingWebhookConfiguration', head(apiVersion, 'MutatingWebhookConfiguration'), { webhooks: list(mutatingWebhookSchema) });
export type MutatingWebhookConfiguration = z.output<typeof mutatingWebhookConfigurationSchema>;

export const validatingWebhookConfigurationSchema = struct('v1.ValidatingWebhookConfiguration', head(apiVersion, 'ValidatingWebhookConfiguration'), { webhooks: list(validatingWebhookSchema) });
export type ValidatingWebhookConfiguration = z.output<typeof validatingWebhookConfigurationSchema>;
