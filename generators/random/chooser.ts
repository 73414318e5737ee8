import type { Action } from '../../model/kernel/index.ts';
import type { RandomInteger } from './randomSource.ts';
import type { Chooser } from './walk.ts';

/** How likely faults and timers are, relative to ordinary work; drawn anew for every run, so that runs differ in kind. */
interface Weights {
  readonly fault: number;
  readonly timer: number;
  /** How strongly a run favours some components over others: 1 = not at all. Slow ones make caches stale. */
  readonly slowness: number;
}

const faultWeights = [0, 1, 5, 20] as const;
const timerWeights = [1, 10, 100] as const;
const slownessOptions = [1, 1, 10, 50] as const;

/** The weight of ordinary work in a component that is not slow. */
const fullSpeed = 100;

/** Chooses at random among what is enabled. The same random numbers give the same run, on any machine. */
export function randomChooser(random: RandomInteger): Chooser {
  const weights: Weights = { fault: pick(random, faultWeights), timer: pick(random, timerWeights), slowness: pick(random, slownessOptions) };
  const slow = new Map<string, boolean>();
  return (enabled) => {
    const weightOf = (action: Action): number => {
      if (action.kind === 'fault') return weights.fault;
      if (action.kind === 'timer') return weights.timer;
      if (weights.slowness === 1) return fullSpeed;
      let isSlow = slow.get(action.component);
      if (isSlow === undefined) slow.set(action.component, (isSlow = random.nextInt(0, 2) === 0));
      return isSlow ? fullSpeed / weights.slowness : fullSpeed;
    };
    return draw(random, enabled, enabled.map(weightOf));
  };
}

function draw(random: RandomInteger, enabled: readonly Action[], weights: readonly number[]): Action | undefined {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  // Only faults are left and this run wants none: the run is over.
  if (total === 0) return undefined;
  let ticket = random.nextInt(0, total - 1);
  return enabled.find((_, index) => (ticket -= weights[index] ?? 0) < 0);
}

function pick<Option>(random: RandomInteger, options: readonly Option[]): Option {
  const option = options[random.nextInt(0, options.length - 1)];
  if (option === undefined) throw new RangeError('nothing to pick from');
  return option;
}
