import { commits, monitor, notes, without, wrong } from '../cluster.ts';
import { podFacts } from '../pods/podView.ts';

/** Where a pod is bound, and whether its object has gone. */
type Bound = { readonly node: string; readonly gone?: true };

/** P26. Remembered: where pods are bound; of one that was removed, until its kubelet has forgotten it. */
export const startsOnlyWhatIsBoundHere = monitor<{ readonly [uid: string]: Bound }>({
  name: 'starts-only-what-is-bound-here',
  statement: 'A container is started only on the node that its pod is bound to.',
  promise: 'P26',
  source: 'pkg/kubelet/config/apiserver.go (field selector spec.nodeName); design-proposals pod-safety',
  initial: {},
  judge(seen, happening, shape) {
    let now = seen;
    for (const { resource, type, object } of commits(happening, shape)) {
      const { uid = '' } = object.metadata;
      const { nodeName } = podFacts(object);
      if (resource === 'pods' && nodeName !== undefined) now = { ...now, [uid]: { node: nodeName, ...(type === 'DELETED' && { gone: true }) } };
    }
    for (const { text } of notes(happening, 'pod forgotten')) if (now[text('uid')]?.gone) now = without(now, text('uid'));
    for (const { text } of notes(happening, 'container started')) {
      const [uid, node] = [text('uid'), text('node')];
      const bound = now[uid];
      if (bound !== undefined && bound.node !== node) return wrong(`container ${text('container')} of ${text('pod')} was started on ${node}, and the pod is bound to ${bound.node}`);
    }
    return now;
  },
});
