import { canonicalText, type Happening, type JsonObject } from '../../model/kernel/index.ts';
import type { ClusterShape } from '../../model/cluster/shape.ts';
import { isEtcdRequest } from '../../model/components/etcd/protocol.ts';
import { keyIn, monitor, partsOf, wrong, type StoredObject } from '../cluster.ts';

/** P05. Otherwise two controllers that agree would wake each other for ever. Nothing is remembered: a write shows itself what it was computed from. */
export const noOpWritesNothing = monitor<null>({
  name: 'no-op-writes-nothing',
  statement: 'An update that changes nothing is not written: the version stays, and no watch tells of it.',
  promise: 'P05',
  source: 'apiserver pkg/storage/etcd3/store.go GuaranteedUpdate (the short circuit of a no-op)',
  initial: null,
  judge(seen, happening, shape) {
    for (const { key, before, after } of writesOf(happening, shape)) {
      if (canonicalText(before, key) === canonicalText(after, key)) return wrong(`${key} is written as it is stored already, at version ${(before as StoredObject).metadata.resourceVersion ?? ''}`);
    }
    return seen;
  },
  premise: (_, state, { apiservers }) => apiservers.some((apiserver) => partsOf<{ readonly request?: { readonly verb: string } }>(state, apiserver, 'request/').some(({ request }) => request?.verb === 'update' || request?.verb === 'patch')),
});

/** The updates that an API server asks etcd for in this action, with the objects that it computed them from. */
function writesOf(happening: Happening, { apiservers }: ClusterShape): readonly { readonly key: string; readonly before: JsonObject; readonly after: JsonObject }[] {
  if (happening.kind !== 'reaction' || !apiservers.includes(happening.component)) return [];
  const { send = [], set = {} } = happening.reaction;
  return send.flatMap(({ message }) => {
    if (!isEtcdRequest(message) || message.type !== 'txn' || message.put === undefined) return [];
    const state = set[message.id.slice(message.id.indexOf('.') + 1)] as { readonly base?: StoredObject; readonly request: { readonly verb: string } } | undefined;
    const { verb } = state?.request ?? {};
    const before = verb === 'update' || verb === 'patch' ? state?.base : undefined;
    return before === undefined ? [] : [{ key: keyIn(message.resource, before.metadata), before, after: message.put }];
  });
}
