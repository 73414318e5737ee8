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

test('initial objects get their revisions in order', () => {
  expect(empty).toMatchObject({ revision: 1, 'nodes/node-1': { metadata: { uid: 'node-1-1', resourceVersion: '1' } } });
});

describe('a transaction', () => {
  test('creates: a new revision, a new UID, an entry in the history, all in one step', () => {
    const stored = { metadata: { name: 'web', uid: 'web-2', resourceVersion: '2' } };
    expect(created.parts).toMatchObject({ revision: 2, [key]: stored });
    expect(created.reaction.append).toMatchObject([{ log: 'pods', entry: { type: 'ADDED', object: stored } }]);
    expect(created.reaction.send).toMatchObject([{ to: 'apiserver', message: { type: 'txnReply', id: '1', succeeded: true, revision: '2', object: stored } }]);
  });

  test('does not create what exists', () => {
    const again = transact(created.parts, { expect: '0', put: web });
    expect(again.parts).toEqual(created.parts);
    expect(again.reaction.append).toBeUndefined();
    expect(again.reaction.send).toMatchObject([{ message: { succeeded: false, current: { metadata: { uid: 'web-2' } } } }]);
  });

  test('changes only the revision that it expects, and keeps the UID', () => {
    const put = { ...(created.parts[key] as JsonObject), status: { phase: 'Running' } };
    expect(transact(created.parts, { expect: '1', put }).reaction.send).toMatchObject([{ message: { succeeded: false, current: { metadata: { resourceVersion: '2' } } } }]);
    const changed = transact(created.parts, { expect: '2', put });
    expect(changed.parts).toMatchObject({ revision: 3, [key]: { metadata: { uid: 'web-2', resourceVersion: '3' }, status: { phase: 'Running' } } });
    expect(changed.reaction.append).toMatchObject([{ log: 'pods', entry: { type: 'MODIFIED' } }]);
  });

  test('deletes; the history shows the last state with the revision of the deletion', () => {
    const deleted = transact(created.parts, { expect: '2', delete: true });
    expect(deleted.parts).not.toHaveProperty([key]);
    expect(deleted.reaction.append).toMatchObject([{ log: 'pods', entry: { type: 'DELETED', object: { metadata: { uid: 'web-2', resourceVersion: '3' } } } }]);
    expect(transact(deleted.parts, { expect: null, delete: true }).reaction.send).toMatchObject([{ message: { succeeded: false, current: null } }]);
  });

  test('a key that was deleted and created again is another object', () => {
    const deleted = transact(created.parts, { expect: '2', delete: true });
    expect(transact(deleted.parts, { expect: '0', put: web }).parts).toMatchObject({ [key]: { metadata: { uid: 'web-4' } } });
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
    expect(transact(created.parts, { expect: '1', put }, { mutants: { revisionMatches: true } }).parts).toMatchObject({ revision: 3 });
    expect(transact(created.parts, { expect: '2', put }, { mutants: { revisionMatches: false } }).parts).toEqual(created.parts);
  });
});

describe('a range', () => {
  const range = (request: JsonObject) => onlyWay(store, created.parts, message('apiserver', { type: 'range', id: '1', ...request })).reaction;

  test('reads one key, or all with a prefix', () => {
    expect(range({ key }).send).toMatchObject([{ message: { type: 'rangeReply', revision: '2', objects: [{ metadata: { name: 'web' } }] } }]);
    expect(range({ key: 'pods/default/other' }).send).toMatchObject([{ message: { objects: [] } }]);
    expect(range({ prefix: 'pods/' }).send).toMatchObject([{ message: { objects: [{ kind: 'Pod' }] } }]);
    expect(range({ prefix: '' }).send).toMatchObject([{ message: { objects: [{ kind: 'Node' }, { kind: 'Pod' }] } }]);
  });

  test('keeps the reader\'s place in the history in the same step', () => {
    expect(range({ prefix: 'pods/', readers: [{ log: 'pods', component: 'scheduler' }] }).cursors).toEqual([{ log: 'pods', reader: 'scheduler', move: 'park-at-head', token: '2' }]);
  });
});

describe('compaction', () => {
  const readers = ['scheduler', 'kubelet-a'].map((component) => ({ log: 'pods', component }));
  const compacting = etcd({ readers });
  const compact = (cursors: Circumstances['cursors'], faults: readonly string[]) => ways(compacting, empty, { kind: 'internal', input: 'compact' }, { cursors, faults });

  test('makes those who are not watching at the moment list again', () => {
    const [way] = compact({ 'pods scheduler': 'parked', 'pods kubelet-a': 'open' }, ['compaction']);
    expect(way?.reaction.cursors).toEqual([{ log: 'pods', reader: 'scheduler', move: 'expire' }]);
  });

  test('is a fault: without a budget, or without anybody to hurt, it does not happen', () => {
    expect(compact({ 'pods scheduler': 'parked' }, [])).toEqual([]);
    expect(compact({ 'pods scheduler': 'open' }, ['compaction'])).toEqual([]);
    expect(compacting.internals?.(1, 'revision')).toHaveLength(1);
    expect(store.internals?.(1, 'revision')).toEqual([]);
  });
});

test('everything survives a crash', () => {
  expect(Object.keys(created.parts).every((part) => store.crash?.durable(part))).toBe(true);
});
