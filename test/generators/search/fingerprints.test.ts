import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breadthFirst, checkExhaustive, Engine, instrument } from '../../../index.ts';
import { collisionProbability, Fingerprints } from '../../../generators/search/fingerprints.ts';
import { Rows } from '../../../generators/search/rows.ts';
import { noLostUpdate, racyCounter } from '../../models/racyCounter.ts';
import { twoPhaseCommit } from '../../models/twoPhaseCommit.ts';
import { neverMarked, subjectOf, systemOf, tablesArbitrary } from '../random/tables.ts';

describe('a search that keeps only fingerprints of what it has expanded', () => {
  it('counts what is published', () => {
    expect(breadthFirst(new Engine(twoPhaseCommit(5)), { fingerprints: true })).toMatchObject({ states: 8_832, generated: 58_146, exhausted: true });
  });

  it('counts and finds what one that keeps all of them does', () =>
    fc.assert(
      fc.property(tablesArbitrary, (tables) => {
        const whole = breadthFirst(new Engine(systemOf(tables)), { maximumStates: 2_000 });
        const { states, generated, depth, exhausted } = breadthFirst(new Engine(systemOf(tables)), { maximumStates: 2_000, fingerprints: true });
        expect({ states, generated, depth, exhausted }).toEqual({ states: whole.states, generated: whole.generated, depth: whole.depth, exhausted: whole.exhausted });
        const [one, other] = [instrument(subjectOf(tables), [neverMarked(tables)]), instrument(subjectOf(tables), [neverMarked(tables)])];
        const found = breadthFirst(one.engine, { find: one.violation, maximumStates: 2_000, fingerprints: true }).found;
        expect(found?.schedule).toEqual(breadthFirst(other.engine, { find: other.violation, maximumStates: 2_000 }).found?.schedule);
      }),
      { numRuns: 60 },
    ));

  it('proves nothing: what it says is held, with a bound of the chance that a state was taken for another one', async () => {
    const held = await checkExhaustive({ system: racyCounter(1), shape: undefined }, [noLostUpdate], { fingerprints: true });
    expect(held).toMatchObject({ verdict: 'held', collisionProbability: collisionProbability(held.statistics.states) });
    expect(await checkExhaustive({ system: racyCounter(3), shape: undefined }, [noLostUpdate], { fingerprints: true })).toMatchObject({ verdict: 'violated', counterexample: { isShortest: true, schedule: { length: 6 } } });
  });

  it('knows how likely it is that two of some states have one fingerprint', () => {
    expect(collisionProbability(1)).toBe(0);
    expect(collisionProbability(2)).toBe(2 ** -64);
    expect(collisionProbability(2 ** 32)).toBeCloseTo(0.5);
    expect(collisionProbability(2 ** 40)).toBe(1);
  });
});

describe('fingerprints', () => {
  const rows = Int32Array.of(1, 2, 3, 4);

  it('tell rows apart that have been let go of', () => {
    const prints = new Fingerprints();
    expect([prints.push(rows, 0), prints.push(rows, 2)]).toEqual([0, 1]);
    const row = new Int32Array(2);
    prints.copy(1, row);
    expect([...row]).toEqual([3, 4]);
    expect(() => prints.copy(0, row)).toThrow('state 0 has been expanded: only its fingerprint is left');
    expect([prints.equals(0, rows, 0), prints.equals(0, rows, 2), prints.equals(1, rows, 2)]).toEqual([true, false, true]);
  });

  it('take eight bytes a row that has been let go of, however wide it was', () => {
    const prints = new Fingerprints(new Rows(10));
    const wide = new Int32Array(10);
    for (let number = 0; number < 100; number++) prints.push(wide.fill(number), 0);
    expect(prints.bytes).toBe(100 * (8 + 40));
    prints.copy(99, wide);
    expect(prints.bytes).toBe(100 * 8 + 40);
  });

  it('are the same when rows get wider', () => {
    const prints = new Fingerprints();
    prints.push(rows, 0);
    const wider = prints.widened(4);
    expect([wider.equals(0, Int32Array.of(1, 2, 0, 0), 0), wider.equals(0, rows, 0)]).toEqual([true, false]);
  });
});
