import { commits, monitor, wrong } from '../cluster.ts';

/** P01. The revision never decreases, and every committed write has one of its own. */
export const revisionsGrow = monitor<number>({
  name: 'revisions-grow',
  statement: 'Every committed write gets a revision of its own, larger than all before.',
  source: 'etcd v3.5 API guarantees: "revision"',
  initial: 0,
  judge(last, happening, shape) {
    let now = last;
    for (const { resource, object } of commits(happening, shape)) {
      const revision = Number(object.metadata.resourceVersion);
      if (!(revision > now)) return wrong(`${resource}/${object.metadata.name} was committed at revision ${revision}, after revision ${now}`);
      now = revision;
    }
    return now;
  },
});
