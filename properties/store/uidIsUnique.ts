import { commits, monitor, nameOf, wrong } from '../cluster.ts';

/**
 * P04. Whoever knows a UID knows which incarnation of a name is meant. Remembered: the UIDs of what has been removed; that two
 * that live have one is seen when the first of them goes.
 */
export const uidIsUnique = monitor<{ readonly [uid: string]: string }>({
  name: 'uid-is-unique',
  statement: 'No object has the UID of one that was removed.',
  promise: 'P04',
  source: 'Kubernetes documentation, "Object Names and IDs", UIDs; apiserver pkg/registry/rest/meta.go FillObjectMetaSystemFields',
  initial: {},
  judge(gone, happening, shape) {
    let now = gone;
    for (const { resource, type, object } of commits(happening, shape)) {
      const { uid = '' } = object.metadata;
      const name = `${resource} ${nameOf(object.metadata)}`;
      const before = now[uid];
      if (before !== undefined) return wrong(`${name} has the uid ${uid}, which ${before === name ? 'one of its name' : before} had that was removed`);
      if (type === 'DELETED') now = { ...now, [uid]: name };
    }
    return now;
  },
});
