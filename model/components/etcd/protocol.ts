import type { Json, JsonObject } from '../../kernel/json.ts';

/**
 * What an API server and etcd say to each other: the part of etcd's gRPC API that the API server uses
 * (apiserver pkg/storage/etcd3/store.go): OptimisticPut and OptimisticDelete with GetOnFailure, and Range.
 */
export type EtcdRequest = TxnRequest | RangeRequest;

/** Compare and swap of one key (etcd v3.5 "API guarantees"). */
export type TxnRequest = {
  readonly type: 'txn';
  readonly id: string;
  /** `pods/default/web` */
  readonly key: string;
  /** The log that the change is appended to. */
  readonly resource: string;
  /** The resourceVersion that the key must have; `'0'` = it must not exist, null = whatever it is. */
  readonly expect: string | null;
  readonly put?: JsonObject;
  readonly delete?: true;
};

/** A linearizable read of one key or of all keys with a prefix. */
export type RangeRequest = {
  readonly type: 'range';
  readonly id: string;
  readonly key?: string;
  readonly prefix?: string;
  /** Whose watches will start where this read is: their cursors are parked at the head in the same step. */
  readonly readers?: readonly Reader[];
};

export type Reader = { readonly log: string; readonly component: string };

export type EtcdReply = TxnReply | RangeReply | EtcdTimeout;

export type TxnReply = {
  readonly type: 'txnReply';
  readonly id: string;
  readonly succeeded: boolean;
  /** As stored; of a deletion the last state, with the deletion's version. */
  readonly object?: JsonObject;
  /** What the key holds instead, when the comparison failed; null = nothing. */
  readonly current?: JsonObject | null;
};

export type RangeReply = {
  readonly type: 'rangeReply';
  readonly id: string;
  readonly objects: readonly JsonObject[];
  /**
   * What the place is called, in the history of each resource that was read, at which the readers were parked: after the question. Whoever asks
   * again before he has an answer asks in another life, or knows that the question before was never executed, or was answered; so
   * a reader whose place has another name has been moved since by another question.
   */
  readonly place?: string;
};

/** No answer came: a transaction may have been executed or not. */
export type EtcdTimeout = { readonly type: 'etcdTimeout'; readonly id: string };

export function isEtcdRequest(message: Json): message is EtcdRequest {
  return hasType(message, 'txn') || hasType(message, 'range');
}

export function isEtcdReply(message: Json): message is EtcdReply {
  return hasType(message, 'txnReply') || hasType(message, 'rangeReply') || hasType(message, 'etcdTimeout');
}

function hasType(message: Json, type: string): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === type;
}

/** The reply that takes the place of a request or of its answer when the connection breaks. */
export function etcdTimeout(message: EtcdRequest | EtcdReply): EtcdTimeout {
  return { type: 'etcdTimeout', id: message.id };
}
