import { threadId } from 'node:worker_threads';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { breadthFirst, canonicalText, Engine, searchInParallel, type ParallelResult, type Task } from '../../../../index.ts';
import { Crew } from '../../../../generators/search/parallel/crew.ts';
import type { PackedStates } from '../../../../generators/search/packedStates.ts';
import { twoPhaseCommit } from '../../../models/twoPhaseCommit.ts';

const task = (name: string, argument: number): Task => ({ module: new URL('./tasks.ts', import.meta.url).href, name, argument });

/** A search that is slow, so that others have the time to join it. */
function dawdle(): boolean {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  return true;
}

function textOf(engine: Engine, states: PackedStates, number: number): string {
  const vector = engine.vector();
  states.load(number, vector);
  return canonicalText(engine.snapshot(vector.state()), 'state');
}

describe('a search by several threads', () => {
  it('counts two-phase commit as published', async () => {
    const result = await searchInParallel(task('commit', 5), 2, { startAfter: 0 });
    expect(result).toMatchObject({ states: 8_832, generated: 58_146, exhausted: true, workers: 2 });
    expect(result.depth).toBe(breadthFirst(new Engine(twoPhaseCommit(5))).depth);
  });

  it.each([10, 500, 2_000])('counts the same when others join it in the midst, after %i states', async (startAfter) => {
    expect(await searchInParallel(task('commit', 6), 2, { startAfter, progress: dawdle })).toMatchObject({ states: 50_816, generated: 402_306, exhausted: true, workers: 2 });
  });

  it('finds a shortest counterexample', async () => {
    const result = await searchInParallel(task('race', 3), 2, { startAfter: 0 });
    expect(result).toMatchObject({ exhausted: false, stoppedBy: 'find' });
    expect(result.found?.schedule).toHaveLength(6);
    expect(result.found?.violation.property).toBe('no-lost-update');
  });

  it('has the graph of all that the threads stored, as another engine numbers things', async () => {
    const keep = new Engine(twoPhaseCommit(4));
    const { graph } = await searchInParallel(task('commit', 4), 2, { startAfter: 0, keep });
    const other = new Engine(twoPhaseCommit(4));
    const alone = breadthFirst(other, { keep: true }).graph;
    const texts = (engine: Engine, states: NonNullable<typeof graph>['states']): readonly string[] => Array.from({ length: states.size }, (_, number) => textOf(engine, states, number)).sort();
    expect(graph && texts(keep, graph.states)).toEqual(alone && texts(other, alone.states));
    const depths = (parents: NonNullable<typeof graph>['parents'], size: number): readonly number[] => Array.from({ length: size }, (_, number) => parents.depth(number)).sort((a, b) => a - b);
    expect(graph && depths(graph.parents, graph.states.size)).toEqual(alone && depths(alone.parents, alone.states.size));
  });

  it('ends where a budget ends, and says so', async () => {
    const result = await searchInParallel(task('commit', 6), 2, { maximumStates: 10_000, startAfter: 0 });
    expect(result).toMatchObject({ exhausted: false, stoppedBy: 'maximumStates' });
    expect(result.states).toBeGreaterThan(10_000);
  });

  it('knows what came up in no state that any of them looked at, if all of them tell', async () => {
    const unseen = async (workers: number): Promise<unknown> => (await searchInParallel(task('lookedAtElsewhere', threadId), workers, { startAfter: 0, progress: dawdle })).unseen;
    expect(await unseen(1)).toEqual({ premises: { never: ['about-elsewhere'], notKnown: [] }, neverStruck: ['unheard'] });
    expect(await unseen(2)).toEqual({ premises: { never: [], notKnown: [] }, neverStruck: ['unheard'] });
    expect(await searchInParallel(task('commit', 3), 2, { startAfter: 0 })).not.toHaveProperty('unseen');
  });

  it('needs no threads where there is little to do', async () => {
    expect(await searchInParallel(task('commit', 3), 2)).toMatchObject({ states: 288, generated: 1_146, exhausted: true, workers: 1 });
    expect((await searchInParallel(task('race', 2), 2)).found?.schedule).toHaveLength(4);
  });

  it('fails when a thread fails, before it joins and afterwards', async () => {
    const here = threadId + 1;
    await expect(searchInParallel(task('elsewhere', here), 2, { startAfter: 0 })).rejects.toThrow('this task cannot be made here');
    await expect(searchInParallel(task('elsewhere', -here), 2, { startAfter: 0 })).rejects.toThrow('this property cannot be judged here');
    expect(await searchInParallel(task('elsewhere', here), 1)).toMatchObject({ states: 50_816, exhausted: true });
  });

  it('stores states where rows get wider when there are many', async () => {
    expect(await searchInParallel(task('widening', 900), 2, { startAfter: 0 })).toMatchObject({ states: 532_341, depth: 949, exhausted: true, workers: 2 });
  }, 60_000);

  it('takes no thread from another search that has still to end', async () => {
    const { ends } = Crew.prototype;
    let other: Promise<ParallelResult> | undefined;
    // Its thread is done, and it has not said yet that it needs it no more.
    vi.spyOn(Crew.prototype, 'ends').mockImplementationOnce(async function inBetween(this: Crew) {
      const all = await ends.call(this);
      other = searchInParallel(task('commit', 6), 2, { startAfter: 0 });
      await setTimeout(20);
      return all;
    });
    expect(await searchInParallel(task('commit', 5), 2, { startAfter: 0 })).toMatchObject({ states: 8_832, workers: 2 });
    expect(await other).toMatchObject({ states: 50_816, workers: 2 });
  });

  it('says what is wrong with a task', async () => {
    await expect(searchInParallel(task('broken', 0), 1)).rejects.toThrow('this task cannot be made');
    await expect(searchInParallel(task('absent', 0), 1)).rejects.toThrow(/exports no function named absent/);
  });
});
