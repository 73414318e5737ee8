import { monitor, notes, wrong } from '../cluster.ts';
import { follows } from '../election.ts';

/** P44, the replicas' half, of schedulers. Remembered: those that stood back when the last action was taken. */
export const onlyLeadersSchedule = monitor<readonly string[]>({
  name: 'only-leaders-schedule',
  statement: 'A scheduler that takes part in an election and does not believe that it leads begins no attempt to place a pod.',
  promise: 'P44',
  source: 'client-go tools/leaderelection (package documentation); cmd/kube-scheduler/app/server.go Run, OnStartedLeading',
  initial: [],
  judge(followers, happening) {
    for (const { component, text } of notes(happening, 'scheduling')) {
      if (followers.includes(component)) return wrong(`${component} does not lead, and tries to place ${text('pod')}`);
    }
    return followers;
  },
  look: (_, state, { schedulers }) => schedulers.filter((scheduler) => follows(state, scheduler)),
});
