import { commits, monitor, nameOf, wrong } from '../cluster.ts';

/** P16. A pod is bound at most once: after its nodeName is set, it never changes. */
export const noDoubleBinding = monitor<{ readonly [uid: string]: string }>({
  name: 'no-double-binding',
  statement: 'A pod is bound to at most one node: once spec.nodeName is set, it never changes.',
  source: 'pkg/registry/core/pod/storage/storage.go assignPod; design-proposals pod-safety: "executed on exactly one node"',
  initial: {},
  judge(bound, happening, shape) {
    let now = bound;
    for (const { resource, type, object } of commits(happening, shape)) {
      if (resource !== 'pods') continue;
      const { uid = '' } = object.metadata;
      const nodeName = (object['spec'] as { readonly nodeName?: string } | undefined)?.nodeName;
      const before = now[uid];
      if (type === 'DELETED') {
        now = Object.fromEntries(Object.entries(now).filter(([other]) => other !== uid));
      } else if (before !== undefined && nodeName !== before) {
        return wrong(`pod ${nameOf(object.metadata)} was bound to ${before} and is now ${nodeName === undefined ? 'unbound' : `bound to ${nodeName}`}`);
      } else if (nodeName !== undefined) now = { ...now, [uid]: nodeName };
    }
    return now;
  },
});
