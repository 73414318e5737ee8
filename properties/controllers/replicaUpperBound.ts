import type { Happening } from '../../model/kernel/index.ts';
import { isReply } from '../../model/components/client/protocol.ts';
import type { ClusterShape } from '../../model/cluster/shape.ts';
import type { ReplicaSet } from '../../model/objects/index.ts';
import { commits, controllerOf, monitor, nameOf, without, wrong } from '../cluster.ts';
import { isTerminal, podFacts } from '../pods/podView.ts';

type Seen = {
  /** By UID of a ReplicaSet: the most replicas that it ever asked for. */
  readonly wanted: { readonly [replicaSet: string]: number };
  /** Pods that count, with the UID of their ReplicaSet. */
  readonly active: { readonly [pod: string]: string };
  /** Something happened after which a controller cannot know what it has created. */
  readonly uncertain: boolean;
};

/** P37. However old a controller's cache is, it does not create again what it has created already. */
export const replicaUpperBound = monitor<Seen>({
  name: 'replica-upper-bound',
  statement: 'A ReplicaSet gets no more pods than it asks for, those left aside that have finished or are being deleted.',
  promise: 'P37',
  source: 'pkg/controller/replicaset/replica_set.go (expectations); kubernetes#8138, kubernetes#129795',
  assumes: 'The controller learns what became of each of its creations, does not restart or lose its leadership, and its expectations do not expire.',
  initial: { wanted: {}, active: {}, uncertain: false },
  judge(seen, happening, shape) {
    if (seen.uncertain) return seen;
    if (isUncertain(happening, shape)) return { wanted: {}, active: {}, uncertain: true };
    let { wanted, active } = seen;
    for (const { resource, type, object } of commits(happening, shape)) {
      const { uid = '', deletionTimestamp } = object.metadata;
      if (resource === 'replicasets') {
        const replicas = (object as unknown as ReplicaSet).spec.replicas ?? 1;
        wanted = type === 'DELETED' ? wanted : { ...wanted, [uid]: Math.max(wanted[uid] ?? 0, replicas) };
      }
      if (resource !== 'pods') continue;
      const owner = controllerOf(object)?.uid;
      const counts = type !== 'DELETED' && deletionTimestamp === undefined && !isTerminal(podFacts(object).phase);
      // One that was released counts no longer.
      active = counts && owner !== undefined ? { ...active, [uid]: owner } : without(active, uid);
      const most = owner === undefined ? undefined : wanted[owner];
      const now = Object.values(active).filter((other) => other === owner).length;
      if (type === 'ADDED' && most !== undefined && now > most) return wrong(`pod ${nameOf(object.metadata)} is replica number ${now} of a ReplicaSet that never asked for more than ${most}`);
    }
    return { wanted, active, uncertain: false };
  },
  premise: ({ wanted }) => Object.keys(wanted).length > 0,
});

function isUncertain(happening: Happening, { controllerManagers }: ClusterShape): boolean {
  if (!('component' in happening) || !controllerManagers.includes(happening.component)) return false;
  if (happening.kind !== 'reaction') return true;
  const { input, reaction } = happening;
  const changesLeader = (reaction.notes ?? []).some((note) => ['started leading', 'stopped leading'].includes(String((note as { readonly note?: string }).note)));
  const isLost = input.kind === 'message' && isReply(input.message) && input.message.id.includes('queue/replicaSet/create') && (input.message.code === 0 || input.message.code >= 500);
  return changesLeader || isLost || (reaction.faults ?? []).includes('expectationsExpire');
}
