import type { Action } from '../../../model/kernel/index.ts';
import type { RandomInteger } from '../randomSource.ts';
import type { Chooser } from '../walk.ts';
import { drawn, uniform } from './draw.ts';

/** Chooses among work: what is neither a fault nor a timer. */
export type WorkChooser = (...given: Parameters<Chooser>) => Action | undefined;

/** How often a step is a fault, in percent; drawn anew for every run, so that runs differ in kind. */
const faultPercents = [0, 1, 5, 20, 50] as const;
const timerPercents = [1, 10, 50] as const;

/** How often faults and timers strike in a run. */
export interface Rates {
  readonly faults: number;
  readonly timers: number;
}

export function drawRates(random: RandomInteger): Rates {
  return { faults: drawn(random, faultPercents), timers: drawn(random, timerPercents) };
}

/** Lets faults and timers strike at random, and leaves the rest to another chooser. */
export function amongFaultsAndTimers(random: RandomInteger, rates: Rates, chooseWork: WorkChooser, mayStrike: (fault: Action) => boolean = () => true): Chooser {
  return (enabled, engine, state) => {
    const faults = enabled.filter((action) => action.kind === 'fault' && mayStrike(action));
    const timers = enabled.filter(({ kind }) => kind === 'timer');
    const work = enabled.filter(({ kind }) => kind !== 'fault' && kind !== 'timer');
    if (faults.length > 0 && strikes(random, rates.faults)) return uniform(random, faults);
    if (timers.length > 0 && (work.length === 0 || strikes(random, rates.timers))) return uniform(random, timers);
    if (work.length > 0) return chooseWork(work, engine, state);
    // Only faults are left; if this run wants none, it is over.
    return rates.faults === 0 ? undefined : uniform(random, faults);
  };
}

function strikes(random: RandomInteger, percent: number): boolean {
  return random.nextInt(0, 99) < percent;
}
