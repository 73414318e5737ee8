import { monitor, nameOf, wrong } from '../cluster.ts';
import { followObjects } from './keyed.ts';

/** P03. Of one name there is at most one live object: nothing is created over it. */
export const createIsUnique = monitor<{ readonly [key: string]: string }>({
  name: 'create-is-unique',
  statement: 'At most one live object has a resource, namespace and name; a second create never takes effect.',
  promise: 'P03',
  source: 'apiserver pkg/storage/etcd3/store.go Create: OptimisticPut with expected revision 0; 409 AlreadyExists',
  initial: {},
  judge: (uids, happening, shape) =>
    followObjects(uids, happening, shape, (before, { resource, type, object }) => {
      const { uid = '' } = object.metadata;
      if (before !== undefined && (type === 'ADDED' || uid !== before)) return wrong(`${resource} ${nameOf(object.metadata)} (uid ${before}) was replaced by another object (uid ${uid})`);
      return uid;
    }),
});
