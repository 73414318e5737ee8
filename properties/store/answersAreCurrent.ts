import type { Happening } from '../../model/kernel/index.ts';
import { isReply, isRequest, type ApiReply } from '../../model/components/client/protocol.ts';
import type { ClusterShape } from '../../model/cluster/shape.ts';
import { keyFor, resourceOf } from '../../model/objects/index.ts';
import { commits, keyIn, monitor, without, wrong, type StoredObject } from '../cluster.ts';

/** When a request left: the last revision of the object that it is about; of a creation, nothing. */
type Asked = { readonly about: string; readonly revision: number };

type Seen = {
  /** The last change of every object that was written since the beginning; a deletion is one. */
  readonly changed: { readonly [key: string]: number };
  readonly asked: { readonly [request: string]: Asked };
};

/**
 * Reads are consistent and writes linearizable: what a client is told was so at some moment after it asked. Of
 * kubectl's requests only: it is the one who has nothing but the answers.
 */
export const answersAreCurrent = monitor<Seen>({
  name: 'answers-are-current',
  statement: 'What the API server answers to kubectl is at least as new as what was stored when kubectl asked.',
  source: 'API concepts, "Resource versions" (the default is a consistent read); apiserver pkg/storage/etcd3/store.go GuaranteedUpdate (origStateIsCurrent)',
  initial: { changed: {}, asked: {} },
  judge(seen, happening, shape) {
    if (happening.kind === 'crash' && happening.component === shape.kubectl) return { ...seen, asked: {} };
    let { changed, asked } = seen;
    for (const { resource, object } of commits(happening, shape)) {
      changed = { ...changed, [keyIn(resource, object.metadata)]: Number(object.metadata.resourceVersion) };
    }
    const reply = replyTo(happening, shape);
    const question = reply && asked[reply.id];
    if (reply !== undefined && question !== undefined) {
      const untrue = whatIsUntrue(reply, question, changed);
      if (untrue !== undefined) return wrong(untrue);
      asked = without(asked, reply.id);
    }
    // The next request may have the name of the one that was just answered.
    return { changed, asked: { ...asked, ...requestsOf(happening, shape, changed) } };
  },
});

function requestsOf(happening: Happening, { kubectl }: ClusterShape, changed: Seen['changed']): { readonly [request: string]: Asked } {
  if (happening.kind !== 'reaction' || happening.component !== kubectl) return {};
  const asked = (happening.reaction.send ?? []).flatMap(({ message }) => {
    if (!isRequest(message) || message.id === null) return [];
    const key = message.verb === 'create' ? '' : keyFor(message.resource, message.namespace, message.name ?? '');
    return [[message.id, { about: key, revision: changed[key] ?? 0 }] as const];
  });
  return Object.fromEntries(asked);
}

function replyTo(happening: Happening, { kubectl }: ClusterShape): ApiReply | undefined {
  if (happening.kind !== 'reaction' || happening.component !== kubectl || happening.input.kind !== 'message') return undefined;
  return isReply(happening.input.message) ? happening.input.message : undefined;
}

function whatIsUntrue({ code, object }: ApiReply, { about, revision }: Asked, changed: Seen['changed']): string | undefined {
  if (code < 200 || code >= 300 || object === undefined) return undefined;
  const { kind = '', metadata } = object as StoredObject;
  const answered = Number(metadata.resourceVersion);
  if (about !== '') return answered >= revision ? undefined : `kubectl asked about ${about} after its revision ${revision}, and was told what it was at revision ${answered}`;
  const key = keyIn(resourceOf({ kind }), metadata);
  return (changed[key] ?? 0) >= answered ? undefined : `kubectl was told that ${key} was created, and nothing of it was stored`;
}
