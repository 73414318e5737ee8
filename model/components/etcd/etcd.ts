import type { Component, GuardTable, Input, Internal, Parts } from '../../kernel/component.ts';
import type { Json, JsonObject } from '../../kernel/json.ts';
import { reactions, type Step } from '../../kernel/step.ts';
import { keyOf, type KubernetesObject } from '../../objects/index.ts';
import type { WatchEntry } from '../client/protocol.ts';
import { note } from '../notes.ts';
import { isEtcdRequest, type RangeRequest, type Reader, type TxnRequest } from './protocol.ts';

export interface EtcdConfig {
  readonly name?: string;
  /** What it holds at the beginning; revisions are given in this order. */
  readonly objects?: readonly KubernetesObject[];
  /** Who may watch what; compaction (fault `compaction`) hurts those who are not watching just then. */
  readonly readers?: readonly Reader[];
}

export const etcdGuards = {
  keyIsAbsent: 'a create commits only where nothing is: OptimisticPut with expected revision 0 (apiserver pkg/storage/etcd3/store.go Create)',
  revisionMatches: 'a change commits only over the revision that it was computed from: OptimisticPut, OptimisticDelete (apiserver pkg/storage/etcd3/store.go GuaranteedUpdate)',
  revisionGrowsWithWrites: 'every transaction that writes gets a revision of its own, one that does not gets none (etcd server/storage/mvcc/kvstore_txn.go End; API guarantees, "revision")',
} as const satisfies GuardTable;

/**
 * etcd: one revision a transaction, strictly serialisable, everything durable; each commit is appended to the
 * history of its resource, from which watches are served (etcd v3.5 "API guarantees").
 *
 * Parts: `revision` and an object a key. The log `<resource>` gets a {@link WatchEntry} for each commit.
 */
export function etcd(config: EtcdConfig = {}): Component {
  return {
    name: config.name ?? 'etcd',
    kind: 'etcd',
    initial: etcdParts(config.objects ?? []),
    guards: etcdGuards,
    internals: (_, key): readonly Internal[] => (key === 'revision' && config.readers !== undefined ? [{ label: 'compact', input: 'compact' }] : []),
    react: (view, input, check) => reactions(view, check, (step) => react(step, config, input)),
    crash: { fault: 'crash', durable: () => true },
  };
}

/** The objects as etcd stores them at the beginning, for caches that start warm. */
export function storedObjects(objects: readonly KubernetesObject[]): readonly KubernetesObject[] {
  return objects.map((object, index) => stamp(object, index + 1) as KubernetesObject);
}

function etcdParts(objects: readonly KubernetesObject[]): Parts {
  const stored = storedObjects(objects);
  return { revision: stored.length, ...Object.fromEntries(stored.map((object) => [keyOf(object), object])) };
}

/**
 * A new object gets its UID here, `<name>-<revision>`: unique without randomness, and readable. (A real API
 * server draws a random one before admission: apiserver pkg/registry/rest FillObjectMetaSystemFields.)
 */
function stamp(object: JsonObject, revision: number): JsonObject {
  const metadata = object['metadata'] as { readonly name: string; readonly uid?: string };
  const uid = metadata.uid || `${metadata.name}-${revision}`;
  return { ...object, metadata: { ...metadata, uid, resourceVersion: String(revision) } };
}

function react(step: Step, config: EtcdConfig, input: Input): void {
  if (input.kind === 'internal') return compact(step, config);
  if (input.kind !== 'message' || !isEtcdRequest(input.message)) return;
  if (input.message.type === 'txn') transact(step, input.from, input.message);
  else read(step, input.from, input.message);
}

function transact(step: Step, from: string, request: TxnRequest): void {
  const { id, key } = request;
  const current = (step.get(key) ?? null) as JsonObject | null;
  const commits = comparisonHolds(step, request, current) && !(request.delete && current === null);
  const revision = revisionNow(step) + (step.check('revisionGrowsWithWrites', commits) ? 1 : 0);
  if (!commits) {
    step.send(from, { type: 'txnReply', id, succeeded: false, revision: String(revisionNow(step)), current });
    return;
  }
  const object = stamp(request.put ?? current ?? {}, revision);
  const type = request.delete ? 'DELETED' : current === null ? 'ADDED' : 'MODIFIED';
  step.set('revision', revision);
  step.set(key, request.delete ? undefined : object);
  step.append(request.resource, { type, object } satisfies WatchEntry);
  step.note(note('stored', `${type} ${key}`, { key, type, request: id, by: from }));
  step.send(from, { type: 'txnReply', id, succeeded: true, revision: String(revision), object });
}

function revisionNow(step: Step): number {
  return Number(step.get('revision'));
}

function comparisonHolds(step: Step, request: TxnRequest, current: JsonObject | null): boolean {
  if (request.expect === null) return true;
  if (request.expect === '0') return step.check('keyIsAbsent', current === null);
  return step.check('revisionMatches', current !== null && revisionOf(current) === request.expect);
}

function revisionOf(object: JsonObject): Json | undefined {
  return (object['metadata'] as JsonObject)['resourceVersion'];
}

function read(step: Step, from: string, request: RangeRequest): void {
  const keys = request.key !== undefined ? [request.key] : step.keys(request.prefix ?? '').filter((key) => key !== 'revision');
  const objects = keys.map((key) => step.get(key)).filter((object) => object !== undefined);
  for (const { log, component } of request.readers ?? []) step.move({ log, reader: component, move: 'park-at-head', token: revisionNow(step).toString() });
  step.send(from, { type: 'rangeReply', id: request.id, revision: String(revisionNow(step)), objects });
}

/**
 * Compaction (fault `compaction`; every five minutes in a real cluster, apiserver pkg/storage/etcd3/compact.go):
 * whoever is not watching at the moment loses its place in one resource's history and will get 410 Gone.
 */
function compact(step: Step, config: EtcdConfig): void {
  if (!step.fault('compaction')) step.impossible();
  const parked = (config.readers ?? []).filter(({ log, component }) => step.cursor(log, component) === 'parked');
  const log = step.choose([...new Set(parked.map((reader) => reader.log))].sort());
  for (const reader of parked) if (reader.log === log) step.move({ log, reader: reader.component, move: 'expire' });
}
