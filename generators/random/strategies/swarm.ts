import type { Action } from '../../../model/kernel/index.ts';
import type { RandomInteger } from '../randomSource.ts';
import { drawn } from './draw.ts';
import { amongFaultsAndTimers, drawRates, type WorkChooser } from './nemesis.ts';
import { byPriority } from './priorities.ts';
import { bySpeed } from './speeds.ts';
import type { Strategy } from './strategy.ts';

/**
 * Every run leaves out half of what there is (Groce et al., "Swarm testing", ISSTA 2012): of the kinds of faults, and of
 * the flows whose messages come in time. What would hide or prevent something is then absent sometimes, and what is left
 * happens more often.
 */
export const swarm: Strategy = {
  name: 'swarm',
  description: 'each run has a random half of the faults, and leaves a random half of the components waiting as long as others have work',
  explorer: () => ({
    learns: false,
    begin(random) {
      const isIn = lots(random);
      const choose = drawn(random, [byPriority, bySpeed])(random);
      const withoutSome: WorkChooser = (actions, engine, state) => {
        const some = actions.filter(({ component }) => isIn(component));
        return choose(some.length > 0 ? some : actions, engine, state);
      };
      return amongFaultsAndTimers(random, drawRates(random), drawn(random, [withoutSome, choose]), (fault) => isIn(kindOf(fault)));
    },
  }),
};

/** Draws lots: whoever was drawn is drawn for the whole run. */
function lots(random: RandomInteger): (name: string) => boolean {
  const drawnFor = new Map<string, boolean>();
  return (name) => {
    let isIn = drawnFor.get(name);
    if (isIn === undefined) drawnFor.set(name, (isIn = random.nextInt(0, 1) === 1));
    return isIn;
  };
}

/** A crash of one component is another fault than the crash of another one. */
function kindOf({ happening, component }: Action): string {
  switch (happening.kind) {
    case 'channel fault':
      return `fault ${happening.fault}`;
    default:
      return `${happening.kind} of ${component}`;
  }
}
