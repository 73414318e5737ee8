import { describe, expect, it } from 'vitest';
import { webhook, type WebhookBehaviour } from '../../../../model/components/webhook/index.ts';
import type { JsonObject } from '../../../../model/kernel/json.ts';
import type { Component, Input } from '../../../../model/kernel/component.ts';
import { fakeView } from '../../../support/parts.ts';

const pod = { metadata: { name: 'web', labels: { app: 'web' } }, spec: { containers: [{ name: 'web' }] } };

function ask(behaviour: WebhookBehaviour, object: JsonObject = pod) {
  const component = webhook({ name: 'policy.example.com', kind: 'validating', behaviour });
  const review = { type: 'review', id: '7', webhook: 'policy.example.com', kind: 'validating', operation: 'CREATE', resource: 'pods', object };
  return run(component, { kind: 'message', from: 'apiserver', message: review });
}

function run(component: Component, input: Input) {
  return component.react(fakeView({}), input, (_, holds) => holds);
}

/** What it answers when no fault strikes. */
function answer(behaviour: WebhookBehaviour, object?: JsonObject) {
  return ask(behaviour, object)[0]?.send?.[0];
}

describe('a webhook', () => {
  it('is named after what it is called in its configuration', () => {
    expect(webhook({ name: 'policy.example.com', kind: 'mutating', behaviour: { allow: true } })).toMatchObject({ name: 'webhook-policy.example.com', kind: 'webhook' });
  });

  it('answers the one who asks, with the id of the review', () => {
    expect(answer({ allow: true })).toEqual({ to: 'apiserver', message: { type: 'reviewed', id: '7', allowed: true } });
  });

  it('denies', () => {
    expect(answer({ deny: 'no' })?.message).toEqual({ type: 'reviewed', id: '7', allowed: false, message: 'no', code: 403 });
  });

  it('patches', () => {
    expect(answer({ patch: { metadata: { labels: { seen: 'true' } } } })?.message).toMatchObject({ allowed: true, patch: { metadata: { labels: { seen: 'true' } } } });
  });

  it('injects a container once', () => {
    const inject = { name: 'proxy', image: 'envoy' };
    expect(answer({ inject })?.message).toMatchObject({ patch: { spec: { containers: [{ name: 'web' }, inject] } } });
    expect(answer({ inject }, { spec: { containers: [inject] } })?.message).toEqual({ type: 'reviewed', id: '7', allowed: true });
  });

  it('cares only for objects with the labels that it looks for', () => {
    expect(answer({ when: { app: 'web' }, deny: 'no' })?.message).toMatchObject({ allowed: false });
    expect(answer({ when: { app: 'db' }, deny: 'no' })?.message).toMatchObject({ allowed: true });
    expect(answer({ when: { app: 'web' }, deny: 'no' }, {})?.message).toMatchObject({ allowed: true });
  });

  it('may deny what it would allow: a fault', () => {
    const [usual, faulty] = ask({ allow: true });
    expect(usual?.faults).toBeUndefined();
    expect(faulty).toMatchObject({ faults: ['webhookDenial'], send: [{ message: { allowed: false } }] });
    expect(ask({ deny: 'no' })).toHaveLength(1);
  });

  it('takes nothing but reviews', () => {
    const component = webhook({ name: 'a', kind: 'mutating', behaviour: { allow: true } });
    expect(run(component, { kind: 'message', from: 'x', message: { type: 'other' } })).toEqual([]);
    expect(run(component, { kind: 'silence', of: 'x' })).toEqual([]);
  });
});
