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
    const seen: Int32Array[] = [];
    breadthFirst(engine, { find: (state) => void (text(state), seen.length < 30_000 ? seen.push(state.slice()) : 0), maximumStates: 30_000 });
    const before = computed;
    for (const state of [...seen.slice(0, 500), ...seen.slice(-500)]) if (text(state) !== everything(engine.view(state))) wrong++;
    expect(wrong).toBe(0);
    // Answers of the beginning are remembered, those of the end are not.
    expect(computed).toBe(before + 500);
  });
});
