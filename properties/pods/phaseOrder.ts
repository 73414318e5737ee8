import { commits, monitor, nameOf, without, wrong } from '../cluster.ts';
import { followWrites, forgetWrites, noLateWrites, type LateWrites } from './lateWrites.ts';
import { isTerminal, podFacts } from './podView.ts';

/** By UID: pods that have been Running, and neither ended nor been deleted since. */
type Seen = LateWrites & { readonly running: { readonly [uid: string]: true } };

/**
 * P28, as far as clusters keep to it: recorded streams of Kubernetes 1.18 have pods that go from Running to Pending while they
 * are being deleted. That the end is final is terminal-phase-is-final.
 */
export const phaseOrder = monitor<Seen>({
  name: 'phase-order',
  statement: 'A pod that has been Running is never Pending again, unless it is being deleted.',
  promise: 'P28',
  source: 'design-proposals pod-safety ("may not return to an earlier phase"); pod lifecycle documentation, "Pod phase"; kubernetes#54499',
  assumes: 'No write of a pod’s status is executed after its kubelet has given it up and made a later one: the API server compares no versions there.',
  initial: { running: {}, ...noLateWrites },
  judge({ running: before, ...seen }, happening, shape) {
    let running = before;
    let writes = followWrites(seen, happening, shape);
    for (const { resource, type, object } of commits(happening, shape)) {
      if (resource !== 'pods') continue;
      const { uid = '', deletionTimestamp } = object.metadata;
      const { phase = 'Pending' } = podFacts(object);
      const isOver = type === 'DELETED' || deletionTimestamp !== undefined || isTerminal(phase);
      if (!isOver && phase === 'Pending' && running[uid] && !writes.late.includes(uid)) return wrong(`pod ${nameOf(object.metadata)} was Running and is Pending again`);
      if (isOver) running = without(running, uid);
      else if (phase === 'Running' && running[uid] === undefined) running = { ...running, [uid]: true };
      if (type === 'DELETED') writes = forgetWrites(writes, uid);
    }
    return { running, ...writes };
  },
});
