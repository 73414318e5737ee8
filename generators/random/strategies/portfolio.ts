import type { RandomInteger } from '../randomSource.ts';
import type { Chooser } from '../walk.ts';
import { drawn } from './draw.ts';
import { amongFaultsAndTimers, drawRates } from './nemesis.ts';
import { pct } from './pct.ts';
import { byPriority } from './priorities.ts';
import { bySpeed } from './speeds.ts';
import type { Strategy } from './strategy.ts';

/** Measured on the mutants: each alone finds less, or later, and so do all other mixtures tried, those that learn among them. */
const choosers = [byPriority, byPriority, byPriority, bySpeed] as const;

/** One run in so many is one of `pct`. */
const pctShare = 4;

/** A bit of everything that has been found to help, drawn anew for every run; no run hangs on another one. */
export const portfolio: Strategy = {
  name: 'portfolio',
  description: 'every run draws how it goes: most by priorities that change a few times, some by those of pct, some by speeds',
  explorer(setting) {
    const byPct = pct.explorer(setting);
    return { learns: false, begin: (random, initial) => (random.nextInt(1, pctShare) === 1 ? byPct.begin(random, initial) : byOwn(random)) };
  },
};

function byOwn(random: RandomInteger): Chooser {
  const rates = drawRates(random);
  return amongFaultsAndTimers(random, rates, drawn(random, choosers)(random));
}
