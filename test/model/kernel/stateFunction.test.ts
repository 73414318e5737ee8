import { describe, expect, it } from 'vitest';
import { breadthFirst, Engine, type StateView } from '../../../index.ts';
import { twoPhaseCommit } from '../../models/twoPhaseCommit.ts';

const managers = Array.from({ length: 6 }, (_, index) => `rm${index}`);

/** Everything that there is to see of two-phase commit. */
const everything = (state: StateView): string =>
  JSON.stringify([state.get('tm', 'state'), managers.map((name) => [state.get(name, 'state'), state.underway('tm', name), state.underway(name, 'tm')])]);

describe('a function of the state', () => {
  it('is computed once for all states that agree on what it reads', () => {
    const engine = new Engine(twoPhaseCommit(3));
    let computed = 0;
    const phase = engine.function((state) => {
      computed++;
      return state.get('rm0', 'state');
    });
    breadthFirst(engine, { find: (state) => void phase(state) });
    expect(computed).toBe(4);
    expect(phase.reads.size).toBe(1);
  });

  it('gives the same answers when it reads so much that nothing is remembered any more', () => {
    const engine = new Engine(twoPhaseCommit(6));
    let computed = 0;
    let wrong = 0;
    const text = engine.function((state) => {
      computed++;
      return everything(state);
    });
    const look = (): unknown => breadthFirst(engine, { find: (state) => void (wrong += text(state) === everything(engine.view(state)) ? 0 : 1) });
    look();
    expect(computed).toBe(50_816);
    look();
    expect(wrong).toBe(0);
    // Only some of the answers had been remembered.
    expect(computed).toBeGreaterThan(50_816);
  });
});
