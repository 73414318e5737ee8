import { threadId } from 'node:worker_threads';
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

/** Can be made in one thread only, that of the argument; anywhere else its search fails before it begins, or (a negative argument) in its midst. */
export const elsewhere: MakeTask = (thread) => {
  const isAtHome = threadId === Math.abs(Number(thread)) - 1;
  if (!isAtHome && Number(thread) > 0) throw new TypeError('this task cannot be made here');
  return {
    engine: new Engine(twoPhaseCommit(6)),
    options: {
      find: () => {
        if (!isAtHome) throw new TypeError('this property cannot be judged here');
        return undefined;
      },
    },
  };
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
