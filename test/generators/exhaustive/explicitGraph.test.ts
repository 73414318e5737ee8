import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breadthFirst, checkExhaustive, Engine, replay, stateGraph, stateKey, type ExplicitGraph, type GraphOptions, type Property, type System } from '../../../index.ts';
import { pingPong } from '../../models/pingPong.ts';
import { noLostUpdate, racyCounter } from '../../models/racyCounter.ts';
import { twoPhaseCommit } from '../../models/twoPhaseCommit.ts';
import { neverMarked, subjectOf, tablesArbitrary } from '../random/tables.ts';

async function graphOf(system: System, properties: readonly Property<undefined>[] = [], options: GraphOptions = {}): Promise<ExplicitGraph> {
  const graph = await stateGraph({ system, shape: undefined }, properties, options);
  if (typeof graph === 'string') throw new Error(graph);
  return graph;
}

describe('the graph of a system', () => {
  it.each([1, 2, 3])('has every state and every step: two-phase commit, %i resource managers', async (managers) => {
    const { states, generated } = breadthFirst(new Engine(twoPhaseCommit(managers)));
    const graph = await graphOf(twoPhaseCommit(managers));
    expect([graph.states.length, graph.steps.length, graph.leftOut]).toEqual([states, generated - 1, 0]);
  });

  it('leads where its labels lead', async () => {
    const graph = await graphOf(twoPhaseCommit(2));
    const engine = new Engine(twoPhaseCommit(2));
    const ways: (readonly string[])[] = [[]];
    for (const { from, to, label } of graph.steps) ways[to] ??= [...(ways[from] ?? []), label];
    const keys = graph.states.map((_, number) => stateKey(replay(engine, ways[number] ?? []).end));
    expect(new Set(keys).size).toBe(graph.states.length);
    for (const { from, to, label } of graph.steps) expect(stateKey(replay(engine, [...(ways[from] ?? []), label]).end)).toBe(keys[to]);
  });

  it('says where runs begin and end, what is wrong, and what changed', async () => {
    const { states } = await graphOf(racyCounter(2), [noLostUpdate]);
    expect(states.filter(({ isInitial }) => isInitial)).toHaveLength(1);
    expect(states[0]).toEqual({ isInitial: true, isEnd: false, changes: [] });
    expect(states.filter(({ isEnd }) => isEnd)).toHaveLength(3);
    expect(states.flatMap(({ violation }) => violation?.property ?? [])).toEqual(['no-lost-update']);
    expect(states[1]?.changes).toEqual([{ part: 'memory thread0', isNew: false, value: { at: 'write', seen: 0 } }]);
  });

  it('is not drawn when there is too much of it, and not at all when nobody waits for it', async () => {
    expect(await stateGraph({ system: twoPhaseCommit(3), shape: undefined }, [], { maximumStates: 287 })).toBe('too large');
    expect(await stateGraph({ system: twoPhaseCommit(3), shape: undefined }, [], { maximumStates: 288 })).toHaveProperty('states.length', 288);
    expect(await stateGraph({ system: pingPong({ duplicating: true, lossy: true }), shape: undefined }, [])).toBe('too large');
    expect(await stateGraph({ system: twoPhaseCommit(3), shape: undefined }, [], { signal: AbortSignal.abort() })).toBe('interrupted');
  });

  it('reduced, it is that of the check: the same states, a violating one if there is any, and the steps that lead out of it counted', () =>
    fc.assert(
      fc.asyncProperty(tablesArbitrary, async (tables) => {
        const subject = subjectOf(tables);
        const whole = await stateGraph(subject, [neverMarked(tables)]);
        fc.pre(typeof whole !== 'string');
        const reduced = await stateGraph(subject, [neverMarked(tables)], { reduction: true });
        if (typeof reduced === 'string' || typeof whole === 'string') throw new Error('too large');
        const isViolated = ({ states }: ExplicitGraph): boolean => states.some(({ violation }) => violation !== undefined);
        expect(isViolated(reduced)).toBe(isViolated(whole));
        expect(reduced.states.length).toBeLessThanOrEqual(whole.states.length);
        expect(reduced.steps.length + reduced.leftOut).toBeLessThanOrEqual(whole.steps.length);
        const { verdict, statistics } = await checkExhaustive(subject, [neverMarked(tables)]);
        if (verdict === 'proved') expect(reduced.states.length).toBe(statistics.states);
      }),
      { numRuns: 25 },
    ));
});
