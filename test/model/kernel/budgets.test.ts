import { describe, expect, it } from 'vitest';
import { Engine, type Component } from '../../../index.ts';

/** One step in which the same fault strikes twice. */
const unlucky: Component = {
  name: 'unlucky',
  initial: { work: 'ready' },
  internals: () => [{ label: 'work', input: null }],
  react: () => [{ faults: ['slip', 'slip'], set: { work: undefined } }],
};

function enabledWith(slip: number | 'unlimited'): readonly string[] {
  const engine = new Engine({ components: [unlucky], faults: { slip } });
  return engine.initial().flatMap((state) => engine.enabled(state).map(({ label }) => label));
}

describe('a budget', () => {
  it('pays for every fault of a step, not once for all of a kind', () => {
    expect(enabledWith(1)).toEqual([]);
    expect(enabledWith(2)).toEqual(['unlucky: work']);
    expect(enabledWith('unlimited')).toEqual(['unlucky: work']);
  });

  it('never becomes negative', () => {
    const engine = new Engine({ components: [unlucky], faults: { slip: 3 } });
    const [begin = new Int32Array()] = engine.initial();
    const [work] = engine.enabled(begin);
    expect(work && engine.snapshot(engine.apply(begin, work))).toEqual({ 'budget slip': 1 });
  });
});
