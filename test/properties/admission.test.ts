import { describe, expect, it } from 'vitest';
import type { Happening, JsonObject } from '../../model/kernel/index.ts';
import { admissionOrder } from '../../properties/admission/admissionOrder.ts';
import { failClosed } from '../../properties/admission/failClosed.ts';
import { kubeletKeepsToItsNode } from '../../properties/admission/kubeletKeepsToItsNode.ts';
import { namespaceExists } from '../../properties/admission/namespaceExists.ts';
import { quotaIsRespected } from '../../properties/admission/quotaIsRespected.ts';
import { reinvokedAtMostOnce } from '../../properties/admission/reinvokedAtMostOnce.ts';
import { rejectedNeverPersisted } from '../../properties/admission/rejectedNeverPersisted.ts';
import { terminatingNamespaceIsClosed } from '../../properties/admission/terminatingNamespaceIsClosed.ts';
import { commits, holding, holds, judged, notes, reacts, stateOf, storedPod } from './support.ts';

const name = 'kubectl/0.command';
const policy = 'policy.example.com';

/** The API server asks validating webhooks, and gets an answer of one. */
function asks(...webhooks: readonly string[]): Happening {
  const send = webhooks.map((webhook, index) => ({ to: `webhook-${webhook}`, message: { type: 'review', id: `0.request/${name}#${index}`, webhook } }));
  return reacts('apiserver', { set: { [`request/${name}`]: { asked: webhooks.map((webhook) => ({ name: webhook, failurePolicy: webhook === policy ? 'Fail' : 'Ignore' })) } }, send });
}

function answers(index: number, answer: JsonObject): Happening {
  return reacts('apiserver', {}, 'webhook', { type: 'reviewed', id: `0.request/${name}#${index}`, allowed: true, ...answer });
}

const stored = commits('ADDED', storedPod('web'));

describe('rejected-never-persisted', () => {
  it('holds when the webhook allows', () => {
    expect(judged(rejectedNeverPersisted, [asks(policy), answers(0, {}), stored])).toBeUndefined();
  });
  it('is broken when what it denied is stored', () => {
    expect(judged(rejectedNeverPersisted, [asks(policy), answers(0, { allowed: false }), stored])).toBe('pods/default/web was stored although a validating webhook had denied the request');
  });
  it('holds when the request is decided anew on what somebody else has changed', () => {
    const again: Happening = { kind: 'reaction', component: 'apiserver', input: { kind: 'internal', input: { admission: 'mutate', request: name } }, reaction: {} };
    expect(judged(rejectedNeverPersisted, [asks(policy), answers(0, { allowed: false }), again, asks(policy), answers(0, {}), stored])).toBeUndefined();
  });
  it('is broken by an object that is not valid', () => {
    expect(judged(rejectedNeverPersisted, [commits('ADDED', storedPod('web', { spec: { containers: [] } }))])).toContain('spec.containers: Required value');
  });
  it('is broken when a client is told no about what was stored', () => {
    const no = notes('apiserver', ['rejected', { request: name, verb: 'create', code: 403, reason: 'Forbidden' }]);
    expect(judged(rejectedNeverPersisted, [stored, no])).toBe('a client was told 403 Forbidden about pods/default/web, which had been stored for it');
    expect(judged(rejectedNeverPersisted, [no])).toBeUndefined();
  });
});

describe('fail-closed', () => {
  it('is broken when a pod is stored that a webhook with failurePolicy Fail was not asked about', () => {
    expect(judged(failClosed, [asks(policy), answers(0, { allowed: false, timedOut: true }), stored])).toContain(`the webhook ${policy} (failurePolicy Fail) did not answer`);
  });
  it('holds when the webhook that is silent may be skipped', () => {
    expect(judged(failClosed, [asks('audit.example.com'), answers(0, { allowed: false, timedOut: true }), stored])).toBeUndefined();
  });
  it('holds when it answers the second time', () => {
    expect(judged(failClosed, [asks(policy), answers(0, { allowed: false, timedOut: true }), asks(policy), answers(0, {}), stored])).toBeUndefined();
  });
  it('holds when one that may be skipped is silent after another has answered', () => {
    expect(judged(failClosed, [asks(policy), answers(0, {}), asks('audit.example.com'), answers(0, { allowed: false, timedOut: true }), stored])).toBeUndefined();
  });
});

describe('admission-order', () => {
  const stages = ['authenticated', 'authorized', 'mutating admission', 'schema validated', 'validating admission', 'committed'];
  const passes = (...passed: readonly string[]): Happening[] => passed.map((stage) => notes('apiserver', [stage, { request: name, verb: 'create', key: 'pods/default/web' }]));

  it('holds of a create that passes every stage', () => {
    expect(judged(admissionOrder, passes(...stages))).toBeUndefined();
  });
  it.each(stages.slice(0, -1))('is broken by a create that was never %s', (left) => {
    expect(judged(admissionOrder, passes(...stages.filter((stage) => stage !== left)))).toContain(`was never ${left}`);
  });
  it('is broken by mutation after validation', () => {
    expect(judged(admissionOrder, passes('authenticated', 'authorized', 'schema validated', 'mutating admission'))).toContain('was mutating admission after it was schema validated');
  });
  it('is broken when the answer of a webhook is not waited for', () => {
    const happened = [...passes(...stages.slice(0, 4)), asks(policy, 'audit.example.com'), answers(1, {}), ...passes('validating admission')];
    expect(judged(admissionOrder, happened)).toContain('while a webhook had not answered yet');
  });
});

describe('quota-is-respected', () => {
  const quota = (hard: JsonObject) => ({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'quota', namespace: 'default' }, spec: { hard } });
  const pods = ['first', 'second'].map((pod) => storedPod(pod, { spec: { containers: [{ name: 'web', resources: { requests: { cpu: '500m' } } }] } }));

  it.each<JsonObject>([{ pods: '2' }, { 'count/pods': '2' }, { 'requests.cpu': '1' }, { services: '0' }])('holds within %o', (hard) => {
    expect(judged(quotaIsRespected, [], stateOf({ etcd: holding([quota(hard), ...pods]) }))).toBeUndefined();
  });
  it.each<[JsonObject, string]>([
    [{ pods: '1' }, 'uses 2 pods'],
    [{ 'count/pods': '1' }, 'uses 2 count/pods'],
    [{ cpu: '900m' }, 'uses 1 cpu'],
  ])('is broken beyond %o', (hard, why) => {
    expect(judged(quotaIsRespected, [], stateOf({ etcd: holding([quota(hard), ...pods]) }))).toContain(why);
  });
  it('does not count what finished or what was there before the quota', () => {
    const finished = storedPod('done', { status: { phase: 'Succeeded' } });
    expect(judged(quotaIsRespected, [], stateOf({ etcd: holding([quota({ pods: '0' }), finished]) }))).toBeUndefined();
    const [first, second] = pods.map((pod) => commits('ADDED', pod)) as [Happening, Happening];
    const created = commits('ADDED', quota({ pods: '1' }));
    const state = stateOf({ etcd: holding([quota({ pods: '1' }), ...pods]) });
    expect(judged(quotaIsRespected, [first, created, second], state)).toBeUndefined();
    expect(judged(quotaIsRespected, [created, second, first], state)).toContain('uses 2 pods');
    expect(judged(quotaIsRespected, [created, second, first, commits('DELETED', quota({ pods: '1' })), created], state)).toBeUndefined();
  });
});

describe('namespace-exists', () => {
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } };
  it('holds of pods in namespaces, and is broken by others', () => {
    expect(holds(namespaceExists, stateOf({ etcd: holding([storedPod('web'), namespace]) }))).toBeUndefined();
    expect(holds(namespaceExists, stateOf({ etcd: holding([storedPod('web')]) }))).toBe('pods/default/web is stored, and there is no namespace default');
  });
});

describe('kubelet-keeps-to-its-node', () => {
  const by = { request: 'kubelet-node-1/0.status/web' };
  it.each([
    ['holds of a pod of its own', 'node-1', undefined],
    ['is broken by a pod of another node', 'node-2', 'kubelet-node-1 changed pods default/web, which belongs to node-2'],
    ['is broken by a pod that is on no node', undefined, 'kubelet-node-1 changed pods default/web, which is on no node'],
  ])('%s', (_, nodeName, why) => {
    expect(judged(kubeletKeepsToItsNode, [commits('MODIFIED', storedPod('web', { spec: { ...(nodeName && { nodeName }) } }), by)])).toBe(why);
  });
  it('says nothing of others', () => {
    expect(judged(kubeletKeepsToItsNode, [commits('MODIFIED', storedPod('web', { spec: { nodeName: 'node-2' } }))])).toBeUndefined();
  });
});

describe('reinvoked-at-most-once', () => {
  const begins = (verb = 'create') => notes('apiserver', ['authenticated', { request: name, verb }]);
  const calls = (reinvocationPolicy: 'Never' | 'IfNeeded') =>
    reacts('apiserver', { set: { [`request/${name}`]: { round: { calling: { configuration: 'mine', name: policy, failurePolicy: 'Fail', reinvocationPolicy } } } }, send: [{ to: `webhook-${policy}`, message: { type: 'review', id: `0.request/${name}#`, webhook: policy } }] });

  it('holds of one call, and of two that were asked for', () => {
    expect(judged(reinvokedAtMostOnce, [begins(), calls('Never')])).toBeUndefined();
    expect(judged(reinvokedAtMostOnce, [begins(), calls('IfNeeded'), calls('IfNeeded')])).toBeUndefined();
  });
  it('counts each request by itself, and no updates', () => {
    expect(judged(reinvokedAtMostOnce, [begins(), calls('Never'), begins(), calls('Never')])).toBeUndefined();
    expect(judged(reinvokedAtMostOnce, [begins('update'), calls('Never'), calls('Never')])).toBeUndefined();
  });
  it('is broken by a second call that nobody asked for, and by a third', () => {
    expect(judged(reinvokedAtMostOnce, [begins(), calls('Never'), calls('Never')])).toBe(`the webhook ${policy} is asked a second time about one create, and its reinvocationPolicy is Never`);
    expect(judged(reinvokedAtMostOnce, [begins(), calls('IfNeeded'), calls('IfNeeded'), calls('IfNeeded')])).toBe(`the webhook ${policy} is asked for the third time about one create`);
  });
});

describe('terminating-namespace-is-closed', () => {
  const shows = (phase: string | undefined) => reacts('apiserver', { set: { 'cache/namespaces/shop': phase === undefined ? undefined : { kind: 'Namespace', metadata: { name: 'shop' }, status: { phase } } } });
  const admits = (facts: JsonObject = {}) => notes('apiserver', ['mutating admission', { request: name, verb: 'create', resource: 'pods', namespace: 'shop', key: 'pods/shop/web', ...facts }]);

  it('holds as long as the API server does not see it Terminating, and for other namespaces', () => {
    expect(judged(terminatingNamespaceIsClosed, [shows('Active'), admits(), shows('Terminating'), admits({ namespace: 'default' }), shows(undefined), admits()])).toBeUndefined();
  });
  it('holds for what is written to objects that are there, and when it has forgotten in a crash', () => {
    expect(judged(terminatingNamespaceIsClosed, [shows('Terminating'), admits({ subresource: 'binding' }), admits({ verb: 'update' })])).toBeUndefined();
    expect(judged(terminatingNamespaceIsClosed, [shows('Terminating'), { kind: 'crash', component: 'apiserver' }, admits()])).toBeUndefined();
  });
  it('is broken by something new, also by what gets its name later', () => {
    expect(judged(terminatingNamespaceIsClosed, [shows('Terminating'), admits()])).toBe('pods/shop/web is let into the namespace shop, which apiserver sees Terminating');
    expect(judged(terminatingNamespaceIsClosed, [shows('Terminating'), notes('apiserver', ['mutating admission', { request: name, verb: 'create', resource: 'pods', namespace: 'shop' }])])).toContain('one of pods is let into the namespace shop');
  });
});
