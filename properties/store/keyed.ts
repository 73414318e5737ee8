import type { ClusterShape } from '../../model/cluster/shape.ts';
import type { Happening, Json } from '../../model/kernel/index.ts';
import { commits, keyIn, without, Wrong, type Commit } from '../cluster.ts';

/** Follows every object of the store by its key: `next` gets what was remembered of it and its new commit. */
export function followObjects<Seen extends Json>(
  seen: { readonly [key: string]: Seen },
  happening: Happening,
  shape: ClusterShape,
  next: (before: Seen | undefined, commit: Commit) => Seen | Wrong | undefined,
  resources?: readonly string[],
): { readonly [key: string]: Seen } | Wrong {
  let now = seen;
  for (const commit of commits(happening, shape)) {
    if (resources !== undefined && !resources.includes(commit.resource)) continue;
    const key = keyIn(commit.resource, commit.object.metadata);
    const after = next(now[key], commit);
    if (after instanceof Wrong) return after;
    // Nothing worth remembering of it (any more).
    if (commit.type === 'DELETED' || after === undefined) now = without(now, key);
    else now = { ...now, [key]: after };
  }
  return now;
}
