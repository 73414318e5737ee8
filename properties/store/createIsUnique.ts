import { isEtcdReply } from '../../model/components/etcd/protocol.ts';
import type { ClusterShape } from '../../model/cluster/shape.ts';
import type { Happening } from '../../model/kernel/index.ts';
import { monitor, nameOf, wrong, type Wrong } from '../cluster.ts';
import { followObjects } from './keyed.ts';
import { transactionBehind } from './transaction.ts';

/** P03. Of one name there is at most one live object: nothing is created over it. */
export const createIsUnique = monitor<{ readonly [key: string]: string }>({
  name: 'create-is-unique',
  statement: 'At most one live object has a resource, namespace and name: a second create never takes effect, and a first one is not taken for a second.',
  promise: 'P03',
  source: 'apiserver pkg/storage/etcd3/store.go Create: OptimisticPut with expected revision 0; 409 AlreadyExists',
  initial: {},
  judge: (uids, happening, shape) =>
    refusedAsSecond(happening, shape) ??
    followObjects(uids, happening, shape, (before, { resource, type, object }) => {
      const { uid = '' } = object.metadata;
      if (before !== undefined && (type === 'ADDED' || uid !== before)) return wrong(`${resource} ${nameOf(object.metadata)} (uid ${before}) was replaced by another object (uid ${uid})`);
      return uid;
    }),
});

/** Etcd refuses a create, and says itself that nothing is there. */
function refusedAsSecond(happening: Happening, { etcd }: ClusterShape): Wrong | undefined {
  const transaction = transactionBehind(happening);
  if (happening.kind !== 'reaction' || happening.component !== etcd || transaction?.expect !== '0') return undefined;
  const isRefused = (happening.reaction.send ?? []).some(({ message }) => isEtcdReply(message) && message.type === 'txnReply' && !message.succeeded && message.current === null);
  return isRefused ? wrong(`the create of ${transaction.key} was refused, and nothing has that name`) : undefined;
}
