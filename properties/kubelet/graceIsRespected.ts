import { monitor, notes, without, wrong } from '../cluster.ts';

/** P32, second half. Without a clock: the grace period is over when its timer fires, and that it began is told by SIGTERM. Remembered: who has got it. */
export const graceIsRespected = monitor<{ readonly [container: string]: true }>({
  name: 'grace-is-respected',
  statement: 'A container is killed only after it was asked to end and has had its grace period, even when its pod is deleted by force.',
  promise: 'P32',
  source: 'pod lifecycle documentation, "Termination of Pods"; design-proposals pod-safety; pkg/kubelet/pod_workers.go calculateEffectiveGracePeriod',
  initial: {},
  judge(asked, happening) {
    let now = asked;
    for (const { note, facts, text } of notes(happening, 'container signalled', 'container exited')) {
      const container = `${text('uid')}/${text('container')}`;
      if (note === 'container signalled') now = { ...now, [container]: true };
      else if (facts['signal'] === 'KILL' && now[container] === undefined) return wrong(`container ${text('container')} of ${text('pod')} was killed without having been asked to end`);
      else now = without(now, container);
    }
    return now;
  },
});
