import type { MutatingWebhook, MutatingWebhookConfiguration, ValidatingWebhook, ValidatingWebhookConfiguration, WebhookRule } from '../schema/webhooks.ts';
import { dns1123Subdomain } from './formats.ts';
import type { FieldErrors } from './fieldError.ts';
import { Path } from './path.ts';
import { checkLabelSelector } from './selectors.ts';

/** kubernetes pkg/apis/admissionregistration/validation/validation.go */
export function checkWebhooks(errors: FieldErrors, { webhooks = [] }: MutatingWebhookConfiguration | ValidatingWebhookConfiguration): void {
  const names = new Set<string>();
  for (const [index, webhook] of webhooks.entries()) {
    const at = Path.root.child('webhooks').index(index);
    checkWebhook(errors, at, webhook);
    if (names.has(webhook.name)) errors.duplicate(at.child('name'), webhook.name);
    names.add(webhook.name);
  }
}

function checkWebhook(errors: FieldErrors, path: Path, webhook: ValidatingWebhook & Pick<MutatingWebhook, 'reinvocationPolicy'>): void {
  checkName(errors, path.child('name'), webhook.name);
  for (const [index, rule] of (webhook.rules ?? []).entries()) checkRule(errors, path.child('rules').index(index), rule);
  const choices = { failurePolicy: ['Fail', 'Ignore'], matchPolicy: ['Equivalent', 'Exact'], reinvocationPolicy: ['IfNeeded', 'Never'] } as const;
  for (const field of ['failurePolicy', 'matchPolicy', 'reinvocationPolicy'] as const) {
    const value: string | undefined = webhook[field];
    if (value && !choices[field].some((choice) => choice === value)) errors.unsupported(path.child(field), value, choices[field]);
  }
  const { sideEffects, timeoutSeconds, admissionReviewVersions = [], clientConfig } = webhook;
  if (!sideEffects) errors.required(path.child('sideEffects'), 'must specify one of None, NoneOnDryRun');
  else if (!['None', 'NoneOnDryRun'].includes(sideEffects)) errors.unsupported(path.child('sideEffects'), sideEffects, ['None', 'NoneOnDryRun']);
  if (timeoutSeconds !== undefined && (timeoutSeconds < 1 || timeoutSeconds > 30)) errors.invalid(path.child('timeoutSeconds'), timeoutSeconds, 'the timeout value must be between 1 and 30 seconds');
  if (admissionReviewVersions.length === 0) errors.required(path.child('admissionReviewVersions'), 'must specify one of v1, v1beta1');
  checkLabelSelector(errors, path.child('namespaceSelector'), webhook.namespaceSelector);
  checkLabelSelector(errors, path.child('objectSelector'), webhook.objectSelector);
  if ((clientConfig.url !== undefined) === (clientConfig.service !== undefined)) errors.required(path.child('clientConfig'), 'exactly one of url or service is required');
  if (clientConfig.service?.name === '') errors.required(path.child('clientConfig', 'service', 'name'), 'service name is required');
  if (clientConfig.service?.namespace === '') errors.required(path.child('clientConfig', 'service', 'namespace'), 'service namespace is required');
}

/** `sidecar.example.com` (IsFullyQualifiedName) */
function checkName(errors: FieldErrors, path: Path, name: string): void {
  if (name === '') return errors.required(path);
  const problems = dns1123Subdomain(name);
  errors.invalidEach(path, name, problems);
  if (problems.length === 0 && name.split('.').length < 3) errors.invalid(path, name, 'should be a domain with at least three segments separated by dots');
}

const operations = ['CREATE', 'UPDATE', 'DELETE', 'CONNECT', '*'];

function checkRule(errors: FieldErrors, path: Path, rule: WebhookRule): void {
  for (const field of ['operations', 'apiGroups', 'apiVersions', 'resources'] as const) {
    const values: readonly string[] = rule[field] ?? [];
    if (values.length === 0) errors.required(path.child(field));
    if (values.length > 1 && values.includes('*')) errors.invalid(path.child(field), values, "if '*' is present, must not specify other values");
  }
  for (const [index, operation] of (rule.operations ?? []).entries()) if (!operations.includes(operation)) errors.unsupported(path.child('operations').index(index), operation, ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE']);
  if (rule.scope && !['Cluster', 'Namespaced', '*'].includes(rule.scope)) errors.unsupported(path.child('scope'), rule.scope, ['*', 'Cluster', 'Namespaced']);
}
