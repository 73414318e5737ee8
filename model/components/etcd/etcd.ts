import type { Component, GuardTable, Input, Internal, Parts } from '../../kernel/component.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { reactions, type Step } from '../../kernel/step.ts';
import { keyOf, type KubernetesObject } from '../../objects/index.ts';
import type { WatchEntry } from '../client/protocol.ts';
import { note } from '../notes.ts';
import { isEtcdRequest, type RangeRequest, type Reader, type TxnRequest } from './protocol.ts';
import { deletedPart, isObjectKey, stamp, versionAt, versionOf } from './versions.ts';

export interface EtcdConfig {
  readonly name?: string;
  /** What it holds at the beginning, each at version 1. */
  readonly objects?: readonly KubernetesObject[];
  /** Who may watch what; compaction (fault `compaction`) hurts those who are not watching just then. */
  readonly readers?: readonly Reader[];
}

export const etcdGuards = {
  keyIsAbsent: 'a create commits only where nothing is: OptimisticPut with expected revision 0 (apiserver pkg/storage/etcd3/store.go Create)',
  revisionMatches: 'a change commits only over the revision that it was computed from: OptimisticPut, OptimisticDelete (apiserver pkg/storage/etcd3/store.go GuaranteedUpdate)',
  revisionGrowsWithWrites: 'every write of a key gets a version of its own, greater than all that the key had before, whether it was deleted meanwhile or not (etcd server/storage/mvcc/kvstore_txn.go End; API guarantees, "revision")',
} as const satisfies GuardTable;

/**
 * etcd: strictly serialisable transactions of one key, everything durable; each commit is appended to the history
 * of its resource, from which watches are served (etcd v3.5 "API guarantees").
 *
 * A real store has one revision, which every transaction raises and which stamps what it writes. Here an object's
 * resourceVersion is the rank of its write among the writes of **its key**: 1, 2, 3 and so on, counted on when the key
 * is deleted and created again. That is the revision renamed, and as faithful: clients may only compare
 * resourceVersions for equality, or order those of one object (API concepts, "Resource versions"), and both come
 * out the same; nothing in the model compares across keys. But two writes to different keys touch nothing in
 * common and leave the same state whichever comes first, which a counter that all share would not.
 *
 * Parts: an object a key; `deleted/<key>`, the last version of a key that has been deleted; `compactor`, a constant
 * that compaction hangs on. The log `<resource>` gets a {@link WatchEntry} for each commit.
 */
export function etcd(config: EtcdConfig = {}): Component {
  return {
    name: config.name ?? 'etcd',
    kind: 'etcd',
    initial: etcdParts(config),
    guards: etcdGuards,
    internals: (_, key): readonly Internal[] => (key === compactor ? [{ label: 'compact', input: 'compact', fault: 'compaction' }] : []),
    react: (view, input, check) => reactions(view, check, (step) => react(step, config, input)),
    crash: { fault: 'crash', durable: () => true },
  };
}

const compactor = 'compactor';

/** The objects as etcd stores them at the beginning, for caches that start warm. */
export function storedObjects(objects: readonly KubernetesObject[]): readonly KubernetesObject[] {
  return objects.map((object) => stamp(keyOf(object), object, 1) as KubernetesObject);
}

function etcdParts({ objects = [], readers }: EtcdConfig): Parts {
  return { ...(readers !== undefined && { [compactor]: true }), ...Object.fromEntries(storedObjects(objects).map((object) => [keyOf(object), object])) };
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
  const version = versionAt(step, key) + (step.check('revisionGrowsWithWrites', commits) ? 1 : 0);
  if (!commits) {
    step.send(from, { type: 'txnReply', id, succeeded: false, current });
    return;
  }
  const object = stamp(key, request.put ?? current ?? {}, version);
  const type = request.delete ? 'DELETED' : current === null ? 'ADDED' : 'MODIFIED';
  step.set(key, request.delete ? undefined : object);
  if (request.delete) step.set(deletedPart(key), version);
  else if (current === null && step.get(deletedPart(key)) !== undefined) step.set(deletedPart(key), undefined);
  step.append(request.resource, { type, object } satisfies WatchEntry);
  step.note(note('stored', `${type} ${key}`, { key, type, request: id, by: from }));
  step.send(from, { type: 'txnReply', id, succeeded: true, object });
}

function comparisonHolds(step: Step, request: TxnRequest, current: JsonObject | null): boolean {
  if (request.expect === null) return true;
  if (request.expect === '0') return step.check('keyIsAbsent', current === null);
  return step.check('revisionMatches', current !== null && versionOf(current) === request.expect);
}

function read(step: Step, from: string, request: RangeRequest): void {
  const keys = request.key !== undefined ? [request.key] : step.keys(request.prefix ?? '').filter(isObjectKey);
  const objects = keys.map((key) => step.get(key)).filter((object) => object !== undefined);
  const readers = request.readers ?? [];
  const place = `${from}: ${request.id}`;
  for (const { log, component } of readers) step.move({ log, reader: component, move: 'park-at-head', token: place });
  step.send(from, { type: 'rangeReply', id: request.id, objects, ...(readers.length > 0 && { place }) });
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
