import { describe, expect, it } from 'vitest';
import { checkExhaustive, loss, type System } from '../../../index.ts';
import { twoPhaseCommit } from '../../models/twoPhaseCommit.ts';

const sum = (counts: { readonly [name: string]: number }): number => Object.values(counts).reduce((all, each) => all + each, 0);

/** One sends a ball, the other catches it, or drops it; the ball may be lost, and either may crash. */
const balls: System = {
  timing: 'adversarial',
  channel: () => ({ order: 'unordered', faults: [loss('lost')] }),
  logs: [{ name: 'news', breakFault: 'broken', openReaders: [{ reader: 'catcher' }] }],
  faults: { lost: 1, dropped: 1, crash: 'unlimited', broken: 1, storm: 1, none: 0 },
  components: [
    { name: 'thrower', initial: { hands: 'ball' }, internals: (part) => (part === 'ball' ? [{ label: 'throw', input: 'throw' }] : []), react: () => [{ set: { hands: 'empty' }, send: [{ to: 'catcher', message: 'ball' }] }] },
    { name: 'catcher', initial: { hands: 'empty' }, crash: { fault: 'crash', fresh: {}, durable: () => false }, react: (_, { kind }) => (kind === 'message' ? [{ label: 'catch', set: { hands: 'ball' } }, { label: 'drop', faults: ['dropped'] }] : [{}]) },
    { name: 'umpire', initial: {}, react: () => [] },
  ],
};

describe('the statistics of an exhaustive check', () => {
  it('count each transition once, by kind and by component', async () => {
    const { statistics } = await checkExhaustive({ system: twoPhaseCommit(3), shape: undefined }, [], { reduction: false, symmetry: false, countActions: true });
    const { generated, actions, computedReactions, remembered } = statistics;
    if (actions === undefined) throw new Error('actions were not counted');
    // One state is not reached but begun in.
    expect([sum(actions.kinds), sum(actions.components)]).toEqual([generated - 1, generated - 1]);
    expect(actions.kinds).toMatchObject({ timer: 0, fault: 0, restart: 0 });
    expect(actions.faults).toEqual({});
    // What symmetry there is among resource managers shows.
    expect(new Set(['rm0', 'rm1', 'rm2'].map((name) => actions.components[name])).size).toBe(1);
    expect(remembered).toBeCloseTo(1 - sum(computedReactions) / generated);
  });

  it('tell which faults struck, and which had no chance to', async () => {
    const { statistics } = await checkExhaustive({ system: balls, shape: undefined }, [], { reduction: false, countActions: true });
    expect(statistics.actions?.faults).toEqual({ lost: expect.any(Number), dropped: expect.any(Number), crash: expect.any(Number), broken: expect.any(Number), storm: 0 });
    const { storm: _storm, ...struck } = statistics.actions?.faults ?? {};
    expect(Object.values(struck).every((count) => count > 0)).toBe(true);
    expect(sum(struck)).toBe(statistics.actions?.kinds.fault);
    expect(statistics.actions?.kinds.restart).toBeGreaterThan(0);
    expect(statistics.actions?.components).toMatchObject({ umpire: 0 });
  });

  it('change nothing else, and are not counted unless they are asked for', async () => {
    for (const reduction of [true, false]) {
      const [plain, counted] = await Promise.all([false, true].map((countActions) => checkExhaustive({ system: balls, shape: undefined }, [], { reduction, countActions })));
      const { seconds: _seconds, actions, ...rest } = counted?.statistics ?? {};
      expect(plain?.statistics).toMatchObject(rest);
      expect([plain?.statistics.actions === undefined, actions !== undefined]).toEqual([true, true]);
    }
  });
});
