import { commits, monitor, notes, without, wrong } from '../cluster.ts';
import { isTerminal, podFacts } from '../pods/podView.ts';

/** P27, second half. Remembered: the pods that have finished. */
export const nothingStartsAfterTheEnd = monitor<{ readonly [uid: string]: string }>({
  name: 'nothing-starts-after-the-end',
  statement: 'No container of a pod is started once the API says that the pod has succeeded or failed.',
  promise: 'P27',
  source: 'pod lifecycle documentation, "Pod phase"; kubernetes#37447, kubernetes#110255',
  initial: {},
  judge(seen, happening, shape) {
    let now = seen;
    for (const { resource, type, object } of commits(happening, shape)) {
      if (resource !== 'pods') continue;
      const { uid = '' } = object.metadata;
      const { phase = '' } = podFacts(object);
      now = isTerminal(phase) && type !== 'DELETED' ? { ...now, [uid]: phase } : without(now, uid);
    }
    for (const { text } of notes(happening, 'container started')) {
      const phase = now[text('uid')];
      if (phase !== undefined) return wrong(`container ${text('container')} of ${text('pod')} was started after the pod had become ${phase}`);
    }
    return now;
  },
});
