import { commits, monitor, nameOf, without, wrong } from '../cluster.ts';
import { podFacts } from '../pods/podView.ts';

/** P16. One of the three that this project is for: a pod is bound at most once. Remembered: where each pod is. */
export const noDoubleBinding = monitor<{ readonly [uid: string]: string }>({
  name: 'no-double-binding',
  statement: 'A pod is bound to at most one node: once spec.nodeName is set, it never changes.',
  promise: 'P16',
  source: 'pkg/registry/core/pod/storage/storage.go assignPod; design-proposals pod-safety: "executed on exactly one node"',
  initial: {},
  judge(bound, happening, shape) {
    let now = bound;
    for (const { resource, type, object } of commits(happening, shape)) {
      if (resource !== 'pods') continue;
      const { uid = '' } = object.metadata;
      const { nodeName } = podFacts(object);
      const before = now[uid];
      if (before !== undefined && nodeName !== before) {
        return wrong(`pod ${nameOf(object.metadata)} was bound to ${before} and is now ${nodeName === undefined ? 'unbound' : `bound to ${nodeName}`}`);
      }
      if (type === 'DELETED') now = without(now, uid);
      else if (nodeName !== undefined && before === undefined) now = { ...now, [uid]: nodeName };
    }
    return now;
  },
});
