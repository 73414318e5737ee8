import { describe, expect, it } from 'vitest';
import { checkExhaustive, reactions, soFarSchema, type Component, type ExhaustiveOptions, type ExhaustiveResult, type Invariant, type ResumedCheck, type Subject } from '../../../index.ts';
import { reread } from '../search/reread.ts';

/** Ticks to its end. What comes up at the beginning of it, at its end and never is in a guard, a premise and a fault each. */
const clock: Component = {
  name: 'clock',
  initial: { count: 0 },
  guards: { isEarly: 'for the sake of the example', isNeverAsked: 'likewise' },
  internals: (count) => (Number(count) < 50 ? [{ label: 'tick', input: 'tick' }] : []),
  react: (view, _, check) =>
    reactions(view, check, (step) => {
      const count = Number(step.get('count'));
      step.check('isEarly', count < 5);
      const stops = count === 0 && step.fault('stopsEarly');
      step.set('count', stops ? 1_000 : count + 1);
    }),
};

const about = (name: string, count: number): Invariant => ({ kind: 'invariant', name, statement: 'For the sake of the example.', source: 'none', violation: () => undefined, premise: (state) => state.get('clock', 'count') === count });
const properties = [about('about-mornings', 1), about('about-evenings', 49), about('about-nights', 2_000)];

const subject: Subject = { system: { components: [clock], faults: { stopsEarly: 1, stopsLate: 1 } }, shape: undefined };
const options: ExhaustiveOptions = { reduction: false, symmetry: false, countActions: true };

/** A check that is stopped whenever it has stored ten states more, and goes on each time, with what is made of what was saved. */
async function inPieces(read: (saved: ResumedCheck) => ResumedCheck = (saved) => saved): Promise<{ readonly result: ExhaustiveResult; readonly pieces: number }> {
  let resume: ResumedCheck | undefined;
  for (let pieces = 1; ; pieces++) {
    let saved: ResumedCheck | undefined;
    const checkpoint: ExhaustiveOptions['checkpoint'] = (save) => {
      const { search, soFar } = save();
      saved = read({ search: reread(search), soFar: soFarSchema.parse(JSON.parse(JSON.stringify(soFar))) });
    };
    const result = await checkExhaustive(subject, properties, { ...options, maximumStates: 10 * pieces, checkpoint, ...(resume && { resume }) });
    if (saved === undefined) return { result, pieces };
    resume = saved;
  }
}

describe('an exhaustive check that goes on where it was stopped', () => {
  it('reports what came up before, and how often what was taken, like one that was not stopped', async () => {
    const { result, pieces } = await inPieces();
    const { statistics, verdict } = await checkExhaustive(subject, properties, options);
    expect(pieces).toBe(6);
    expect(statistics).toMatchObject({ premises: { never: ['about-nights'], notKnown: [] }, neverStruck: ['stopsLate'], actions: { kinds: { internal: 50, fault: 1 } } });
    const { states, generated, premises, neverStruck, actions } = statistics;
    expect({ verdict: result.verdict, ...result.statistics }).toMatchObject({ verdict, states, generated, premises, neverStruck, actions });
    const seen = ({ guards }: typeof statistics): object => guards.map((guard) => [guard.guard, guard.true > 0, guard.false > 0]);
    expect(seen(statistics)).toEqual([['clock.isEarly', true, true], ['clock.isNeverAsked', false, false]]);
    expect(seen(result.statistics)).toEqual(seen(statistics));
  });

  it('does not claim to know what was not told before', async () => {
    const { statistics } = (await inPieces(({ search, soFar: { figures } }) => ({ search, soFar: { figures } }))).result;
    expect([statistics.premises, statistics.neverStruck, statistics.actions]).toEqual([undefined, undefined, undefined]);
  });
});
