import type { Happening, JsonObject } from '../../model/kernel/index.ts';
import { isReply, isRequest, type ApiRequest } from '../../model/components/client/protocol.ts';
import type { ClusterShape } from '../../model/cluster/shape.ts';
import { commits, controllerOf, monitor, nameOf, without, wrong, Wrong, type StoredObject } from '../cluster.ts';

/** Pods that a ReplicaSet decided to delete in the last action of its controller manager. */
type Sentence = { readonly owner: string; readonly pods: readonly string[] };

type Seen = {
  /** By controller: the owner as the last live read showed it. */
  readonly live: { readonly [controller: string]: { readonly uid: string; readonly deleting: boolean } };
  readonly sentences: { readonly [manager: string]: Sentence };
  /** The UID of every object's controller. */
  readonly controllers: { readonly [uid: string]: string };
};

/** P39. Names are reused, UIDs are not: an owner is its UID. */
export const ownerUid = monitor<Seen>({
  name: 'owner-uid',
  statement: 'A controller adopts for an owner only what nobody controls and only while that owner lives, and deletes only pods that name its UID.',
  promise: 'P39',
  source: 'pkg/controller/controller_ref_manager.go; pkg/controller/replicaset/replica_set.go claimPods; kubernetes#42639',
  initial: { live: {}, sentences: {}, controllers: {} },
  judge(seen, happening, shape) {
    const controllers = stolen(seen.controllers, happening, shape);
    if (controllers instanceof Wrong) return controllers;
    if (!('component' in happening) || !shape.controllerManagers.includes(happening.component)) return { ...seen, controllers };
    const sentences = without(seen.sentences, happening.component);
    if (happening.kind !== 'reaction') return { ...seen, controllers, sentences };
    const live = { ...seen.live, ...readOwner(happening) };
    for (const [controller, request] of requestsOf(happening)) {
      const adopter = request.verb === 'patch' ? controllerOf({ metadata: (request.body?.['metadata'] ?? {}) as StoredObject['metadata'] }) : undefined;
      const known = live[`${happening.component} ${controller}`];
      if (adopter !== undefined && known?.uid !== adopter.uid) return wrong(`${request.resource} ${request.name ?? ''} is adopted for ${adopter.kind} ${adopter.name} (uid ${adopter.uid}), and the live read before showed ${known?.uid ?? 'nothing'}`);
      if (adopter !== undefined && known?.deleting) return wrong(`${request.resource} ${request.name ?? ''} is adopted for ${adopter.kind} ${adopter.name}, and the live read before showed that it is being deleted`);
    }
    return { live, controllers, sentences: { ...sentences, ...sentencesIn(happening) } };
  },
  compare({ sentences }, state) {
    for (const [manager, { owner, pods }] of Object.entries(sentences)) {
      for (const name of pods) {
        const pod = state.get(manager, `cache/pods/${name}`) as unknown as StoredObject | undefined;
        const uid = pod && controllerOf(pod)?.uid;
        // One that it has just adopted may still look like an orphan.
        if (uid !== undefined && uid !== owner) return `a ReplicaSet (uid ${owner}) deletes pod ${name}, which another owner (uid ${uid}) controls`;
      }
    }
    return undefined;
  },
  premise: ({ controllers }) => Object.keys(controllers).length > 0,
});

type Reacted = Extract<Happening, { kind: 'reaction' }>;

/** No object goes from one controller to another: it is released first. */
function stolen(known: Seen['controllers'], happening: Happening, shape: ClusterShape): Seen['controllers'] | Wrong {
  let controllers = known;
  for (const { resource, type, object } of commits(happening, shape)) {
    const { uid = '' } = object.metadata;
    const before = controllers[uid];
    const now = type === 'DELETED' ? undefined : controllerOf(object)?.uid;
    if (before !== undefined && now !== undefined && now !== before) return wrong(`${resource} ${nameOf(object.metadata)} was controlled by ${before} and is now controlled by ${now}`);
    if (now !== before) controllers = now === undefined ? without(controllers, uid) : { ...controllers, [uid]: now };
  }
  return controllers;
}

/** The answer to the live read of an owner: `queue/<controller>/owner`. */
function readOwner({ component, input }: Reacted): Seen['live'] {
  const reply = input.kind === 'message' && isReply(input.message) ? input.message : undefined;
  const controller = /^\d+\.queue\/([^/]+)\/owner$/.exec(reply?.id ?? '')?.[1];
  if (reply === undefined || controller === undefined) return {};
  const owner = reply.object as StoredObject | undefined;
  return { [`${component} ${controller}`]: { uid: owner?.metadata.uid ?? '', deleting: owner?.metadata.deletionTimestamp !== undefined } };
}

/** The requests that it sends, with the controllers that make them. */
function requestsOf({ reaction }: Reacted): readonly (readonly [controller: string, request: ApiRequest])[] {
  return (reaction.send ?? []).flatMap(({ message }) => {
    if (!isRequest(message)) return [];
    const controller = /^\d+\.queue\/([^/]+)\//.exec(message.id ?? '')?.[1];
    return controller === undefined ? [] : [[controller, message] as const];
  });
}

function sentencesIn(reacted: Reacted): Seen['sentences'] {
  const pods = requestsOf(reacted).flatMap(([controller, { verb, resource, namespace = 'default', name = '' }]) => (controller === 'replicaSet' && verb === 'delete' && resource === 'pods' ? [`${namespace}/${name}`] : []));
  const queue = reacted.reaction.set?.['queue/replicaSet'] as { readonly active?: { readonly memory?: JsonObject } } | undefined;
  const owner = (queue?.active?.memory?.['replicaSet'] as StoredObject | undefined)?.metadata.uid;
  return pods.length === 0 || owner === undefined ? {} : { [reacted.component]: { owner, pods } };
}
