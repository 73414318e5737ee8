import { matchesLabelSelector, type KubernetesObject, type LabelSelector, type WebhookRule } from '../../../../objects/index.ts';
import { apiGroupOf } from '../apiGroups.ts';
import { cachedOrLive, operationOf, type AdmissionContext } from '../plugin.ts';
import type { CachedWebhook } from './configuration.ts';

/** Webhook configurations themselves are never sent to webhooks, or a broken one could not be repaired. */
const exempt = ['mutatingwebhookconfigurations', 'validatingwebhookconfigurations'];

/** Whether a request is sent to a webhook (apiserver pkg/admission/plugin/webhook/{rules,predicates}). Match conditions (CEL) are not modelled. */
export function matches(context: AdmissionContext, { spec }: CachedWebhook): boolean {
  return (
    !exempt.includes(context.request.resource) &&
    (spec.rules ?? []).some((rule) => ruleMatches(rule, context)) &&
    selects(spec.namespaceSelector, namespaceLabels(context)) &&
    matchesObject(context, spec.objectSelector)
  );
}

function ruleMatches(rule: WebhookRule, { request }: AdmissionContext): boolean {
  const operation = operationOf(request);
  const scope = request.namespace === undefined ? 'Cluster' : 'Namespaced';
  return (
    operation !== undefined &&
    covers(rule.operations, operation) &&
    covers(rule.apiGroups, apiGroupOf(request.resource)) &&
    (rule.resources ?? []).some((pattern) => resourceMatches(pattern, request.resource, request.subresource)) &&
    (rule.scope === undefined || rule.scope === '*' || rule.scope === scope)
  );
}

function covers(values: readonly string[] | undefined, value: string): boolean {
  return values !== undefined && (values.includes('*') || values.includes(value));
}

/** `pods` = without subresources, `pods/*` = with all of them; a bare star covers resources only. */
function resourceMatches(pattern: string, resource: string, subresource: string | undefined): boolean {
  const [wantedResource, wantedSubresource] = pattern.split('/');
  const resourceFits = wantedResource === '*' || wantedResource === resource;
  return resourceFits && (wantedSubresource === '*' || wantedSubresource === subresource);
}

/** A namespaced object goes by the labels of its namespace, a namespace by its own; other cluster-scoped objects always match. */
function namespaceLabels(context: AdmissionContext): { readonly [key: string]: string } | undefined {
  if (context.request.resource === 'namespaces') return labelsOf(context.object);
  if (context.request.namespace === undefined) return undefined;
  const namespace = cachedOrLive(context, 'namespaces', undefined, context.request.namespace);
  return namespace ? labelsOf(namespace) : {};
}

/** Either the new or the old object must have the labels. */
function matchesObject(context: AdmissionContext, selector: CachedWebhook['spec']['objectSelector']): boolean {
  return selects(selector, labelsOf(context.object)) || (context.old !== undefined && selects(selector, labelsOf(context.old)));
}

function labelsOf(object: KubernetesObject): { readonly [key: string]: string } {
  return object.metadata.labels ?? {};
}

/** No selector, or nothing that has labels: everything matches. */
function selects(selector: LabelSelector | undefined, labels: { readonly [key: string]: string } | undefined): boolean {
  return selector === undefined || labels === undefined || matchesLabelSelector(selector, labels);
}
