import { drawn } from './draw.ts';
import { amongFaultsAndTimers, drawRates } from './nemesis.ts';
import { byPriority } from './priorities.ts';
import { bySpeed } from './speeds.ts';
import type { Strategy } from './strategy.ts';

/** Most runs go by priorities: measured on the mutants, they find mistakes in a third of the runs that the others need. */
const choosers = [byPriority, byPriority, byPriority, bySpeed] as const;

/** A bit of everything that has been found to help, drawn anew for every run; no run hangs on another one. */
export const portfolio: Strategy = {
  name: 'portfolio',
  description: 'every run draws how it goes: most by priorities that change a few times, some by speeds',
  explorer: () => ({
    learns: false,
    begin(random) {
      const rates = drawRates(random);
      return amongFaultsAndTimers(random, rates, drawn(random, choosers)(random));
    },
  }),
};
