import type { Happening } from '../../model/kernel/index.ts';
import type { ClusterShape } from '../../model/cluster/shape.ts';
import { commits, monitor, notes, type ClusterMonitor } from '../../properties/cluster.ts';
import { identityOf } from './stored.ts';

/** How often objects were created and removed, by identity. */
export type Updates = { readonly [identity: string]: { readonly created: number; readonly removed: number } };

/** What is remembered of a run that is to be compared. */
export type Followed = {
  /** Absent once something has struck after which counts may differ and nobody is to blame. */
  readonly updates?: Updates;
  /** Why the end may differ, and nobody is to blame. */
  readonly excuse?: string;
};

/** Faults that only make what somebody sees older, or later: whatever he does about it, it must come to the same. */
const onlyStale = ['watchBroken', 'compaction', 'staleList', 'leaderOverlap', 'imagePullFailure', 'probeFailure'];

/** Counts what is created and removed, and notices what makes runs incomparable. It finds nothing wrong by itself. */
export const followed: ClusterMonitor = monitor<Followed>({
  name: 'followed-for-comparison',
  statement: 'Objects are created and removed.',
  source: 'Sieve (OSDI 2022), state-update summaries',
  initial: { updates: {} },
  judge(seen, happening, shape) {
    const { updates: before, excuse } = seen;
    const updates = before === undefined || isUncertain(happening) ? undefined : counted(before, happening, shape);
    return updates === before && excuse === undefined ? excused(seen, happening) : excused({ ...(updates !== undefined && { updates }), ...(excuse !== undefined && { excuse }) }, happening);
  },
});

function counted(before: Updates, happening: Happening, shape: ClusterShape): Updates {
  let updates = before;
  for (const { resource, type, object } of commits(happening, shape)) {
    if (type === 'MODIFIED') continue;
    const identity = identityOf(resource, object);
    const { created, removed } = updates[identity] ?? { created: 0, removed: 0 };
    updates = { ...updates, [identity]: { created: created + (type === 'ADDED' ? 1 : 0), removed: removed + (type === 'DELETED' ? 1 : 0) } };
  }
  return updates;
}

/** Somebody does not know what became of a request, or what it knew: it does again, or undoes, what was done. */
function isUncertain(happening: Happening): boolean {
  switch (happening.kind) {
    case 'crash':
      return true;
    case 'channel fault':
      return !onlyStale.includes(happening.fault);
    case 'reaction':
      return (happening.reaction.faults ?? []).some((fault) => !onlyStale.includes(fault));
    default:
      return false;
  }
}

function excused(seen: Followed, happening: Happening): Followed {
  if (seen.excuse !== undefined || happening.kind !== 'reaction') return seen;
  const excuse = excuseOf(happening);
  return excuse === undefined ? seen : { ...seen, excuse };
}

function excuseOf(happening: Happening): string | undefined {
  const [evicted] = notes(happening, 'evicting');
  if (evicted !== undefined) return `pod ${evicted.text('pod')} was evicted`;
  const [rejected] = notes(happening, 'pod rejected');
  if (rejected !== undefined) return 'a kubelet has rejected a pod';
  const faults = happening.kind === 'reaction' ? (happening.reaction.faults ?? []) : [];
  return faults.includes('containerCrash') ? 'a container has crashed' : undefined;
}
