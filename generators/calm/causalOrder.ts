import type { Action } from '../../model/kernel/index.ts';
import type { Chooser } from '../random/walk.ts';

export interface CausalOrderOptions {
  /** Components whose watch events are not part of the story and come at once: caches that others read through. */
  readonly caches?: readonly string[];
  readonly maximumTimers?: number;
}

/**
 * Chooses the way a story is told: what an action has just made possible comes before what was possible already,
 * watch events wait until the chain of requests and replies that is under way has ended, and then come oldest
 * first. Faults never; timers when nothing else is left. The run ends when only timers go on for ever.
 */
export function causalOrder({ caches = [], maximumTimers = 50 }: CausalOrderOptions = {}): Chooser {
  const since = new Map<number, number>();
  let step = 0;
  let timers = 0;
  return (enabled) => {
    step++;
    for (const { number } of enabled) if (!since.has(number)) since.set(number, step);
    const age = ({ number }: Action): number => since.get(number) ?? step;
    const story = enabled.filter((action) => action.kind !== 'fault' && action.kind !== 'timer' && !isWatchEvent(action));
    const events = enabled.filter(isWatchEvent);
    const chosen = events.find(({ component }) => caches.includes(component)) ?? best(story, (a, b) => age(a) > age(b)) ?? best(events, (a, b) => age(a) < age(b)) ?? timer(enabled);
    if (chosen !== undefined) since.delete(chosen.number);
    return chosen;
  };

  function timer(enabled: readonly Action[]): Action | undefined {
    return timers++ < maximumTimers ? enabled.find(({ kind }) => kind === 'timer') : undefined;
  }
}

function isWatchEvent({ kind, happening }: Action): boolean {
  return kind === 'deliver' && happening.kind === 'reaction' && happening.input.kind === 'entry';
}

function best(actions: readonly Action[], isBetter: (a: Action, b: Action) => boolean): Action | undefined {
  return actions.reduce<Action | undefined>((found, action) => (found === undefined || isBetter(action, found) ? action : found), undefined);
}
