import { describe, expect, it } from 'vitest';
import { atomic, breadthFirst, Engine, ModelError, type Component, type Json, type System } from '../../../index.ts';

/** What breaks the contract of a component fails loudly, names the culprit, and says what to do. */
const alone = (component: Component): System => ({ components: [component] });
const explore = (system: System) => breadthFirst(new Engine(system));

describe('a component that breaks the contract', () => {
  it('may not mutate its state', () => {
    const culprit = atomic<{ count: number } & { readonly [key: string]: Json }>({
      name: 'culprit',
      initial: { count: 0 },
      internal: {
        count: (state) => {
          state.count++;
          return [{ state }];
        },
      },
    });
    expect(() => explore(alone(culprit))).toThrow(/culprit mutates its state.*\n.*return a changed copy/);
  });

  it('may not mutate its own internal input', () => {
    const culprit: Component = {
      name: 'culprit',
      initial: { work: 'ready' },
      internals: () => [{ label: 'count', input: { count: 0 } }],
      react: (_, input) => {
        if (input.kind === 'internal') (input.input as { count: number }).count++;
        return [{ set: { work: undefined } }];
      },
    };
    expect(() => explore(alone(culprit))).toThrow(/culprit mutates its state or a message/);
  });

  it('may not answer differently to the same input', () => {
    let calls = 0;
    const culprit = atomic<number>({ name: 'culprit', initial: 0, internal: { guess: () => [{ state: ++calls }] } });
    expect(() => explore(alone(culprit))).toThrow(/culprit is nondeterministic.*guess/);
  });

  it.each([
    ['undefined in a list', { list: [undefined] as unknown as Json[] }, 'the value at $.list[0] is undefined'],
    ['a function', { callback: (() => 1) as unknown as Json }, 'the value at $.callback is a function'],
    ['a Map', { map: new Map() as unknown as Json }, 'the value at $.map is an instance of Map'],
    ['NaN', { count: NaN }, 'the value at $.count is NaN'],
  ])('may not keep what is not JSON: %s', (_, state: Json, message) => {
    const culprit = atomic<Json>({ name: 'culprit', initial: null, internal: { go: () => [{ state }] } });
    expect(() => explore(alone(culprit))).toThrow(message);
  });

  it('may not keep a cycle', () => {
    const cycle: { self?: Json } = {};
    cycle.self = cycle as Json;
    expect(() => explore(alone(atomic<Json>({ name: 'culprit', initial: cycle })))).toThrow('nested too deeply');
  });

  it('may not send to nobody', () => {
    const culprit = atomic<number>({ name: 'culprit', initial: 0, internal: { call: (n) => (n === 0 ? [{ state: 1, send: [{ to: 'nobody', message: 'hello' }] }] : []) } });
    expect(() => explore(alone(culprit))).toThrow(/culprit sends to nobody: there is no component named nobody\n.*components are: culprit/);
  });

  it('has to label its choices', () => {
    const culprit = atomic<number>({ name: 'culprit', initial: 0, internal: { choose: () => [{ state: 1 }, { state: 2 }] } });
    expect(() => explore(alone(culprit))).toThrow(/2 ways to culprit: choose, and two have the same label/);
  });

  it('is watched by observers that each have a name, and so a memory, of their own', () => {
    const observer = { name: 'counter', initial: 0, observe: (memory: Json) => memory };
    expect(() => new Engine({ components: [], observers: [observer, { ...observer }] })).toThrow(/two observers are named counter/);
  });

  it('has a name of its own', () => {
    const twin = atomic<number>({ name: 'twin', initial: 0 });
    expect(() => new Engine({ components: [twin, twin] })).toThrow(ModelError);
  });

  it('has a name of one line, as logs have, or the state could not tell it from another one', () => {
    const named = (name: string) => atomic({ name, initial: null });
    expect(() => new Engine(alone(named('two\nlines')))).toThrow(/a name has a line break in it: "two\\nlines"/);
    expect(() => new Engine({ components: [], logs: [{ name: 'two\nlines' }] })).toThrow(/line break/);
    expect(() => new Engine({ components: [], logs: [{ name: 'log' }, { name: 'log' }] })).toThrow(/two logs are named log/);
  });

  it('may call its parts what it likes', () => {
    const engine = new Engine(alone({ name: 'poet', initial: { 'two\nlines': 1, 'two\nmore': 2 }, react: () => [] }));
    const [state = new Int32Array()] = engine.initial();
    expect(engine.view(state).keys('poet', 'two')).toEqual(['two\nlines', 'two\nmore']);
  });

  it('declares the guards that it checks, and only those can be replaced', () => {
    const guarded: Component = { ...atomic<number>({ name: 'guarded', initial: 0, internal: { go: () => [] } }), react: (_, __, check) => (check('isOpen', true) ? [] : []) };
    expect(() => explore(alone(guarded))).toThrow('guarded checks a guard that it does not declare: isOpen');
    expect(() => new Engine({ ...alone({ ...guarded, guards: { isOpen: 'the door' } }), mutants: { 'guarded.isOpne': true } })).toThrow(/no component has a guard named guarded.isOpne\n.*guarded.isOpen/);
  });
});

describe('a state', () => {
  it('does not change when a caller changes what it handed in', () => {
    const initial = { nested: { count: 0 } };
    const engine = new Engine(alone(atomic<Json>({ name: 'a', initial })));
    initial.nested.count = 7;
    expect(engine.snapshot(engine.initial()[0] ?? new Int32Array())).toEqual({ 'part a state': { nested: { count: 0 } } });
  });

  it('is the same whatever order properties were written in', () => {
    const swap = atomic<Json>({ name: 'a', initial: { x: 1, y: 2 }, internal: { swap: () => [{ state: { y: 2, x: 1 } }] } });
    expect(explore(alone(swap))).toMatchObject({ states: 1, generated: 2 });
  });
});
