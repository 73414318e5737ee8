import { describe, expect, it } from 'vitest';
import { nextMutating, startMutating, validatingCalls } from '../../../../../../model/components/apiserver/admission/index.ts';
import { contextOf, inStep, object, pod, type Asked } from '../support.ts';
import { configuration, type Webhook } from './support.ts';

const labelled = object('Namespace', 'default', { metadata: { labels: { team: 'shop' } } });

function isCalled(webhook: Webhook, asked: Partial<Asked> = {}): boolean {
  return inStep((step) => {
    const cache = [labelled, configuration('Mutating', 'all', { name: 'a', ...webhook })];
    const context = contextOf(step, { object: pod('web', {}, { labels: { app: 'web' } }), ...asked, cache });
    return nextMutating(context, startMutating(context)).kind === 'call';
  }).result;
}

const rule = (fields: NonNullable<Webhook['rules']>[number]): Webhook => ({ rules: [{ operations: ['*'], apiGroups: ['*'], resources: ['*'], ...fields }] });

describe('a webhook is called', () => {
  it.each<[string, Webhook, boolean]>([
    ['by operation', rule({ operations: ['CREATE'] }), true],
    ['not for other operations', rule({ operations: ['UPDATE', 'DELETE'] }), false],
    ['by group', rule({ apiGroups: [''] }), true],
    ['not for other groups', rule({ apiGroups: ['apps'] }), false],
    ['by resource', rule({ resources: ['services', 'pods'] }), true],
    ['by resource with any subresource', rule({ resources: ['pods/*'] }), true],
    ['not for a subresource only', rule({ resources: ['pods/binding'] }), false],
    ['by scope', rule({ scope: 'Namespaced' }), true],
    ['not for another scope', rule({ scope: 'Cluster' }), false],
    ['without rules never', { rules: [] }, false],
    ["by the object's labels", { objectSelector: { matchLabels: { app: 'web' } } }, true],
    ['not for other labels', { objectSelector: { matchLabels: { app: 'db' } } }, false],
    ['by an expression over labels', { objectSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }, { key: 'canary', operator: 'DoesNotExist' }] } }, true],
    ['not against an expression', { objectSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] } }, false],
    ["by the namespace's labels", { namespaceSelector: { matchLabels: { team: 'shop' } } }, true],
    ['not in other namespaces', { namespaceSelector: { matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] } }, false],
  ])('%s', (_, webhook, called) => {
    expect(isCalled(webhook)).toBe(called);
  });

  it('for a subresource only if its rule says so', () => {
    const binding = { object: object('Binding', 'web', {}, 'default'), request: { subresource: 'binding' as const } };
    expect(isCalled(rule({ resources: ['pods'] }), binding)).toBe(false);
    expect(isCalled(rule({ resources: ['*'] }), binding)).toBe(false);
    expect(isCalled(rule({ resources: ['pods/binding'] }), binding)).toBe(true);
  });

  it('for an update if the old object has the labels, so that nobody escapes by dropping them', () => {
    const selector = { ...rule({}), objectSelector: { matchLabels: { app: 'web' } } };
    const update = { object: pod('web'), request: { verb: 'update' as const } };
    expect(isCalled(selector, { ...update, old: pod('web', {}, { labels: { app: 'web' } }) })).toBe(true);
    expect(isCalled(selector, { ...update, old: pod('web') })).toBe(false);
  });

  it('never for webhook configurations', () => {
    const request = { resource: 'mutatingwebhookconfigurations', namespace: undefined };
    expect(isCalled(rule({}), { object: object('MutatingWebhookConfiguration', 'x'), request })).toBe(false);
  });
});

describe('what a webhook is told', () => {
  it('has the operation, the object and the old object', () => {
    const web = pod('web');
    const { result } = inStep((step) => {
      const cache = [labelled, configuration('Validating', 'all', { name: 'policy.example.com', ...rule({}) })];
      return validatingCalls(contextOf(step, { object: web, old: web, request: { verb: 'patch' }, cache }));
    });
    const webhook = { configuration: 'all', name: 'policy.example.com', failurePolicy: 'Fail', reinvocationPolicy: 'Never' };
    const review = { type: 'review', webhook: 'policy.example.com', kind: 'validating', operation: 'UPDATE', resource: 'pods', object: web, oldObject: web };
    expect(result).toEqual({ kind: 'calls', calls: [{ webhook, to: 'webhook-policy.example.com', review }] });
  });
});
