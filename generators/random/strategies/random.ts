import { amongFaultsAndTimers, drawRates } from './nemesis.ts';
import { bySpeed } from './speeds.ts';
import type { Strategy } from './strategy.ts';

export const random: Strategy = {
  name: 'random',
  description: 'everybody is equally likely to be next, but that some components may be slow',
  explorer: () => ({
    learns: false,
    begin: (source) => amongFaultsAndTimers(source, drawRates(source), bySpeed(source)),
  }),
};
