import { describe, expect, it } from 'vitest';
import { breadthFirst, Engine, searchInParallel, type Task } from '../../../../index.ts';
import { twoPhaseCommit } from '../../../models/twoPhaseCommit.ts';

const task = (name: string, argument: number): Task => ({ module: new URL('./tasks.ts', import.meta.url).href, name, argument });

describe('a search by several threads', () => {
  it('counts two-phase commit as published', async () => {
    const result = await searchInParallel(task('commit', 5), 2, { startAfter: 1_000 });
    expect(result).toMatchObject({ states: 8_832, generated: 58_146, exhausted: true });
    expect(result.depth).toBe(breadthFirst(new Engine(twoPhaseCommit(5))).depth);
  });

  it('finds a shortest counterexample, always the same one', async () => {
    const [first, second] = [await searchInParallel(task('race', 3), 2, { startAfter: 20 }), await searchInParallel(task('race', 3), 2, { startAfter: 20 })];
    expect(first).toEqual(second);
    expect(first).toMatchObject({ exhausted: false, stoppedBy: 'find' });
    expect(first.found?.schedule).toHaveLength(6);
    expect(first.found?.violation.property).toBe('no-lost-update');
  });

  it('ends where a budget ends, and says so', async () => {
    const result = await searchInParallel(task('commit', 6), 2, { maximumStates: 10_000, startAfter: 1_000 });
    expect(result).toMatchObject({ exhausted: false, stoppedBy: 'maximumStates' });
    expect(result.states).toBeGreaterThan(10_000);
  });

  it('needs no threads where there is little to do', async () => {
    expect(await searchInParallel(task('commit', 3), 2)).toMatchObject({ states: 288, generated: 1_146, exhausted: true });
    expect((await searchInParallel(task('race', 2), 2)).found?.schedule).toHaveLength(4);
  });

  it('says what is wrong with a task', async () => {
    await expect(searchInParallel(task('broken', 0), 1)).rejects.toThrow('this task cannot be made');
    await expect(searchInParallel(task('absent', 0), 1)).rejects.toThrow(/exports no function named absent/);
  });
});
