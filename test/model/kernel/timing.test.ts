import { describe, expect, it } from 'vitest';
import { Engine, reactions, type Component, type Timing } from '../../../index.ts';

const retry: Component = {
  name: 'worker',
  initial: { work: 'ready', timer: 'armed' },
  internals: (_, key) => [key === 'work' ? { label: 'work', input: 'work' } : { label: 'time out', input: 'timer', timer: true }],
  react: (view, input, check) =>
    reactions(view, check, (step) => {
      if (input.kind === 'internal') step.set(input.input as string, undefined);
    }),
};

function enabledAtFirst(timing: Timing): readonly string[] {
  const engine = new Engine({ components: [retry], timing });
  const [state = new Int32Array()] = engine.initial();
  return engine.enabled(state).map(({ label, kind }) => `${kind} ${label}`);
}

describe('time', () => {
  it('is adversarial: a timer may fire whenever it is armed', () => {
    expect(enabledAtFirst('adversarial')).toEqual(['timer worker: time out', 'internal worker: work']);
  });

  it('is calm: a timer fires only when nothing else can happen', () => {
    expect(enabledAtFirst('calm')).toEqual(['internal worker: work']);
    const engine = new Engine({ components: [retry], timing: 'calm' });
    const [state = new Int32Array()] = engine.initial();
    const work = engine.find(state, 'worker: work');
    expect(work && engine.enabled(engine.apply(state, work)).map(({ label }) => label)).toEqual(['worker: time out']);
  });
});
