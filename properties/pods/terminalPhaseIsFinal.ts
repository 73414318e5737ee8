import { commits, monitor, nameOf, without, wrong } from '../cluster.ts';
import { followWrites, forgetWrites, noLateWrites, type LateWrites } from './lateWrites.ts';
import { isTerminal, podFacts } from './podView.ts';

/** By UID: the phase that a pod has ended with. */
type Seen = LateWrites & { readonly ended: { readonly [uid: string]: string } };

/** P27, first half. */
export const terminalPhaseIsFinal = monitor<Seen>({
  name: 'terminal-phase-is-final',
  statement: 'A pod whose phase is Succeeded or Failed keeps that phase for ever.',
  promise: 'P27',
  source: 'kubernetes#110255 (guaranteed since 1.22); pod lifecycle documentation, "Pod phase"',
  assumes: 'No write of a pod’s status is executed after its kubelet has given it up and made a later one: the API server compares no versions there.',
  initial: { ended: {}, ...noLateWrites },
  judge({ ended: before, ...seen }, happening, shape) {
    let ended = before;
    let writes = followWrites(seen, happening, shape);
    for (const { resource, type, object } of commits(happening, shape)) {
      if (resource !== 'pods') continue;
      const { uid = '' } = object.metadata;
      const { phase = 'Pending' } = podFacts(object);
      const known = ended[uid];
      if (known !== undefined && phase !== known && !writes.late.includes(uid)) return wrong(`pod ${nameOf(object.metadata)} went from ${known} to ${phase}`);
      ended = isTerminal(phase) && type !== 'DELETED' ? { ...ended, [uid]: phase } : without(ended, uid);
      if (type === 'DELETED') writes = forgetWrites(writes, uid);
    }
    return { ended, ...writes };
  },
  premise: ({ ended }) => Object.keys(ended).length > 0,
});
