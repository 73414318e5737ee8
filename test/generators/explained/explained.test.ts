import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calmOrder } from '../../../generators/explained/calmOrder.ts';
import { causalPast } from '../../../generators/random/causalPast.ts';
import { finished } from '../../../generators/search/finished.ts';
import { atomic, checkExhaustive, checkRandom, cluster, clusterProperties, Engine, instrument, mutantNamed, mutated, replay, scenario, TraceError, type Counterexample, type Invariant, type Monitor, type Subject, type System } from '../../../index.ts';
import { noLostUpdate, racyCounter } from '../../models/racyCounter.ts';
import { finallyMarked, neverMarked, subjectOf, tablesArbitrary, type Tables } from '../random/tables.ts';

const plain = (label: string): string => label.replace(/ #\d+$/, '');

/** A counterexample of a random system, if its runs show one. */
async function found(tables: Tables, seed: number): Promise<Counterexample | undefined> {
  const result = await checkRandom(subjectOf(tables), [neverMarked(tables), finallyMarked(tables)], { seed, runs: 10, maximumLength: 30 });
  return result.verdict === 'violated' ? result.counterexample : undefined;
}

function canBeTaken(subject: Subject, schedule: readonly string[], initial: number): boolean {
  try {
    replay(new Engine(subject.system), schedule, { initial });
    return true;
  } catch (error) {
    if (error instanceof TraceError) return false;
    throw error;
  }
}

describe('the reason of a step', () => {
  it('is what happens without it, in random systems', () =>
    fc.assert(
      fc.asyncProperty(tablesArbitrary, fc.integer(), async (tables, seed) => {
        const counterexample = await found(tables, seed);
        if (counterexample === undefined) return;
        const { schedule, completionLength, initial, reasons, violation } = counterexample;
        const own = schedule.slice(0, schedule.length - completionLength);
        expect(reasons).toHaveLength(own.length);
        const subject = subjectOf(tables);
        const judge = instrument(subject, [neverMarked(tables)]);
        for (const [step, reason] of reasons.entries()) {
          // Namesakes change their numbers when one of them is left out.
          if (own.some((label) => label !== plain(label))) continue;
          const without = own.toSpliced(step, 1);
          switch (reason.kind) {
            case 'enables':
              expect(reason.step).toBeGreaterThan(step);
              expect(canBeTaken(subject, without.slice(0, reason.step), initial)).toBe(false);
              expect(canBeTaken(subject, without.slice(0, reason.step - 1), initial)).toBe(true);
              break;
            case 'violates':
              expect(canBeTaken(subject, without, initial)).toBe(true);
              if (violation.property === 'never-marked') expect(judge.violation(replay(judge.engine, without, { initial }).end)).toBeUndefined();
              break;
            case 'breaks':
              expect(reason.property).not.toBe(violation.property);
              break;
            case 'spare':
              throw new Error('a shrunk schedule can spare none of its steps');
          }
        }
      }),
      { numRuns: 80 },
    ));

  it('is not asked of what nobody wanted shortened', async () => {
    const result = await checkRandom({ system: racyCounter(2), shape: undefined }, [noLostUpdate], { seed: 1, shrink: false });
    expect(result).toMatchObject({ verdict: 'violated', counterexample: { reasons: [] } });
  });

  it('of the racy counter: each thread reads for its own write, and the first write is what gets lost', async () => {
    const result = await checkRandom({ system: racyCounter(2), shape: undefined }, [noLostUpdate], { seed: 1 });
    if (result.verdict !== 'violated') throw new Error('not found');
    expect(result.counterexample.reasons.map((reason) => (reason.kind === 'enables' ? reason.step : reason.kind))).toEqual(expect.arrayContaining(['violates']));
    expect(await checkExhaustive({ system: racyCounter(2), shape: undefined }, [noLostUpdate])).toMatchObject({ verdict: 'violated', counterexample: { reasons: result.counterexample.reasons } });
  });
});

describe('a step', () => {
  const told = (name: string, violation: Invariant['violation']): Invariant => ({ kind: 'invariant', name, statement: `It is not ${name}.`, source: 'made up', violation });
  const once = (name: string) => atomic<number>({ name, initial: 0, internal: { go: (at) => (at === 0 ? [{ state: 1 }] : []) } });

  it('that only sends a namesake of a message that matters is not needed for that one', async () => {
    const sender = atomic<{ readonly one: boolean; readonly two: boolean }>({
      name: 'sender',
      initial: { one: false, two: false },
      internal: {
        one: (state) => (state.one ? [] : [{ state: { ...state, one: true }, send: [{ to: 'receiver', message: 1 }] }]),
        two: (state) => (state.two ? [] : [{ state: { ...state, two: true }, send: [{ to: 'receiver', message: 2 }] }]),
      },
    });
    const receiver = atomic<boolean, number>({ name: 'receiver', initial: false, receive: (got, message) => [{ state: got || message === 2 }] });
    const system: System = { components: [sender, receiver], describe: () => 'm' };
    const bad = told('bad', (state) => (state.get('receiver', 'state') === true && (state.get('sender', 'state') as { readonly one: boolean }).one ? 'it is' : undefined));
    const result = await checkExhaustive({ system, shape: undefined }, [bad]);
    if (result.verdict !== 'violated') throw new Error('not found');
    const { schedule, reasons } = result.counterexample;
    const reasonOf = (label: string) => reasons[schedule.findIndex((step) => step.startsWith(label))];
    expect(reasonOf('sender: one')).toEqual({ kind: 'violates' });
    expect(reasonOf('sender: two')).toMatchObject({ kind: 'enables' });
  });

  it('without which another promise is broken first says so', async () => {
    const system: System = { components: [once('fix'), once('x'), once('y')] };
    const early = told('early', (state) => (state.get('x', 'state') === 1 && state.get('fix', 'state') === 0 ? 'it is' : undefined));
    const both = told('both', (state) => (state.get('x', 'state') === 1 && state.get('y', 'state') === 1 ? 'they are' : undefined));
    const results = await Promise.all(Array.from({ length: 20 }, (_, seed) => checkRandom({ system, shape: undefined }, [early, both], { seed })));
    const reasons = results.flatMap((result) => (result.verdict === 'violated' && result.counterexample.violation.property === 'both' ? [result.counterexample.reasons] : []));
    expect(reasons.length).toBeGreaterThan(0);
    for (const all of reasons) expect(all).toContainEqual({ kind: 'breaks', property: 'early' });
  });
});

describe('the calm order', () => {
  it('is told in words that are true of it', async () => {
    const twice = (name: string) => atomic<number>({ name, initial: 0, internal: { go: (at) => (at < 2 ? [{ state: at + 1 }] : []) } });
    const order: Monitor = {
      kind: 'monitor',
      name: 'order',
      statement: 'Nobody counts.',
      source: 'made up',
      initial: '',
      observe: (memory, happening) => `${memory as string}${'component' in happening ? happening.component : ''}`,
      violation: (memory) => ((memory as string).length === 4 ? `the order was ${memory as string}` : undefined),
    };
    for (const seed of [1, 2, 3, 4, 5]) {
      const result = await checkRandom({ system: { components: [twice('a'), twice('b')] }, shape: undefined }, [order], { seed });
      if (result.verdict !== 'violated') throw new Error('not found');
      const { schedule, violation } = result.counterexample;
      expect(violation.explanation).toBe(`the order was ${schedule.map((label) => label[0]).join('')}`);
    }
  });

  it('has the same steps, shows the same at its end and not before, and is calm already', () =>
    fc.assert(
      fc.asyncProperty(tablesArbitrary, fc.integer(), async (tables, seed) => {
        const { engine, violation } = instrument(subjectOf(tables), [neverMarked(tables)]);
        const result = await checkRandom(subjectOf(tables), [neverMarked(tables)], { seed, runs: 10, maximumLength: 30, shrink: false });
        if (result.verdict !== 'violated') return;
        const { schedule, initial: beginning } = result.counterexample;
        const initial = engine.initial()[beginning];
        if (initial === undefined) throw new Error('it begins nowhere');
        const order = (of: readonly string[]): readonly string[] => finished(calmOrder(instrument(subjectOf(tables), [neverMarked(tables)]), { initial, schedule: of, property: 'never-marked' }));
        const calm = order(schedule);
        expect(calm.map(plain).sort()).toEqual(schedule.map(plain).sort());
        const run = replay(engine, calm, { initial: beginning });
        expect(violation(run.end)?.property).toBe('never-marked');
        for (const { before } of run.steps) expect(violation(before)).toBeUndefined();
        expect(order(calm)).toEqual(calm);
      }),
      { numRuns: 80 },
    ));

  it('tells what one scheduler does, and then what the other one does', async () => {
    const mutant = mutantNamed('double-binding');
    if (mutant === undefined) throw new Error('there is no such mutant');
    const result = await checkRandom(cluster(scenario(mutated(mutant))), clusterProperties, { seed: 8 });
    if (result.verdict !== 'violated') throw new Error('not found');
    const actors = result.counterexample.schedule.flatMap((label) => /scheduler-[ab]/.exec(label)?.[0] ?? []);
    expect(actors.filter((actor, index) => actor !== actors[index - 1]).length).toBeLessThanOrEqual(3);
  });
});

describe('the causal past', () => {
  it('can be taken as it is, and ends in the same last step, in systems in which all is said by what is read and changed', () =>
    fc.assert(
      fc.asyncProperty(tablesArbitrary, fc.integer(), async (tables, seed) => {
        const result = await checkRandom(subjectOf(tables), [neverMarked(tables)], { seed, runs: 10, maximumLength: 30, shrink: false });
        if (result.verdict !== 'violated') return;
        const { schedule, initial } = result.counterexample;
        if (schedule.some((label) => label !== plain(label))) return;
        const engine = new Engine(subjectOf(tables).system);
        const past = causalPast(engine, engine.initial()[initial] ?? new Int32Array(0), schedule);
        expect(past.at(-1)).toBe(schedule.at(-1));
        expect(canBeTaken(subjectOf(tables), past, initial)).toBe(true);
      }),
      { numRuns: 80 },
    ));

  it('leaves out what happened beside the point', () => {
    const engine = new Engine(racyCounter(4));
    const [beginning] = engine.initial();
    if (beginning === undefined) throw new Error('it has no beginning');
    const labels = engine.labels(engine.enabled(beginning));
    const past = causalPast(engine, beginning, labels);
    expect(past).toEqual(labels.slice(-1));
  });
});
