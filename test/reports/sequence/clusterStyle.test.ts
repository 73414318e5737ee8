import { describe, expect, test } from 'vitest';
import type { Action, Input, Json, Reaction } from '../../../model/kernel/index.ts';
import { nodeShape, type ClusterShape } from '../../../model/cluster/shape.ts';
import { clusterStyle } from '../../../reports/sequence/clusterStyle.ts';

const shape: ClusterShape = {
  etcd: 'etcd',
  apiservers: ['apiserver-a', 'apiserver-b'],
  schedulers: ['scheduler'],
  controllerManagers: ['controller-manager'],
  nodes: [nodeShape('node-1'), nodeShape('node-2')],
  webhooks: ['webhook-policy'],
  registry: 'registry',
  dns: 'dns',
  kubectl: 'kubectl',
  kubectlGet: 'kubectl-get',
};

const style = clusterStyle({ system: { components: [], describe: () => 'described' }, shape });

function step(component: string, input: Input, reaction: Reaction): Action {
  return { number: 0, label: '', kind: 'internal', component, happening: { kind: 'reaction', component, input, reaction }, costs: [], changes: [] };
}

const message = (content: Json): Input => ({ kind: 'message', from: 'apiserver-a', message: content });
const entry: Input = { kind: 'entry', log: 'pods', entry: { type: 'ADDED' } };

describe('how a cluster is drawn', () => {
  test('people to the left, then the control plane, then a box for each node', () => {
    expect(style.order).toEqual([
      'kubectl', 'kubectl-get', 'apiserver-a', 'apiserver-b', 'webhook-policy', 'etcd', 'controller-manager', 'scheduler',
      'kubelet-node-1', 'runtime-node-1', 'cni-node-1', 'csi-node-1', 'kube-proxy-node-1',
      'kubelet-node-2', 'runtime-node-2', 'cni-node-2', 'csi-node-2', 'kube-proxy-node-2',
      'registry', 'dns',
    ]);
    expect(['kubectl', 'apiserver-b', 'csi-node-2', 'dns', 'registry'].map((name) => style.group(name))).toEqual(['User', 'Control plane', 'node-2', 'Control plane', undefined]);
    expect([style.isPerson('kubectl'), style.isPerson('kubectl-get'), style.isPerson('etcd')]).toEqual([true, true, false]);
  });

  test.each(['request', 'txn', 'range', 'review', 'cri', 'cni', 'csi', 'pull'])('%s is asked', (type) => {
    expect(style.messageStyle({ type })).toBe('request');
  });

  test.each(['reply', 'txnReply', 'rangeReply', 'reviewed', 'criReply', 'cniReply', 'csiReply', 'pulled'])('%s answers', (type) => {
    expect(style.messageStyle({ type })).toBe('reply');
  });

  test('messages are described by the cluster, notes by their text', () => {
    expect(style.describe({ type: 'request' })).toBe('described');
    expect(style.noteText({ note: 'bound', text: 'web is bound' })).toBe('web is bound');
    expect([null, 'x', 1, [], {}].map((note) => style.noteText(note))).toEqual(Array.from({ length: 5 }, () => undefined));
  });
});

describe('a reader can do without', () => {
  test.each<[string, Action]>([
    ['a watch entry that only fills a cache', step('scheduler', entry, { set: { 'cache/pods/default/web': {}, 'informer/pods': {} } })],
    ['a list', step('apiserver-a', message({ type: 'request', verb: 'list', id: '0.informer/pods' }), {})],
    ['a watch', step('apiserver-a', message({ type: 'request', verb: 'watch', id: '0.informer/pods' }), {})],
    ['the reply to an informer', step('scheduler', message({ type: 'reply', id: '3.informer/pods', code: 200 }), { set: { 'cache/pods/default/web': {} } })],
    ['an informer at work', step('scheduler', { kind: 'internal', input: { informer: 'list', resource: 'pods' } }, { send: [{ to: 'apiserver-a', message: {} }] })],
    ['work that comes to nothing', step('controller-manager', { kind: 'internal', input: 'sync' }, { set: { queue: {} } })],
  ])('%s', (_, action) => {
    expect(style.isQuiet(action)).toBe(true);
  });

  test.each<[string, Action]>([
    ['a watch entry that gives work', step('kubelet-node-1', entry, { set: { 'cache/pods/default/web': {}, 'worker/web': {} } })],
    ['a watch entry that is noted', step('kubectl-get', entry, { set: { 'cache/pods/default/web': {} }, notes: [{ text: 'web 0/1' }] })],
    ['a request', step('apiserver-a', message({ type: 'request', verb: 'create', id: '0.bind' }), {})],
    ['a reply', step('scheduler', message({ type: 'reply', id: '0.bind', code: 201 }), {})],
    ['a list that meets a fault', step('apiserver-a', message({ type: 'request', verb: 'list', id: '0.informer/pods' }), { faults: ['staleList'] })],
    ['a watch that broke', step('scheduler', { kind: 'broken', log: 'pods' }, {})],
    ['a crash', { ...step('etcd', entry, {}), happening: { kind: 'crash', component: 'etcd' } }],
  ])('but not %s', (_, action) => {
    expect(style.isQuiet(action)).toBe(false);
  });
});
