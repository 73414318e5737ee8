import { Engine, instrument, type MakeTask } from '../../../../index.ts';
import { noLostUpdate, racyCounter } from '../../../models/racyCounter.ts';
import { twoPhaseCommit } from '../../../models/twoPhaseCommit.ts';

// What threads make for themselves; see Task.

export const commit: MakeTask = (resourceManagers) => ({ engine: new Engine(twoPhaseCommit(Number(resourceManagers))) });

export const race: MakeTask = (threads) => {
  const { engine, violation } = instrument({ system: racyCounter(Number(threads)), shape: undefined }, [noLostUpdate]);
  return { engine, options: { find: violation } };
};

export const broken: MakeTask = () => {
  throw new TypeError('this task cannot be made');
};
