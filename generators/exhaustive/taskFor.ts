import type { Instrumented } from '../../properties/instrument.ts';
import type { MadeTask } from '../search/parallel/task.ts';
import { Lookout } from '../vacuity/lookout.ts';

/** The search of a subject for violations of its properties, as a thread makes it for itself: it tells what has not come up, too. */
export function taskFor(subject: Instrumented): MadeTask {
  const { engine, missing, watchedByLiveness } = subject;
  const lookout = new Lookout(subject);
  return { engine, options: { find: lookout.violation, ...(watchedByLiveness.length > 0 && { findAtEnd: (state) => missing(state)[0] }) }, unseen: () => lookout.unseen };
}
