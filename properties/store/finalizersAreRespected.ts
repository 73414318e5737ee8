import type { Happening } from '../../model/kernel/index.ts';
import type { ClusterShape } from '../../model/cluster/shape.ts';
import { monitor, nameOf, wrong, Wrong, type StoredObject } from '../cluster.ts';
import { followRequests, nameIn, noRequests, remember, requestBehind, type UnderWay } from '../requests.ts';
import { followObjects } from './keyed.ts';

type Seen = {
  /** The finalizers of what is being deleted. */
  readonly leaving: { readonly [key: string]: readonly string[] };
  /** Updates under way that take the last finalizers off: they remove the object as it was stored before. */
  readonly emptying: UnderWay<true>;
};

/** P12. Whoever put a finalizer is waited for. */
export const finalizersAreRespected = monitor<Seen>({
  name: 'finalizers-are-respected',
  statement: 'An object that has finalizers is not removed, and one that is being deleted gets no new ones.',
  promise: 'P12',
  source: 'Kubernetes documentation, "Finalizers"; apiserver pkg/registry/generic/registry/store.go ShouldDeleteDuringUpdate',
  initial: { leaving: {}, emptying: noRequests },
  judge(seen, happening, shape) {
    const isEmptied = seen.emptying.requests[requestBehind(happening, shape) ?? ''] === true;
    const leaving = followObjects(seen.leaving, happening, shape, (before, { resource, type, object }) => {
      const { finalizers = [], deletionTimestamp } = object.metadata;
      const name = `${resource} ${nameOf(object.metadata)}`;
      if (type === 'DELETED' && finalizers.length > 0 && !isEmptied) return wrong(`${name} was removed while it had the finalizers ${finalizers.join(', ')}`);
      const added = before === undefined ? undefined : finalizers.find((finalizer) => !before.includes(finalizer));
      if (added !== undefined) return wrong(`${name} got the finalizer ${added} while it was being deleted`);
      return deletionTimestamp === undefined ? undefined : finalizers;
    });
    return leaving instanceof Wrong ? leaving : { leaving, emptying: followRequests(emptied(seen.emptying, happening, shape), happening, shape) };
  },
  premise: ({ leaving }) => Object.values(leaving).some((finalizers) => finalizers.length > 0),
});

/** What an update would store is with its request until it is done. */
function emptied(emptying: UnderWay<true>, happening: Happening, { apiservers }: ClusterShape): UnderWay<true> {
  if (happening.kind !== 'reaction' || !apiservers.includes(happening.component)) return emptying;
  let now = emptying;
  for (const [part, value] of Object.entries(happening.reaction.set ?? {})) {
    if (!part.startsWith('request/') || value === undefined) continue;
    const { request, prepared, plan } = value as { readonly request: { readonly verb: string }; readonly prepared?: StoredObject; readonly plan?: { readonly change: string } };
    const isUpdate = request.verb === 'update' || request.verb === 'patch';
    if (isUpdate && plan?.change === 'delete' && (prepared?.metadata.finalizers ?? []).length === 0) now = remember(now, nameIn(now, happening.component, part), true);
  }
  return now;
}
