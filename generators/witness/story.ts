import type { Action } from '../../model/kernel/index.ts';
import type { Instrumented } from '../../properties/instrument.ts';
import { causalOrder } from '../calm/causalOrder.ts';
import { Walker, type Chooser } from '../random/walk.ts';

/**
 * The steps of a run in the order of a story, cause and effect next to each other, if that leads to the goal as well and in as many
 * steps: a shortest run says nothing of the order of what happens far apart.
 */
export function toldAsStory(instrumented: Instrumented, schedule: readonly string[], initial: number, caches: readonly string[] = []): readonly string[] {
  const left = new Map<string, number>();
  for (const label of schedule) left.set(label, (left.get(label) ?? 0) + 1);
  const likeAStory = causalOrder({ caches, maximumTimers: schedule.length });
  const choose: Chooser = (enabled, engine) => {
    const labels = engine.labels(enabled);
    const own = enabled.filter((_, index) => (left.get(labels[index] ?? '') ?? 0) > 0);
    // A fault is no part of any story; it comes when nothing else is left.
    const chosen: Action | undefined = likeAStory(own, engine) ?? own[0];
    const label = chosen && labels[enabled.indexOf(chosen)];
    if (label !== undefined) left.set(label, (left.get(label) ?? 0) - 1);
    return chosen;
  };
  const walker = new Walker(instrumented, { maximumLength: schedule.length, complete: false, maximumCompletion: 0 });
  const told = walker.walk(choose, initial);
  return told.end === 'violated' && told.schedule.length === schedule.length ? told.schedule : schedule;
}
