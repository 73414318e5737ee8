import { threadId } from 'node:worker_threads';
import { Engine, instrument, taskFor, type Component, type Invariant, type Liveness, type MakeTask } from '../../../../index.ts';
import { noLostUpdate, racyCounter } from '../../../models/racyCounter.ts';
import { twoPhaseCommit } from '../../../models/twoPhaseCommit.ts';

// What threads make for themselves; see Task.

export const commit: MakeTask = (resourceManagers) => ({ engine: new Engine(twoPhaseCommit(Number(resourceManagers))) });

export const race: MakeTask = (threads) => taskFor(instrument({ system: racyCounter(Number(threads)), shape: undefined }, [noLostUpdate]));

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

export const deciding: MakeTask = (resourceManagers) => taskFor(instrument({ system: twoPhaseCommit(Number(resourceManagers)), shape: undefined }, [firstDecides]));

/** More than a quarter of a million states; and then, one after the other, parts that have never changed before, so that rows get wider. */
export const widening: MakeTask = (length) => {
  const chain = Number(length);
  const counters = Array.from({ length: 6 }, (_, number): Component => ({
    name: `counter${number}`,
    initial: [{ count: 0 }],
    internals: (count) => (Number(count) < 7 ? [{ label: 'count', input: 'count' }] : []),
    react: (view) => [{ set: { count: Number(view.get('count')) + 1 }, send: view.get('count') === 6 ? [{ to: 'row', message: `${number}` }] : [] }],
  }));
  const row: Component = {
    name: 'row',
    initial: [{ got: 0, ...Object.fromEntries(Array.from({ length: chain }, (_, number) => [`part${number}`, 0])) }],
    internals: (got, part) => (part === 'got' && Number(got) >= 6 && Number(got) < 6 + chain ? [{ label: `next ${Number(got)}`, input: got }] : []),
    react: (view, input) => [{ set: { got: Number(view.get('got')) + 1, ...(input.kind === 'internal' && { [`part${Number(view.get('got')) - 6}`]: 1 }) } }],
  };
  return { engine: new Engine({ components: [...counters, row], timing: 'adversarial' }) };
};

/** Promises something about what is looked at by other threads than that of the argument. */
export const lookedAtElsewhere: MakeTask = (thread) => {
  const property: Invariant = { kind: 'invariant', name: 'about-elsewhere', statement: 'For the sake of the example.', source: 'none', violation: () => undefined, premise: () => threadId !== thread };
  return taskFor(instrument({ system: { ...twoPhaseCommit(5), faults: { unheard: 1 } }, shape: undefined }, [property]));
};
