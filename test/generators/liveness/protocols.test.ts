import { describe, expect, it } from 'vitest';
import { duplicating, loss, unordered, type System } from '../../../index.ts';
import { livenessViolation } from '../../../generators/liveness/liveness.ts';
import { twoPhaseCommit } from '../../models/twoPhaseCommit.ts';
import { explored, missing } from './explored.ts';
import { faultsOf } from './reference.ts';

const isDecided = (phase: unknown): boolean => phase === 'committed' || phase === 'aborted';

describe('two-phase commit', () => {
  const { engine, states, parents } = explored(twoPhaseCommit(3));

  it('decides everywhere, under weak fairness already', () => {
    const goal = missing(engine, (state) => ['rm0', 'rm1', 'rm2'].every((each) => isDecided(state.get(each, 'state'))));
    expect(livenessViolation(engine, states, parents, goal)).toBeUndefined();
  });

  it('need not commit: the run in which it aborts goes round in messages that change nothing', () => {
    const goal = missing(engine, (state) => state.get('rm0', 'state') === 'committed');
    for (const fairness of ['weak', 'strong'] as const) {
      const lasso = livenessViolation(engine, states, parents, goal, { fairness });
      expect(lasso?.loop).toBeDefined();
      expect(lasso && faultsOf(engine, lasso, goal, fairness)).toEqual([]);
    }
  });

  it('may wait for ever for a decision that nobody owes', () => {
    const goal = missing(engine, (state) => isDecided(state.get('rm1', 'state')));
    expect(livenessViolation(engine, states, parents, goal, { fairness: ({ component }) => (component === 'rm1' ? 'none' : 'weak') })).toBeDefined();
  });
});

/** Two-phase commit over a network that takes messages away, once each. */
const lossy = (drops: number | 'unlimited'): System => ({ ...twoPhaseCommit(2), channel: () => ({ ...unordered, faults: [loss('drop')] }), faults: { drop: drops } });

describe('two-phase commit with messages that come once', () => {
  const goalOf = (system: System) => {
    const { engine, states, parents } = explored(system);
    return livenessViolation(engine, states, parents, missing(engine, (state) => isDecided(state.get('rm0', 'state'))));
  };

  it('decides when none is lost', () => {
    expect(goalOf(lossy(0))).toBeUndefined();
  });

  it('comes to rest undecided when one is', () => {
    for (const drops of [1, 'unlimited'] as const) {
      const lasso = goalOf(lossy(drops));
      expect(lasso?.loop).toBeUndefined();
      expect(lasso?.stem.labels.some((label) => label.startsWith('drop:'))).toBe(true);
    }
  });

  it('is not saved by repetition that is not owed', () => {
    expect(goalOf({ ...lossy('unlimited'), channel: () => ({ ...duplicating, faults: [loss('drop')] }) })).toBeDefined();
  });
});
