import { Engine, instrument, type Liveness, type MakeTask } from '../../../../index.ts';
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

/** Sooner or later the first resource manager commits or aborts. */
export const firstDecides: Liveness = {
  kind: 'liveness',
  name: 'first-decides',
  statement: 'The first resource manager commits or aborts.',
  source: 'Gray and Lamport, Consensus on Transaction Commit',
  fairness: 'weak: what stays possible happens',
  missing: (state) => (/committed|aborted/.test(JSON.stringify(state.get('rm0', 'state'))) ? undefined : 'rm0 is undecided'),
};

export const deciding: MakeTask = (resourceManagers) => {
  const { engine, missing } = instrument({ system: twoPhaseCommit(Number(resourceManagers)), shape: undefined }, [firstDecides]);
  return { engine, options: { findAtEnd: (state) => missing(state)[0] } };
};
