import { monitor, nameOf, wrong } from '../cluster.ts';
import { followObjects } from './keyed.ts';

type Deletion = { readonly deleting: boolean; readonly grace: number | null };

/** P11. A deletion cannot be taken back, and its grace period only shrinks. */
export const deletionIsFinal = monitor<{ readonly [key: string]: Deletion }>({
  name: 'deletion-is-final',
  statement: 'Once set, metadata.deletionTimestamp is never unset, and the grace period only gets shorter.',
  source: 'apiserver pkg/registry/rest/delete.go BeforeDelete; design-proposals pod-safety',
  initial: {},
  judge: (seen, happening, shape) =>
    followObjects(seen, happening, shape, (before, { resource, object }) => {
      const { deletionTimestamp, deletionGracePeriodSeconds } = object.metadata;
      const now: Deletion = { deleting: deletionTimestamp !== undefined, grace: deletionGracePeriodSeconds ?? null };
      const name = `${resource} ${nameOf(object.metadata)}`;
      if (before?.deleting && !now.deleting) return wrong(`${name} was being deleted, and now it is not`);
      if (before?.deleting && before.grace !== null && now.grace !== null && now.grace > before.grace) return wrong(`the grace period of ${name} grew from ${before.grace} s to ${now.grace} s`);
      return now;
    }),
});
