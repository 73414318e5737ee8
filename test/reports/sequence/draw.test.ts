import { expect, it } from 'vitest';
import { atomic, Engine, replay, type System } from '../../../index.ts';
import { drawRun } from '../../../reports/sequence/draw.ts';
import { plainStyle } from '../../../reports/sequence/plainStyle.ts';

const ask = atomic<string>({ name: 'asker', initial: 'idle', internal: { ask: (at) => (at === 'idle' ? [{ state: 'asked', send: [{ to: 'answerer', message: 'what?' }] }] : []) }, receive: () => [{ state: 'told' }] });
const answer = atomic<string>({ name: 'answerer', initial: 'idle', receive: () => [{ state: 'answered', send: [{ to: 'asker', message: 'that' }] }] });

const numbers = (stepNumbers: boolean): readonly (number | undefined)[] => {
  const system: System = { components: [ask, answer] };
  const engine = new Engine(system);
  const run = replay(engine, ['asker: ask', 'asker → answerer: what?', 'answerer → asker: that']);
  return drawRun(engine, run, plainStyle(system), { title: 'a question', stepNumbers }).items.flatMap((item) => (item.kind === 'message' ? [item.number] : []));
};

it('arrows have the numbers of the steps that they are, or are counted', () => {
  // The first step is no arrow: nobody else takes part.
  expect(numbers(true)).toEqual([2, 3]);
  expect(numbers(false)).toEqual([undefined, undefined]);
});

it('arrows of what is taken at once have the number of one step', () => {
  const system: System = { components: [ask, answer], isAtOnce: (_, input) => input.kind === 'message' };
  const engine = new Engine(system);
  const run = replay(engine, ['asker: ask']);
  const { items } = drawRun(engine, run, plainStyle(system), { title: 'a question', stepNumbers: true });
  expect(items).toMatchObject([
    { kind: 'note', over: ['asker'], text: 'ask' },
    { kind: 'message', from: 'asker', to: 'answerer', text: 'what?', number: 1 },
    { kind: 'message', from: 'answerer', to: 'asker', text: 'that', number: 1 },
  ]);
});
