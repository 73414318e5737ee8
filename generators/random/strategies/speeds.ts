import type { Action } from '../../../model/kernel/index.ts';
import type { RandomInteger } from '../randomSource.ts';
import { drawn } from './draw.ts';
import type { WorkChooser } from './nemesis.ts';

const fullSpeed = 100;

/** Everybody is equally likely to be next, except that some components may be slow: their caches grow stale. */
export function bySpeed(random: RandomInteger): WorkChooser {
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
