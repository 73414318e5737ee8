import { monitor, notes, without, wrong } from '../cluster.ts';

/** P22. Remembered: the pods (by scheduler) that are assumed and whose attempt has not come to an end. */
export const oneAttemptInFlight = monitor<{ readonly [attempt: string]: string }>({
  name: 'one-attempt-in-flight',
  statement: 'A scheduler makes one attempt at a time to place a pod.',
  promise: 'P22',
  source: 'pkg/scheduler/schedule_one.go skipPodSchedule; kubernetes#37232',
  initial: {},
  judge(attempts, happening, { schedulers }) {
    if (!('component' in happening) || !schedulers.includes(happening.component)) return attempts;
    if (happening.kind === 'crash') return Object.fromEntries(Object.entries(attempts).filter(([attempt]) => !attempt.startsWith(`${happening.component} `)));
    let now = attempts;
    for (const { component, note, text } of notes(happening, 'assumed', 'bound', 'forgotten', 'scheduling failed')) {
      const [name, uid] = [text('pod'), text('uid')];
      const attempt = `${component} ${name}`;
      if (note !== 'assumed') {
        now = without(now, attempt);
        continue;
      }
      if (now[attempt] === uid) return wrong(`${component} assumed ${name} on ${text('node')} while an earlier attempt to place it was under way`);
      now = { ...now, [attempt]: uid };
    }
    return now;
  },
});
