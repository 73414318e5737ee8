import type { Action } from '../../../model/kernel/index.ts';
import type { RandomInteger } from '../randomSource.ts';
import { drawn, uniform } from './draw.ts';
import { flowOf } from './flow.ts';
import type { WorkChooser } from './nemesis.ts';

/** How long a run is thought to be, for placing the changes: mistakes hide early and late. */
const horizons = [20, 60, 200] as const;
const mostChanges = 3;
const priorities = 1_000_000;

/**
 * Strict priorities, at random, with a few changes at random places (after Burckhardt et al., "A randomized
 * scheduler with probabilistic guarantees of finding bugs", ASPLOS 2010): whoever is lowest waits until nobody
 * else can do anything, which makes delays of a length that fair dice never throw. Those who have a priority are
 * components, or single flows of messages into one.
 */
export function byPriority(random: RandomInteger): WorkChooser {
  const holderOf = drawn(random, [({ component }: Action) => component, flowOf]);
  const horizon = drawn(random, horizons);
  const changes = new Set(Array.from({ length: random.nextInt(0, mostChanges) }, () => random.nextInt(0, horizon - 1)));
  const assigned = new Map<string, number>();
  const priorityOf = (action: Action): number => {
    const holder = holderOf(action);
    let priority = assigned.get(holder);
    if (priority === undefined) assigned.set(holder, (priority = random.nextInt(1, priorities)));
    return priority;
  };
  let step = 0;
  return (actions) => {
    const all = actions.map(priorityOf);
    const highest = Math.max(...all);
    const chosen = uniform(random, actions.filter((_, index) => all[index] === highest));
    // From here on, the one that was highest comes after all others.
    if (chosen !== undefined && changes.has(step)) assigned.set(holderOf(chosen), -step);
    step++;
    return chosen;
  };
}
