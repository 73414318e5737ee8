import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../model/kernel/index.ts';
import { evictsOnlyWhatMustGo } from '../../properties/controllers/evictsOnlyWhatMustGo.ts';
import { onlyLeadersAct } from '../../properties/controllers/onlyLeadersAct.ts';
import { rolloutBounds } from '../../properties/controllers/rolloutBounds.ts';
import { holds, judged, notes, reacts, stateOf } from './support.ts';

describe('rollout-bounds', () => {
  const replicaSet = (name: string, replicas: number, availableReplicas = replicas, desired = '2') => ({ metadata: { name, annotations: { 'deployment.kubernetes.io/desired-replicas': desired } }, spec: { replicas }, status: { availableReplicas } });
  const deployment = (spec: JsonObject = {}) => ({ metadata: { name: 'web' }, spec: { replicas: 2, ...spec } });
  const resizes = (name: string, replicas: number, replicaSets: readonly JsonObject[], of: JsonObject = deployment()) => {
    const message = { type: 'request', id: '0.queue/deployment/update', user: 'system:kube-controller-manager', verb: replicaSets.some(({ metadata }) => (metadata as JsonObject)['name'] === name) ? 'update' : 'create', resource: 'replicasets', body: { metadata: { name }, spec: { replicas } } };
    return judged(rolloutBounds, [reacts('controller-manager', { set: { 'queue/deployment': { active: { key: 'default/web', memory: { deployment: of, replicaSets } } } }, send: [{ to: 'apiserver', message }] })]);
  };

  it('holds of a rollout step by step: one more of the new, one less of the old', () => {
    expect(resizes('new', 1, [replicaSet('old', 2)])).toBeUndefined();
    expect(resizes('old', 1, [replicaSet('old', 2), replicaSet('new', 1)])).toBeUndefined();
    expect(resizes('new', 2, [replicaSet('old', 1), replicaSet('new', 1)])).toBeUndefined();
    expect(resizes('old', 0, [replicaSet('old', 1), replicaSet('new', 2)])).toBeUndefined();
  });
  it('holds when replicas go that are not available anyway', () => {
    expect(resizes('old', 0, [replicaSet('old', 2, 0), replicaSet('new', 1, 0)])).toBeUndefined();
  });
  it('is broken by more than the surge', () => {
    expect(resizes('new', 2, [replicaSet('old', 2), replicaSet('new', 1)])).toBe('Deployment web makes its ReplicaSet new larger (1 to 2), which makes 4 replicas where 2 are wanted and at most 1 more');
    expect(resizes('new', 2, [replicaSet('old', 2)])).toContain('which makes 4 replicas');
  });
  it('is broken by old replicas that go before new ones are available', () => {
    expect(resizes('old', 0, [replicaSet('old', 2), replicaSet('new', 1, 0)])).toBe('Deployment web makes its ReplicaSet old smaller (2 to 0), which leaves 0 available replicas where 2 are wanted and at most 0 may be missing');
  });
  it('rounds the surge up and what may be missing down, and lets one be missing where both are nothing', () => {
    const none = deployment({ strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } });
    expect(resizes('old', 1, [replicaSet('old', 2), replicaSet('new', 0)], none)).toBeUndefined();
    expect(resizes('old', 0, [replicaSet('old', 2), replicaSet('new', 0)], none)).toContain('at most 1 may be missing');
    expect(resizes('new', 1, [replicaSet('old', 2)], none)).toContain('at most 0 more');
  });
  it.each<[string, JsonObject, string]>([
    ['a Deployment that is recreated', deployment({ strategy: { type: 'Recreate' } }), '2'],
    ['one that is being scaled', deployment(), '4'],
    ['one that is paused', deployment({ paused: true }), '2'],
  ])('does not promise it of %s', (_, of, desired) => {
    expect(resizes('old', 0, [replicaSet('old', 2, 2, desired), replicaSet('new', 1, 0)], of)).toBeUndefined();
  });
});

describe('only-leaders-act', () => {
  const manager = (value: string, queue: JsonObject) => holds(onlyLeadersAct, stateOf({ 'controller-manager': { election: { value }, 'queue/replicaSet': { ready: [], later: [], ...queue } } }));

  it('holds of a leader at work, and of a follower that is idle or waits for the answers of its last term', () => {
    expect(manager('leading', { active: { key: 'default/web' }, ready: ['default/db'] })).toBeUndefined();
    expect(manager('follower', {})).toBeUndefined();
    expect(manager('follower', { active: { key: 'default/web', abandoned: true } })).toBeUndefined();
  });
  it('is broken by a follower at work', () => {
    expect(manager('follower', { active: { key: 'default/web' } })).toBe('controller-manager does not lead, and its controller replicaSet works on default/web');
    expect(manager('refused', { ready: ['default/db'] })).toBe('controller-manager does not lead, and its controller replicaSet is about to work on default/db');
  });
});

describe('evicts-only-what-must-go', () => {
  const taint = { key: 'lost', effect: 'NoExecute' };
  const evicts = (tolerations: readonly JsonObject[], isOver = false) => judged(evictsOnlyWhatMustGo, [notes('controller-manager', ['evicting', { pod: 'default/web', node: 'node-1', taints: [taint], tolerations, isOver }])]);
  const tolerates = { key: 'lost', operator: 'Exists' };

  it('holds of a pod that does not tolerate the taint, no longer, or not at all in time', () => {
    expect(evicts([])).toBeUndefined();
    expect(evicts([{ ...tolerates, tolerationSeconds: 300 }], true)).toBeUndefined();
    expect(evicts([{ ...tolerates, tolerationSeconds: 0 }])).toBeUndefined();
  });
  it('is broken by a pod that tolerates it for ever, or still does', () => {
    expect(evicts([tolerates])).toBe('pod default/web is evicted from node-1, and it tolerates lost for ever');
    expect(evicts([{ ...tolerates, tolerationSeconds: 300 }])).toBe('pod default/web is evicted from node-1 before the 300 s are over for which it tolerates lost');
  });
});
