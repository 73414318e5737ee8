import type { Action } from '../../model/kernel/index.ts';
import { drawn, uniform } from './draw.ts';
import { byPriority } from './priorities.ts';
import type { RandomInteger } from './randomSource.ts';
import type { Chooser } from './walk.ts';

/** Chooses among work: what is neither a fault nor a timer. */
export type WorkChooser = (actions: readonly Action[]) => Action | undefined;

/** How often a step is a fault, in percent; drawn anew for every run, so that runs differ in kind. */
const faultPercents = [0, 1, 5, 20, 50] as const;
const timerPercents = [1, 10, 50] as const;

/** Most runs go by priorities: measured on the mutants, they find mistakes in a third of the runs that the others need. */
const strategies = [byPriority, byPriority, byPriority, bySpeed] as const;

/** Chooses at random among what is enabled. The same random numbers give the same run, on any machine. */
export function randomChooser(random: RandomInteger): Chooser {
  const faultPercent = drawn(random, faultPercents);
  const timerPercent = drawn(random, timerPercents);
  const chooseWork = drawn(random, strategies)(random);
  return (enabled) => {
    const faults = enabled.filter(({ kind }) => kind === 'fault');
    const timers = enabled.filter(({ kind }) => kind === 'timer');
    const work = enabled.filter(({ kind }) => kind !== 'fault' && kind !== 'timer');
    if (faults.length > 0 && strikes(random, faultPercent)) return uniform(random, faults);
    if (timers.length > 0 && (work.length === 0 || strikes(random, timerPercent))) return uniform(random, timers);
    if (work.length > 0) return chooseWork(work);
    // Only faults are left; if this run wants none, it is over.
    return faultPercent === 0 ? undefined : uniform(random, faults);
  };
}

function strikes(random: RandomInteger, percent: number): boolean {
  return random.nextInt(0, 99) < percent;
}

const fullSpeed = 100;

/** Everybody is equally likely to be next, except that some components may be slow: their caches grow stale. */
function bySpeed(random: RandomInteger): WorkChooser {
  const slowSpeed = drawn(random, [fullSpeed, fullSpeed / 10, fullSpeed / 50]);
  const speeds = new Map<string, number>();
  const speedOf = ({ component }: Action): number => {
    let speed = speeds.get(component);
    if (speed === undefined) speeds.set(component, (speed = random.nextInt(0, 2) === 0 ? slowSpeed : fullSpeed));
    return speed;
  };
  return (actions) => {
    const all = actions.map(speedOf);
    let ticket = random.nextInt(0, all.reduce((sum, speed) => sum + speed, 0) - 1);
    return actions.find((_, index) => (ticket -= all[index] ?? 0) < 0);
  };
}
