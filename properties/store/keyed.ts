import type { ClusterShape } from '../../model/cluster/shape.ts';
import type { Happening, Json } from '../../model/kernel/index.ts';
import { commits, nameOf, Wrong, type Commit } from '../cluster.ts';

/** Follows every object of the store by its key: `next` gets what was remembered of it and its new commit. */
export function followObjects<Seen extends Json>(
  seen: { readonly [key: string]: Seen },
  happening: Happening,
  shape: ClusterShape,
  next: (before: Seen | undefined, commit: Commit) => Seen | Wrong,
  resources?: readonly string[],
): { readonly [key: string]: Seen } | Wrong {
  let now = seen;
  for (const commit of commits(happening, shape)) {
    if (resources !== undefined && !resources.includes(commit.resource)) continue;
    const key = `${commit.resource}/${nameOf(commit.object.metadata)}`;
    const after = next(now[key], commit);
    if (after instanceof Wrong) return after;
    now = commit.type === 'DELETED' ? Object.fromEntries(Object.entries(now).filter(([other]) => other !== key)) : { ...now, [key]: after };
  }
  return now;
}
