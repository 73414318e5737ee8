import { describe, expect, test } from 'vitest';
import { replicaSetController } from '../../../../../model/components/controllers/replicaSet/replicaSet.ts';
import type { JsonObject } from '../../../../../model/kernel/json.ts';
import type { Pod } from '../../../../../model/objects/index.ts';
import { ownedBy, play, pod, ready, replicaSet } from '../support.ts';

const expectations = 'own/replicaSet/expectations/default/web';
const verbs = (cluster: ReturnType<typeof play>): string[] => cluster.requests.map(({ verb, resource, subresource }) => [verb, resource, subresource].filter(Boolean).join(' '));

describe('creating what is missing', () => {
  test('starts slowly: one, then two, then what is left; then it comes to rest with its status written', () => {
    const cluster = play([replicaSetController], []);
    cluster.put(replicaSet('web', 5));
    cluster.deliver();
    cluster.work('replicaSet reconciles default/web');
    expect(verbs(cluster)).toEqual(['create pods']);
    expect(cluster.parts[expectations]).toMatchObject({ creates: 5, deletes: [] });
    cluster.answer();
    expect(verbs(cluster)).toEqual(['create pods', 'create pods']);
    cluster.answer();
    cluster.answer();
    expect(verbs(cluster)).toEqual(['create pods', 'create pods']);
    cluster.settle();
    expect(cluster.list<Pod>('pods')).toHaveLength(5);
    expect(cluster.list<Pod>('pods').every((created) => created.metadata.ownerReferences?.[0]?.uid === 'web-uid')).toBe(true);
    expect(cluster.get('replicasets/default/web')?.['status']).toEqual({ replicas: 5, fullyLabeledReplicas: 5, observedGeneration: 1 });
    expect(cluster.parts[expectations]).toBeUndefined();
  });

  test('a cache that lags does not make it create again; without expectations it would', () => {
    for (const [mutants, creations] of [[{}, 1], [{ expectationsSatisfied: true }, 2]] as const) {
      const cluster = play([replicaSetController], []);
      cluster.mutants = mutants;
      cluster.put(replicaSet('web', 1));
      cluster.deliver();
      cluster.work('reconciles');
      cluster.answer();
      while (cluster.requests.length > 0) cluster.answer();
      // The ReplicaSet's own event comes before the pod's: their watches are not ordered among each other.
      cluster.put({ ...cluster.get('replicasets/default/web') });
      while (cluster.deliver('replicasets'));
      cluster.work('reconciles');
      if (verbs(cluster).includes('create pods')) cluster.answer();
      expect(cluster.list('pods')).toHaveLength(creations);
    }
  });

  test('what fails is not expected, nor is what was skipped; it is tried again and told in the status', () => {
    const cluster = play([replicaSetController], []);
    cluster.put(replicaSet('web', 3));
    cluster.deliver();
    cluster.work('reconciles');
    cluster.answer();
    cluster.answer();
    cluster.answer({ code: 403, reason: 'Forbidden', message: 'exceeded quota' });
    expect(cluster.parts[expectations]).toMatchObject({ creates: 2, deletes: [] });
    const status = cluster.requests[0]?.body?.['status'] as JsonObject;
    expect(status['conditions']).toEqual([{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: 'exceeded quota' }]);
    cluster.settle({ timers: true });
    expect(cluster.list('pods')).toHaveLength(3);
    expect(cluster.get('replicasets/default/web')?.['status']).toEqual({ replicas: 3, fullyLabeledReplicas: 3, observedGeneration: 1 });
  });

  test('a creation whose answer was lost counts as failed, so that one too many may be created and is deleted again', () => {
    const cluster = play([replicaSetController], []);
    cluster.put(replicaSet('web', 1));
    cluster.deliver();
    cluster.work('reconciles');
    cluster.loseReply();
    cluster.answer();
    cluster.work('tries default/web again');
    cluster.work('reconciles');
    expect(verbs(cluster)).toEqual(['create pods']);
    cluster.settle({ timers: true });
    expect(cluster.list('pods')).toHaveLength(1);
  });

  test('a namespace that goes away is not asked again', () => {
    const cluster = play([replicaSetController], []);
    cluster.put(replicaSet('web', 1, { status: { replicas: 0, observedGeneration: 1 } }));
    cluster.deliver();
    cluster.work('reconciles');
    cluster.answer({ code: 403, reason: 'Forbidden', message: 'unable to create new content in namespace default because it is being terminated' });
    cluster.settle({ timers: true });
    expect(cluster.list('pods')).toHaveLength(0);
  });
});

describe('deleting what is too much', () => {
  const owner = replicaSet('web', 1);
  const pods = [
    pod('a', { metadata: ownedBy(owner), spec: { nodeName: 'node-1' }, status: ready }),
    pod('b', { metadata: ownedBy(owner) }),
    pod('c', { metadata: ownedBy(owner), spec: { nodeName: 'node-1' }, status: { phase: 'Running' } }),
  ];

  test('unassigned goes before assigned, not ready before ready; the cache has to show it before anything else is done', () => {
    const cluster = play([replicaSetController], [replicaSet('web', 3), ...pods]);
    cluster.put(owner);
    cluster.deliver();
    cluster.work('reconciles');
    expect(cluster.requests.map(({ name }) => name)).toEqual(['b', 'c']);
    expect(cluster.parts[expectations]).toMatchObject({ creates: 0, deletes: ['default/b', 'default/c'] });
    cluster.settle();
    expect(cluster.list<Pod>('pods').map(({ metadata }) => metadata.name)).toEqual(['a']);
  });

  test('a deletion that is under way is replaced at once', () => {
    const cluster = play([replicaSetController], [owner, pods[0] ?? pod('a')]);
    cluster.put(pod('a', { metadata: { ...ownedBy(owner), deletionTimestamp: '1970-01-01T00:00:00Z' } }));
    cluster.deliver();
    cluster.work('reconciles');
    expect(verbs(cluster)).toEqual(['create pods']);
  });
});

describe('whose pods they are', () => {
  test('an orphan is adopted after a live read of the ReplicaSet', () => {
    const cluster = play([replicaSetController], [replicaSet('web', 1, { status: { replicas: 0, observedGeneration: 1 } })]);
    cluster.put(pod('orphan'));
    cluster.deliver();
    cluster.work('reconciles');
    expect(verbs(cluster)).toEqual(['get replicasets']);
    cluster.settle();
    expect(cluster.list<Pod>('pods').map(({ metadata }) => metadata.ownerReferences?.[0]?.uid)).toEqual(['web-uid']);
    expect(cluster.get('replicasets/default/web')?.['status']).toMatchObject({ replicas: 1 });
  });

  test('a ReplicaSet that was recreated meanwhile adopts nothing in the name of the old one', () => {
    const cluster = play([replicaSetController], [replicaSet('web', 1)]);
    cluster.store.set('replicasets/default/web', replicaSet('web', 1, { metadata: { name: 'web', namespace: 'default', uid: 'another', resourceVersion: '2' } }));
    cluster.put(pod('orphan'));
    cluster.deliver();
    cluster.work('reconciles');
    cluster.answer();
    expect(cluster.requests).toEqual([]);
    cluster.mutants = { ownerUIDMatches: true };
    cluster.work('again');
    cluster.work('reconciles');
    cluster.answer();
    expect(verbs(cluster)).toEqual(['patch pods']);
  });

  test('an orphan that another ReplicaSet adopts meanwhile is left to it', () => {
    const cluster = play([replicaSetController], [replicaSet('web', 1)]);
    cluster.put(pod('orphan'));
    cluster.deliver();
    cluster.work('reconciles');
    cluster.put(pod('orphan', { metadata: ownedBy(replicaSet('other', 1)) }));
    cluster.deliver();
    cluster.answer();
    expect(cluster.requests).toEqual([]);
    cluster.settle({ timers: true });
    expect(cluster.list<Pod>('pods').map(({ metadata }) => metadata.ownerReferences?.[0]?.name)).toEqual(['other', 'web']);
  });

  test('a pod whose labels no longer match is released and replaced', () => {
    const owner = replicaSet('web', 1, { status: { replicas: 1, fullyLabeledReplicas: 1, observedGeneration: 1 } });
    const cluster = play([replicaSetController], [owner, pod('a', { metadata: ownedBy(owner) })]);
    cluster.put(pod('a', { metadata: { ...ownedBy(owner), labels: { app: 'debug' } } }));
    cluster.settle();
    expect(cluster.list<Pod>('pods')).toHaveLength(2);
    expect((cluster.get('pods/default/a') as unknown as Pod).metadata.ownerReferences).toBeUndefined();
  });

  test('expectations of a deleted ReplicaSet do not hold up the next one of its name', () => {
    const cluster = play([replicaSetController], []);
    cluster.put(replicaSet('web', 1));
    cluster.deliver();
    cluster.work('reconciles');
    cluster.remove('replicasets/default/web');
    cluster.deliver('replicasets');
    expect(cluster.parts[expectations]).toBeUndefined();
  });
});

test('expectations may expire', () => {
  const cluster = play([replicaSetController], [replicaSet('web', 1, { status: { replicas: 0, observedGeneration: 1 } })]);
  cluster.parts = { ...cluster.parts, [expectations]: { creates: 1, deletes: [] }, 'queue/replicaSet': { ready: ['default/web'], later: [] } };
  const input = { kind: 'internal', input: { controller: 'replicaSet', work: 'sync', key: 'default/web' } } as const;
  cluster.react(input, 'expectationsExpire');
  expect(verbs(cluster)).toEqual(['create pods']);
});
