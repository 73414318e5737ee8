import type { Happening } from '../../model/kernel/index.ts';
import { isReply, isRequest, type ApiReply } from '../../model/components/client/protocol.ts';
import type { ClusterShape } from '../../model/cluster/shape.ts';
import { keyFor } from '../../model/objects/index.ts';
import { commits, keyIn, monitor, nameOf, without, wrong, type StoredObject } from '../cluster.ts';

/** What is stored when a request leaves: the revision of its object, or of the whole store. */
type Asked = { readonly about: string; readonly revision: number };

type Seen = {
  /** The last change of every object that was written since the beginning; a deletion is one. */
  readonly changed: { readonly [key: string]: number };
  readonly asked: { readonly [request: string]: Asked };
  readonly revision: number;
};

/**
 * Reads are consistent and writes linearizable: what a client is told was so at some moment after it asked. Of
 * kubectl's requests only: it is the one who has nothing but the answers.
 */
export const answersAreCurrent = monitor<Seen>({
  name: 'answers-are-current',
  statement: 'What the API server answers to kubectl is at least as new as what was stored when kubectl asked.',
  source: 'API concepts, "Resource versions" (the default is a consistent read); apiserver pkg/storage/etcd3/store.go GuaranteedUpdate (origStateIsCurrent)',
  initial: { changed: {}, asked: {}, revision: 0 },
  judge(seen, happening, shape) {
    const asked = happening.kind === 'crash' && happening.component === shape.kubectl ? {} : { ...seen.asked, ...requestsOf(happening, shape, seen) };
    let { changed, revision } = seen;
    for (const { resource, object } of commits(happening, shape)) {
      revision = Number(object.metadata.resourceVersion);
      changed = { ...changed, [keyIn(resource, object.metadata)]: revision };
    }
    const reply = replyTo(happening, shape);
    const question = reply && asked[reply.id];
    if (reply === undefined || question === undefined) return { changed, asked, revision };
    const stale = isStale(reply, question);
    return stale === undefined ? { changed, asked: without(asked, reply.id), revision } : wrong(stale);
  },
});

function requestsOf(happening: Happening, { kubectl }: ClusterShape, { changed }: Seen): { readonly [request: string]: Asked } {
  if (happening.kind !== 'reaction' || happening.component !== kubectl) return {};
  const asked = (happening.reaction.send ?? []).flatMap(({ message }) => {
    if (!isRequest(message) || message.id === null || message.verb === 'create') return [];
    const key = keyFor(message.resource, message.namespace, message.name ?? '');
    return [[message.id, { about: key, revision: changed[key] ?? 0 }] as const];
  });
  return Object.fromEntries(asked);
}

function replyTo(happening: Happening, { kubectl }: ClusterShape): ApiReply | undefined {
  if (happening.kind !== 'reaction' || happening.component !== kubectl || happening.input.kind !== 'message') return undefined;
  return isReply(happening.input.message) ? happening.input.message : undefined;
}

function isStale({ code, object }: ApiReply, { about, revision }: Asked): string | undefined {
  if (code < 200 || code >= 300 || object === undefined) return undefined;
  const { metadata } = object as StoredObject;
  const answered = Number(metadata.resourceVersion);
  return answered >= revision ? undefined : `kubectl asked about ${about} after its revision ${revision}, and was told that ${nameOf(metadata)} is as it was at revision ${answered}`;
}
