import { describe, expect, test } from 'vitest';
import { etcd } from '../../../../model/components/etcd/etcd.ts';
import type { TxnRequest } from '../../../../model/components/etcd/protocol.ts';
import { initialParts, type Parts } from '../../../../model/kernel/component.ts';
import type { JsonObject } from '../../../../model/kernel/json.ts';
import { message, onlyWay, ways, type Circumstances } from '../../../support/ways.ts';

const web: JsonObject = { apiVersion: 'v1', kind: 'Pod', metadata: { namespace: 'default', name: 'web' }, spec: { containers: [{ name: 'web', image: 'nginx' }] } };
const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-1' } };
const store = etcd({ objects: [node as never] });
const empty = initialParts(store)[0] as Parts;
const key = 'pods/default/web';

const transact = (parts: Parts, change: Partial<TxnRequest>, options?: Circumstances) =>
  onlyWay(store, parts, message('apiserver', { type: 'txn', id: '1', key, resource: 'pods', expect: null, ...change }), options);
const created = transact(empty, { expect: '0', put: web });

test('what is there at the beginning is so at version 1', () => {
  expect(empty).toEqual({ 'nodes/node-1': { ...node, metadata: { name: 'node-1', uid: 'nodes-node-1-1', resourceVersion: '1' } } });
});

describe('a UID', () => {
  const uidAt = (of: string, object: JsonObject) => ((onlyWay(store, empty, message('apiserver', { type: 'txn', id: '1', key: of, resource: 'x', expect: '0', put: object })).parts[of] as JsonObject)['metadata'] as JsonObject)['uid'];

  test.each([
    ['deployments/default/web', 'deployments-web-1'],
    ['pods/kube-system/web', 'pods-kube-system:web-1'],
    ['clusterroles/system:node', 'clusterroles-system:node-1'],
    ['roles/default/system:node', 'roles-default:system:node-1'],
    ['roles/system/node', 'roles-system:node-1'],
  ])('of %s tells it from all others', (of, uid) => {
    expect(uidAt(of, web)).toBe(uid);
  });
});

describe('a transaction', () => {
  test('creates: a version, a UID, an entry in the history, all in one step', () => {
    const stored = { metadata: { name: 'web', uid: 'pods-web-1', resourceVersion: '1' } };
    expect(created.parts).toMatchObject({ [key]: stored });
    expect(created.reaction.append).toMatchObject([{ log: 'pods', entry: { type: 'ADDED', object: stored } }]);
    expect(created.reaction.send).toMatchObject([{ to: 'apiserver', message: { type: 'txnReply', id: '1', succeeded: true, object: stored } }]);
  });

  test('does not create what exists', () => {
    const again = transact(created.parts, { expect: '0', put: web });
    expect(again.parts).toEqual(created.parts);
    expect(again.reaction.append).toBeUndefined();
    expect(again.reaction.send).toMatchObject([{ message: { succeeded: false, current: { metadata: { uid: 'pods-web-1' } } } }]);
  });

  test('changes only the version that it expects, and keeps the UID', () => {
    const put = { ...(created.parts[key] as JsonObject), status: { phase: 'Running' } };
    expect(transact(created.parts, { expect: '2', put }).reaction.send).toMatchObject([{ message: { succeeded: false, current: { metadata: { resourceVersion: '1' } } } }]);
    const changed = transact(created.parts, { expect: '1', put });
    expect(changed.parts).toMatchObject({ [key]: { metadata: { uid: 'pods-web-1', resourceVersion: '2' }, status: { phase: 'Running' } } });
    expect(changed.reaction.append).toMatchObject([{ log: 'pods', entry: { type: 'MODIFIED' } }]);
  });

  test('deletes; the history shows the last state with the version of the deletion', () => {
    const deleted = transact(created.parts, { expect: '1', delete: true });
    expect(deleted.parts).not.toHaveProperty([key]);
    expect(deleted.reaction.append).toMatchObject([{ log: 'pods', entry: { type: 'DELETED', object: { metadata: { uid: 'pods-web-1', resourceVersion: '2' } } } }]);
    expect(transact(deleted.parts, { expect: null, delete: true }).reaction.send).toMatchObject([{ message: { succeeded: false, current: null } }]);
  });

  test('a key that was deleted and created again is another object', () => {
    const deleted = transact(created.parts, { expect: '1', delete: true });
    expect(deleted.parts).toMatchObject({ [`deleted/${key}`]: 2 });
    const again = transact(deleted.parts, { expect: '0', put: web });
    expect(again.parts).toMatchObject({ [key]: { metadata: { uid: 'pods-web-3', resourceVersion: '3' } } });
    expect(again.parts).not.toHaveProperty([`deleted/${key}`]);
  });

  test('writes of different objects leave the same, whichever comes first', () => {
    const other = { key: 'pods/default/db', put: { ...web, metadata: { namespace: 'default', name: 'db' } } };
    const [mine, its] = [{ expect: '0', put: web }, { expect: '0', ...other }];
    expect(transact(transact(empty, mine).parts, its).parts).toEqual(transact(transact(empty, its).parts, mine).parts);
  });
});

describe('mutants', () => {
  test('without keyIsAbsent a create overwrites', () => {
    const lost = transact(created.parts, { expect: '0', put: web }, { mutants: { keyIsAbsent: true } });
    expect(lost.reaction.send).toMatchObject([{ message: { succeeded: true } }]);
    expect(transact(empty, { expect: '0', put: web }, { mutants: { keyIsAbsent: false } }).reaction.append).toBeUndefined();
  });

  test('without revisionMatches an update is lost', () => {
    const put = created.parts[key] as JsonObject;
    expect(transact(created.parts, { expect: '2', put }, { mutants: { revisionMatches: true } }).parts).toMatchObject({ [key]: { metadata: { resourceVersion: '2' } } });
    expect(transact(created.parts, { expect: '1', put }, { mutants: { revisionMatches: false } }).parts).toEqual(created.parts);
  });

  test('without revisionGrowsWithWrites two states of an object have one version', () => {
    const changed = transact(created.parts, { expect: '1', put: created.parts[key] as JsonObject }, { mutants: { revisionGrowsWithWrites: false } });
    expect(changed.reaction.append).toMatchObject([{ entry: { object: { metadata: { resourceVersion: '1' } } } }]);
  });
});

describe('a range', () => {
  const range = (request: JsonObject, parts = created.parts) => onlyWay(store, parts, message('apiserver', { type: 'range', id: '1', ...request })).reaction;

  test('reads one key, or all with a prefix', () => {
    expect(range({ key }).send).toMatchObject([{ message: { type: 'rangeReply', objects: [{ metadata: { name: 'web' } }] } }]);
    expect(range({ key: 'pods/default/other' }).send).toMatchObject([{ message: { objects: [] } }]);
    expect(range({ prefix: 'pods/' }).send).toMatchObject([{ message: { objects: [{ kind: 'Pod' }] } }]);
    expect(range({ prefix: '' }).send).toMatchObject([{ message: { objects: [{ kind: 'Node' }, { kind: 'Pod' }] } }]);
  });

  const deleted = transact(created.parts, { expect: '1', delete: true }).parts;

  test('does not show what was deleted', () => {
    expect(range({ prefix: 'pods/' }, deleted).send).toMatchObject([{ message: { objects: [] } }]);
    expect(range({ prefix: '' }, deleted).send).toMatchObject([{ message: { objects: [{ kind: 'Node' }] } }]);
  });

  const readers = [{ log: 'pods', component: 'scheduler' }];

  test('keeps the reader\'s place in the history in the same step', () => {
    const { cursors, send } = range({ prefix: 'pods/', readers });
    expect(cursors).toEqual([{ log: 'pods', reader: 'scheduler', move: 'park-at-head', token: 'apiserver: 1' }]);
    expect(send).toMatchObject([{ message: { place: 'apiserver: 1' } }]);
  });

  test('names the place after who asked, whatever is there: a reader whose place has another name was moved by another question', () => {
    const placeAt = (id: string, parts: Parts) => range({ id, prefix: 'pods/', readers }, parts).cursors?.[0]?.token;
    expect([placeAt('1', created.parts), placeAt('1', deleted), placeAt('2', created.parts)]).toEqual(['apiserver: 1', 'apiserver: 1', 'apiserver: 2']);
  });
});

describe('compaction', () => {
  const readers = ['scheduler', 'kubelet-a'].map((component) => ({ log: 'pods', component }));
  const compacting = etcd({ readers });
  const compact = (cursors: Circumstances['cursors'], faults: readonly string[]) => ways(compacting, { ...empty, compactor: true }, { kind: 'internal', input: 'compact' }, { cursors, faults });

  test('makes those who are not watching at the moment list again', () => {
    const [way] = compact({ 'pods scheduler': 'parked', 'pods kubelet-a': 'open' }, ['compaction']);
    expect(way?.reaction.cursors).toEqual([{ log: 'pods', reader: 'scheduler', move: 'expire' }]);
  });

  test('is a fault: without a budget, or without anybody to hurt, it does not happen', () => {
    expect(compact({ 'pods scheduler': 'parked' }, [])).toEqual([]);
    expect(compact({ 'pods scheduler': 'open' }, ['compaction'])).toEqual([]);
    expect(compacting.internals?.(true, 'compactor')).toHaveLength(1);
    expect(Object.keys(empty)).not.toContain('compactor');
  });
});

test('everything survives a crash', () => {
  expect(Object.keys(created.parts).every((part) => store.crash?.durable(part))).toBe(true);
});
