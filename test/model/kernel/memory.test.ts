import { describe, expect, it } from 'vitest';
import { breadthFirst, Engine } from '../../../index.ts';
import { twoPhaseCommit } from '../../models/twoPhaseCommit.ts';

describe('reactions', () => {
  it('are computed once for each input and what was read: far fewer than transitions, and none when all is known', () => {
    const { components } = twoPhaseCommit(3);
    const engine = new Engine(twoPhaseCommit(3));
    const computed = (): number => components.reduce((sum, { name }) => sum + engine.computedReactions(name), 0);
    expect(computed()).toBe(0);
    const { generated } = breadthFirst(engine);
    const once = computed();
    expect(once).toBeGreaterThan(0);
    expect(once).toBeLessThan(generated / 5);
    breadthFirst(engine);
    expect(computed()).toBe(once);
    expect(engine.computedReactions('nobody')).toBe(0);
  });
});
