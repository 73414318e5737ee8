import { monitor, nameOf, wrong } from '../cluster.ts';
import { followObjects } from './keyed.ts';

/** P11. A deletion cannot be taken back, and its grace period only shrinks. Remembered: the grace period of what is being deleted. */
export const deletionIsFinal = monitor<{ readonly [key: string]: number | 'none' }>({
  name: 'deletion-is-final',
  statement: 'Once set, metadata.deletionTimestamp is never unset, and the grace period only gets shorter.',
  promise: 'P11',
  source: 'apiserver pkg/registry/rest/delete.go BeforeDelete; design-proposals pod-safety',
  initial: {},
  judge: (seen, happening, shape) =>
    followObjects(seen, happening, shape, (before, { resource, type, object }) => {
      const { deletionTimestamp, deletionGracePeriodSeconds } = object.metadata;
      const name = `${resource} ${nameOf(object.metadata)}`;
      if (deletionTimestamp === undefined) return before === undefined || type === 'DELETED' ? undefined : wrong(`${name} was being deleted, and now it is not`);
      const grace = deletionGracePeriodSeconds ?? 'none';
      if (typeof before === 'number' && typeof grace === 'number' && grace > before) return wrong(`the grace period of ${name} grew from ${before} s to ${grace} s`);
      return grace;
    }),
});
