import { describe, expect, it } from 'vitest';
import { atomic, Engine, type System } from '../../../index.ts';

/** Messages whose descriptions leave a number out. */
function underway(...texts: readonly string[]): System {
  return {
    components: [atomic({ name: 'sender', initial: null }), atomic<null>({ name: 'receiver', initial: null, receive: (state) => [{ state }] })],
    underway: texts.map((text, number) => ({ from: 'sender', to: 'receiver', message: { number, text } })),
    describe: (message) => (message as { text: string }).text,
  };
}

function labelsOf(...texts: readonly string[]): readonly string[] {
  const engine = new Engine(underway(...texts));
  const [state = new Int32Array()] = engine.initial();
  const actions = engine.enabled(state);
  const labels = engine.labels(actions);
  expect(labels.map((label) => engine.find(state, label))).toEqual(actions);
  return labels.map((label) => label.replace('sender → receiver: ', ''));
}

describe('a label', () => {
  it('tells namesakes apart', () => {
    expect(labelsOf('a', 'a', 'b', 'a')).toEqual(['a', 'a #2', 'b', 'a #3']);
  });

  it('is unique also where something is called as a namesake would be', () => {
    expect(labelsOf('a', 'a', 'a #2')).toEqual(['a', 'a #3', 'a #2']);
    expect(labelsOf('a #2', 'a', 'a', 'a', 'a #2')).toEqual(['a #2', 'a', 'a #3', 'a #4', 'a #2 #2']);
  });
});
