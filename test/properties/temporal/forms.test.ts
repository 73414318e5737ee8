import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { always, alwaysEventually, atMostOnce, atomic, checkExhaustive, checkRandom, Engine, eventually, leadsTo, never, not, precedes, until, weakUntil, when, type Property, type StateCondition } from '../../../index.ts';
import { subjectOf, systemOf, tablesArbitrary, type Tables } from '../../generators/random/tables.ts';
import { claims, conditionOf, formed, naming, needsStates } from './claims.ts';
import { isViolated, meanings, momentsOf, type Form } from './naive.ts';

/** States of a system that is looked at. */
const most = 200;

const cases = (form: Form) => tablesArbitrary.chain((tables) => fc.record({ tables: fc.constant(tables), p: claims(tables.components.length, needsStates.includes(form) ? ['state'] : ['state', 'event']), q: claims(tables.components.length, ['state', 'event']) }));

describe.each(Object.keys(meanings) as Form[])('%s', (form) => {
  it('is violated if some run does not have it, by searches of all kinds, and no random run violates what is proved', async () => {
    const seen = { violated: 0, proved: 0 };
    await fc.assert(
      fc.asyncProperty(cases(form), fc.boolean(), async ({ tables, p, q }, reduction) => {
        const engine = new Engine(systemOf(tables));
        const isBad = isViolated(form, engine, p, q, most);
        fc.pre(isBad !== undefined);
        const property = formed(form, p, q);
        const expected = isBad ? 'violated' : 'proved';
        seen[expected]++;
        const result = await checkExhaustive(subjectOf(tables), [property], { reduction });
        expect(result.verdict).toBe(expected);
        if (result.verdict === 'violated') expect(meanings[form](momentsOf(engine, result.counterexample.schedule, result.counterexample.initial, p, q))).toBe(false);
        if (expected === 'proved') expect((await checkRandom(subjectOf(tables), [property], { seed: 1, runs: 3 })).verdict).not.toBe('violated');
      }),
      { numRuns: 40, seed: 7 },
    );
    // The systems are not all alike.
    expect(Math.min(seen.violated, seen.proved)).toBeGreaterThan(2);
  });
});

describe('laws', () => {
  const verdictOf = async (tables: Tables, property: Property): Promise<string> => (await checkExhaustive(subjectOf(tables), [property], { maximumStates: most })).verdict;
  const statesOf = (tables: Tables) => fc.tuple(fc.constant(tables), claims(tables.components.length, ['state']), claims(tables.components.length, ['state']));
  type OfTwo = (p: StateCondition, q: StateCondition) => Property;
  const laws: readonly (readonly [law: string, one: OfTwo, other: OfTwo])[] = [
    ['always p is never not p', (p) => always(naming, p), (p) => never(naming, not(p))],
    ['eventually q is anything until q', (_, q) => eventually(naming, q), (_, q) => until(naming, when('anything', () => true), q)],
    ['eventually q is that the beginning leads to q', (_, q) => eventually(naming, q), (_, q) => leadsTo(naming, beginning, q)],
    ['again and again q is that anything leads to q', (_, q) => alwaysEventually(naming, q), (_, q) => leadsTo(naming, when('anything', () => true), q)],
    ['p precedes q is not q, weakly until p', (p, q) => precedes(naming, p, q), (p, q) => weakUntil(naming, not(q), p)],
  ];
  /** Everybody has its fuel still, and nobody has crashed. */
  const beginning = when('nothing has happened yet', (state) => ['c0', 'c1', 'c2'].every((name) => !state.isDown(name) && [3, undefined].includes((state.get(name, 'state') as { readonly fuel: number } | undefined)?.fuel)));

  it.each(laws)('%s', (_, one, other) =>
    fc.assert(
      fc.asyncProperty(tablesArbitrary.chain(statesOf), async ([tables, p, q]) => {
        const [mine, its] = [conditionOf(p) as StateCondition, conditionOf(q) as StateCondition];
        const faultless = { ...tables, faults: {} };
        expect(await verdictOf(faultless, one(mine, its))).toBe(await verdictOf(faultless, other(mine, its)));
      }),
      { numRuns: 25, seed: 7 },
    ));
});

describe('what a form sees of a run', () => {
  const step = (name: string) => atomic<number>({ name, initial: 0, internal: { go: (at) => (at === 0 ? [{ state: 1 }] : []) } });
  const subject = { system: { components: ['a', 'b', 'c'].map(step) }, shape: undefined };
  const isAt = (place: number, name: string): StateCondition => when(`${name} is at ${place}`, (state) => state.get(name, 'state') === place);
  const alone = (name: string, other: string): StateCondition => when(`${name} is there and ${other} is not`, (state) => state.get(name, 'state') === 1 && state.get(other, 'state') === 0);

  it.each([['a', 'b'], ['b', 'a'], ['b', 'c'], ['c', 'a']])('is every state on the way, though %s and %s commute', async (one, other) => {
    for (const reduction of [true, false]) {
      const result = await checkExhaustive(subject, [precedes(naming, alone(one, other), isAt(1, other))], { reduction });
      expect(result).toMatchObject({ verdict: 'violated', counterexample: { schedule: [`${other}: go`] } });
    }
  });

  it('is told in words', async () => {
    const result = await checkExhaustive(subject, [leadsTo({ name: 'returns', source: 'this test' }, isAt(1, 'a'), isAt(0, 'a'))]);
    expect(result).toMatchObject({
      verdict: 'violated',
      counterexample: { violation: { property: 'returns', statement: 'Whenever a is at 1, it comes to this: a is at 0.', explanation: 'it was so that a is at 1, and since then it has not come to this: a is at 0' } },
    });
  });

  it('may be a moment that passes: eventually is content with it, what must be so in the end is not', async () => {
    const alternates = { system: { components: [atomic<number>({ name: 'light', initial: 0, internal: { go: (at) => (at < 2 ? [{ state: at + 1 }] : []) } })] }, shape: undefined };
    expect((await checkExhaustive(alternates, [eventually(naming, isAt(1, 'light'))])).verdict).toBe('proved');
    expect((await checkExhaustive(alternates, [alwaysEventually(naming, isAt(1, 'light'))])).verdict).toBe('violated');
    expect((await checkExhaustive(alternates, [alwaysEventually(naming, isAt(2, 'light'))])).verdict).toBe('proved');
  });

  it('is counted by key', async () => {
    const goes = (keyOf: (component: string) => string): Property => atMostOnce(naming, { words: 'something goes', keys: (happening) => (happening.kind === 'reaction' ? keyOf(happening.component) : undefined) });
    expect((await checkExhaustive(subject, [goes((component) => component)])).verdict).toBe('proved');
    expect(await checkExhaustive(subject, [goes((component) => (component === 'b' ? 'b' : 'other'))])).toMatchObject({ verdict: 'violated', counterexample: { schedule: ['a: go', 'c: go'], violation: { explanation: 'this has happened a second time: something goes (other)' } } });
  });
});
