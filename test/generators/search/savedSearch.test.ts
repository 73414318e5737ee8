import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breadthFirst, depthFirst, Engine, instrument, type Component, type ResumedSearch, type SavedSearch, type SearchOptions, type SearchResult, type System } from '../../../index.ts';
import { noLostUpdate, racyCounter } from '../../models/racyCounter.ts';
import { twoPhaseCommit } from '../../models/twoPhaseCommit.ts';
import { systemOf, tablesArbitrary } from '../random/tables.ts';
import { reread } from './reread.ts';

/** A search that is stopped whenever it has stored so many states more, and goes on in another engine each time. */
function inPieces(make: () => { readonly engine: Engine; readonly options?: SearchOptions }, piece: number): { readonly result: SearchResult; readonly pieces: number } {
  let resume: ResumedSearch | undefined;
  for (let pieces = 1; ; pieces++) {
    const { engine, options } = make();
    const result = breadthFirst(engine, { ...options, maximumStates: piece * pieces, ...(resume && { resume }) });
    if (result.save === undefined) return { result, pieces };
    resume = reread(result.save());
  }
}

const counts = ({ states, generated, depth, exhausted, found }: SearchResult): object => ({ states, generated, depth, exhausted, found });

describe('a search that was saved', () => {
  it('counts, gone on with by another engine, what it would have counted in one go', () => {
    const { result, pieces } = inPieces(() => ({ engine: new Engine(twoPhaseCommit(5)) }), 1_000);
    expect(pieces).toBeGreaterThan(8);
    expect(result).toMatchObject({ states: 8_832, generated: 58_146, exhausted: true });
  });

  it('has room for all slots that there have been, however many the engine that goes on has met', () => {
    // Two that fill more and more parts, in any order, each with how many there were.
    const filling = (name: string): Component => ({
      name,
      initial: { filled: 0 },
      internals: (filled, part) => (part === 'filled' && Number(filled) < 60 ? [{ label: 'fill', input: 'fill' }] : []),
      react: (view) => [{ set: { [`part ${Number(view.get('filled'))}`]: view.keys('part ').length, filled: Number(view.get('filled')) + 1 } }],
    });
    const system: System = { components: [filling('a'), filling('b')] };
    const { result } = inPieces(() => ({ engine: new Engine(system) }), 3_500);
    expect(result).toMatchObject({ states: 61 * 61, exhausted: true });
  });

  it('finds the same counterexample', () => {
    const make = (): { engine: Engine; options: SearchOptions } => {
      const { engine, violation } = instrument({ system: racyCounter(3), shape: undefined }, [noLostUpdate]);
      return { engine, options: { find: violation } };
    };
    const { engine, options } = make();
    const { result, pieces } = inPieces(make, 10);
    expect(pieces).toBeGreaterThan(2);
    expect(counts(result)).toEqual(counts(breadthFirst(engine, options)));
  });

  it('is refused by a system that begins alike and goes on in another way', () => {
    const { components, ...rest } = twoPhaseCommit(3);
    const other: System = { ...rest, components: components.map((component) => ({ ...component, internals: (value, part) => (component.internals?.(value, part) ?? []).filter(({ label }) => label !== 'choose to abort') })) };
    const { save } = breadthFirst(new Engine(twoPhaseCommit(3)), { maximumStates: 100 });
    expect(save).toBeDefined();
    const resumed = (system: System): SearchResult => breadthFirst(new Engine(system), { ...(save && { resume: reread(save()) }) });
    expect(resumed(twoPhaseCommit(3))).toMatchObject({ states: 288, generated: 1_146, exhausted: true });
    expect(() => resumed(other)).toThrow(/state \d+ cannot be reached any more from where it was reached/);
  });

  it('loses nothing of any system, wherever it is stopped', () =>
    fc.assert(
      fc.property(tablesArbitrary, fc.integer({ min: 20, max: 200 }), (tables, piece) => {
        const whole = breadthFirst(new Engine(systemOf(tables)), { maximumStates: 600 });
        fc.pre(whole.exhausted);
        expect(counts(inPieces(() => ({ engine: new Engine(systemOf(tables)) }), piece).result)).toEqual(counts(whole));
      }),
      { numRuns: 40 },
    ));

  it('is refused by a system that began otherwise', () => {
    const { save } = breadthFirst(new Engine(racyCounter(3)), { maximumStates: 20 });
    const { components } = racyCounter(3);
    const other = { components: components.map((component) => ({ ...component, initial: { ...(component.initial as object), counter: 7 } })) };
    expect(() => breadthFirst(new Engine(other), { resume: reread(save?.() as SavedSearch) })).toThrow('slot "part\\nmemory\\ncounter" began as something else');
  });

  it('is not offered where more would have to be saved than states', () => {
    expect(depthFirst(new Engine(twoPhaseCommit(3)), { maximumStates: 20 }).save).toBeUndefined();
    expect(breadthFirst(new Engine(twoPhaseCommit(3)), { maximumStates: 20, reduce: () => undefined }).save).toBeUndefined();
  });
});
