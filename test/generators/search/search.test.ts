import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breadthFirst, Engine, instrument, reactions, type Component, type SearchOptions, type System } from '../../../index.ts';
import { noLostUpdate, racyCounter } from '../../models/racyCounter.ts';
import { twoPhaseCommit } from '../../models/twoPhaseCommit.ts';
import { neverMarked, subjectOf, systemOf, tablesArbitrary } from '../random/tables.ts';

const bounded = { maximumStates: 2_000 };

describe('breadth-first search', () => {
  it('visits the same states whatever its engine explored before', () =>
    fc.assert(
      fc.property(tablesArbitrary, (tables) => {
        const engine = new Engine(systemOf(tables));
        const { states, generated, depth, bytes } = breadthFirst(engine, bounded);
        expect(breadthFirst(engine, bounded)).toMatchObject({ states, generated, depth, bytes });
        expect(breadthFirst(new Engine(systemOf(tables)), bounded)).toMatchObject({ states, generated, depth });
      }),
      { numRuns: 60 },
    ));

  it('looks up what several states lead to at once, and finds the same states, as near, as one by one', () => {
    // With a budget of states it must know after each of them how many there are.
    const oneByOne = { maximumStates: 1_000_000 };
    const seen = (system: System, options: SearchOptions): unknown => {
      const engine = new Engine(system);
      const { graph, states, generated, depth, exhausted } = breadthFirst(engine, { ...options, keep: true });
      const vector = engine.vector();
      const all = Array.from({ length: states }, (_, number) => {
        graph?.states.load(number, vector);
        return [engine.snapshot(vector.state()), graph?.parents.of(number)];
      });
      return { states, generated, depth, exhausted, all };
    };
    expect(seen(twoPhaseCommit(4), {})).toEqual(seen(twoPhaseCommit(4), oneByOne));
    fc.assert(
      fc.property(tablesArbitrary, (tables) => {
        const system = systemOf(tables);
        fc.pre(breadthFirst(new Engine(system), bounded).exhausted);
        expect(seen(system, {})).toEqual(seen(system, oneByOne));
      }),
      { numRuns: 60 },
    );
  });

  it('finds nothing within fewer actions than it found something in', () =>
    fc.assert(
      fc.property(tablesArbitrary, (tables) => {
        const { engine, violation } = instrument(subjectOf(tables), [neverMarked(tables)]);
        const { found } = breadthFirst(engine, { find: violation, ...bounded });
        if (found === undefined) return;
        const { length } = found.schedule;
        expect(breadthFirst(engine, { find: violation, maximumLength: length }).found).toEqual(found);
        const shorter = breadthFirst(engine, { find: violation, maximumLength: length - 1 });
        expect(shorter.found).toBeUndefined();
        expect(shorter).toMatchObject({ exhausted: false, stoppedBy: 'maximumLength' });
      }),
      { numRuns: 60 },
    ));

  it('finds an end of runs that is nearer than what one step more leads to', () => {
    const step: Component = {
      name: 'step',
      initial: [{ at: 'begun' }, { at: 'stuck' }],
      internals: (at) => (at === 'begun' ? [{ label: 'go on', input: 'go' }] : []),
      react: (view, input, check) => reactions(view, check, (next) => next.set('at', input.kind === 'internal' ? 'wrong' : '')),
    };
    const { engine, violation, missing } = instrument({ system: { components: [step] }, shape: undefined }, [
      { kind: 'invariant', name: 'never-wrong', statement: 'It never is wrong.', source: 'made up', violation: (state) => (state.get('step', 'at') === 'wrong' ? 'it is' : undefined) },
      { kind: 'liveness', name: 'goes-on', statement: 'It goes on.', source: 'made up', fairness: 'weak', missing: (state) => (state.get('step', 'at') === 'stuck' ? 'it is stuck' : undefined) },
    ]);
    expect(breadthFirst(engine, { find: violation }).found).toMatchObject({ violation: { property: 'never-wrong' }, schedule: ['step: go on'] });
    expect(breadthFirst(engine, { find: violation, findAtEnd: (state) => missing(state)[0] }).found).toMatchObject({ violation: { property: 'goes-on' }, initial: 1, schedule: [] });
  });

  it('does without actions, and says that it saw all that is left', () => {
    const engine = new Engine(racyCounter(2));
    const found = breadthFirst(engine, { without: ({ label }) => label.includes('thread1') });
    expect(found).toMatchObject({ states: 3, exhausted: true });
    expect(found.stoppedBy).toBeUndefined();
  });

  it('may be asked what is enabled while it goes on', () => {
    const counter: Component = {
      name: 'counter',
      initial: [{ p: 0, q: 0 }],
      internals: (value, part) => [{ label: `${part} at ${Math.min(Number(value), 3)}`, input: [part, Math.min(Number(value), 3)] }],
      react: (view, input) => {
        const [part, value] = (input.kind === 'internal' ? input.input : []) as readonly [string, number];
        const q = Number(view.get('q'));
        return [{ set: part === 'p' ? { p: value + 1, q: q === 0 ? 2 : q } : { q: value + 1 } }];
      },
    };
    const system: System = { components: [counter], timing: 'adversarial' };
    const engine = new Engine(system);
    expect(breadthFirst(engine, { within: (state) => engine.enabled(state).length > 0 })).toMatchObject({ states: 21, exhausted: true });
    expect(breadthFirst(new Engine(system))).toMatchObject({ states: 21, exhausted: true });
  });

  it('begins where it is told to', () => {
    const { engine, violation } = instrument({ system: racyCounter(2), shape: undefined }, [noLostUpdate]);
    const [beginning] = engine.initial();
    if (beginning === undefined) throw new Error('there is no beginning');
    const read = engine.find(beginning, 'memory: thread0 reads');
    if (read === undefined) throw new Error('thread0 cannot read');
    expect(breadthFirst(engine, { initial: [engine.apply(beginning, read)], find: violation }).found?.schedule).toHaveLength(3);
  });

  it('stops when told to, and says why', () => {
    expect(breadthFirst(new Engine(racyCounter(6)), { progress: () => false })).toMatchObject({ exhausted: false, stoppedBy: 'progress' });
    expect(breadthFirst(new Engine(racyCounter(4)), { maximumStates: 10 })).toMatchObject({ exhausted: false, stoppedBy: 'maximumStates' });
  });
});
