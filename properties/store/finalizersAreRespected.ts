import { monitor, nameOf, wrong } from '../cluster.ts';
import { followObjects } from './keyed.ts';

/** P12. Whoever put a finalizer is waited for. */
export const finalizersAreRespected = monitor<{ readonly [key: string]: readonly string[] }>({
  name: 'finalizers-are-respected',
  statement: 'An object that has finalizers is not removed, and one that is being deleted gets no new ones.',
  source: 'Kubernetes documentation, "Finalizers"; apiserver pkg/registry/generic/registry/store.go ShouldDeleteDuringUpdate',
  initial: {},
  judge: (seen, happening, shape) =>
    followObjects(seen, happening, shape, (before, { resource, type, object }) => {
      const { finalizers = [], deletionTimestamp } = object.metadata;
      const name = `${resource} ${nameOf(object.metadata)}`;
      if (type === 'DELETED' && finalizers.length > 0) return wrong(`${name} was removed while it had the finalizers ${finalizers.join(', ')}`);
      const added = before === undefined ? undefined : finalizers.find((finalizer) => !before.includes(finalizer));
      if (added !== undefined) return wrong(`${name} got the finalizer ${added} while it was being deleted`);
      return deletionTimestamp === undefined ? undefined : finalizers;
    }),
});
