import type { Happening } from '../../model/kernel/index.ts';
import { isEtcdRequest, type TxnRequest } from '../../model/components/etcd/protocol.ts';

/** The transaction that etcd executes in this action. */
export function transactionBehind(happening: Happening): TxnRequest | undefined {
  if (happening.kind !== 'reaction' || happening.input.kind !== 'message' || !isEtcdRequest(happening.input.message)) return undefined;
  return happening.input.message.type === 'txn' ? happening.input.message : undefined;
}
