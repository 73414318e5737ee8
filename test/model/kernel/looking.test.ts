import { describe, expect, it } from 'vitest';
import { atomic, breadthFirst, Engine, ModelError, type Json, type Observer, type StateView, type System } from '../../../index.ts';

const counter = (name: string) => atomic<number>({ name, initial: 1, internal: { go: (at) => (at < 3 ? [{ state: at + 1 }] : []) } });
const at = (state: StateView, name: string): number => state.get(name, 'state') as number;
const observed = (look: (memory: Json, state: StateView) => Json): System => ({ components: [counter('a'), counter('b')], observers: [{ name: 'watcher', initial: 0, observe: (memory) => memory, look } satisfies Observer] });

describe('an observer that looks at states', () => {
  it('sees the beginning, and every state that a run goes through', () => {
    const engine = new Engine(observed((memory, state) => Math.max(Number(memory), at(state, 'a') - at(state, 'b') + 1)));
    const [beginning = new Int32Array(0)] = engine.initial();
    const memories = (labels: readonly string[]): Json[] => {
      let state = beginning;
      return labels.map((label) => {
        const action = engine.find(state, label);
        if (action === undefined) throw new Error(`${label} is not enabled`);
        state = engine.apply(state, action);
        return engine.view(state).memory('watcher');
      });
    };
    expect(engine.view(beginning).memory('watcher')).toBe(1);
    expect(memories(['a: go', 'b: go', 'a: go'])).toEqual([2, 2, 2]);
    expect(memories(['a: go', 'a: go', 'b: go'])).toEqual([2, 3, 3]);
  });

  it('tells apart runs that end in one state: each of its memories is reached', () => {
    // Where a and b stand at the end is the same; how far one was ahead is not: 1, 2 or 3 for a pair of 3s.
    const { states, exhausted } = breadthFirst(new Engine(observed((memory, state) => Math.max(Number(memory), at(state, 'a') - at(state, 'b') + 1))));
    expect({ states, exhausted }).toEqual({ states: naively(), exhausted: true });
  });

  it('must remember the same however often it looks', () => {
    const engine = (): Engine => new Engine(observed((memory) => Number(memory) + 1));
    expect(engine).toThrow(ModelError);
    expect(engine).toThrow(/watcher looks at one state twice and remembers something else the second time: 1, then 2/);
  });
});

/** Pairs of places, and how far the first has been ahead, counted without any engine. */
function naively(): number {
  const seen = new Set<string>();
  const go = (a: number, b: number, before: number): void => {
    const ahead = Math.max(before, a - b + 1);
    const key = `${a} ${b} ${ahead}`;
    if (seen.has(key)) return;
    seen.add(key);
    if (a < 3) go(a + 1, b, ahead);
    if (b < 3) go(a, b + 1, ahead);
  };
  go(1, 1, 0);
  return seen.size;
}
