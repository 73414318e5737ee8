import { commits, keyIn, monitor, wrong } from '../cluster.ts';

/** P01. The versions of a key never decrease, and every committed write has one of its own. */
export const revisionsGrow = monitor<{ readonly [key: string]: number }>({
  name: 'revisions-grow',
  statement: 'Every committed write of an object gets a version of its own, larger than all that the object and those of its name before it had.',
  promise: 'P01',
  source: 'etcd v3.5 API guarantees: "revision"',
  initial: {},
  judge(last, happening, shape) {
    let now = last;
    for (const { resource, type, object } of commits(happening, shape)) {
      const key = keyIn(resource, object.metadata);
      const version = Number(object.metadata.resourceVersion);
      // What is changed without having been created was there from the beginning, at version 1.
      const before = now[key] ?? (type === 'ADDED' ? 0 : 1);
      if (!(version > before)) return wrong(`${key} was committed at version ${version}, after version ${before}`);
      now = { ...now, [key]: version };
    }
    return now;
  },
});
