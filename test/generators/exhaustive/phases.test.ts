import { describe, expect, it } from 'vitest';
import { atomic, checkExhaustive, type ExhaustiveOptions, type ExhaustivePhase, type ExhaustiveProgress, type Invariant, type Liveness, type System } from '../../../index.ts';
import { twoPhaseCommit } from '../../models/twoPhaseCommit.ts';

/** Two lamps that go on, off again and on for ever, as often as they like; only then `out`. */
const lamps: System = {
  timing: 'adversarial',
  components: ['left', 'right'].map((name) => atomic<string>({ name, initial: 'off', internal: { switch: (lamp) => (lamp === 'out' ? [] : [{ label: 'out', state: 'out' }, { label: 'switch', state: lamp === 'on' ? 'off' : 'on' }]) } })),
};

const made = { source: 'made up' };

const endsOut: Liveness = { ...made, kind: 'liveness', name: 'ends-out', statement: 'Where a run ends the lamps are out.', fairness: 'weak', missing: (state) => (state.get('left', 'state') === undefined ? 'there is no lamp' : undefined) };
const neverBothOut: Invariant = { ...made, kind: 'invariant', name: 'never-both-out', statement: 'One lamp is not out.', violation: (state) => (['left', 'right'].every((name) => state.get(name, 'state') === 'out') ? 'both are' : undefined) };

async function watched(property: Invariant | Liveness, options: ExhaustiveOptions = {}, stopIn?: ExhaustivePhase) {
  const told: ExhaustiveProgress[] = [];
  const interruption = new AbortController();
  const result = await checkExhaustive({ system: lamps, shape: undefined }, [property], {
    ...options,
    signal: interruption.signal,
    progress: (progress) => {
      told.push(progress);
      if (progress.phase === stopIn) interruption.abort();
    },
  });
  return { result, told, phases: [...new Set(told.map(({ phase }) => phase))] };
}

describe('an exhaustive check tells at once what it is doing', () => {
  it.each<[string, Invariant | Liveness, ExhaustiveOptions, readonly ExhaustivePhase[]]>([
    ['liveness: first safety and ends, then circles', endsOut, {}, ['reduced search', 'circles']],
    ['liveness, without reduction', endsOut, { reduction: false }, ['search', 'circles']],
    ['what is found in a reduced search is shortened', neverBothOut, {}, ['reduced search', 'shortening', 'explaining']],
    ['what is found nearest first in all orders is not', neverBothOut, { reduction: false }, ['search', 'explaining']],
    ['what is found deepest first is', neverBothOut, { reduction: false, order: 'depth-first' }, ['search', 'shortening', 'explaining']],
  ])('%s', async (_, property, options, phases) => {
    expect((await watched(property, options)).phases).toEqual(phases);
  });

  it('counts the rounds of a reduced search from 1, and knows how many states it has at any time', async () => {
    const { told, result } = await watched(endsOut);
    const { reduced, visited, states, isReduced } = result.statistics;
    expect(told[0]).toMatchObject({ phase: 'reduced search', round: 1, states: 0 });
    expect(told.at(-1)).toMatchObject({ phase: 'circles', states: 9 });
    expect({ states, isReduced }).toEqual({ states: 9, isReduced: true });
    expect(reduced?.rounds).toBeGreaterThan(1);
    expect(visited).toBeGreaterThan(states + (reduced?.states ?? Infinity));
  });
});

describe('an exhaustive check can be interrupted in every phase', () => {
  it('in the search for circles, it tells what is known and what is not', async () => {
    const { result } = await watched(endsOut, {}, 'circles');
    expect(result).toMatchObject({ verdict: 'inconclusive', reason: expect.stringMatching(/^nothing is violated where runs end \(\d+ states?\), but whether one may go round for ever is not known: interrupted$/), statistics: { states: 9, isReduced: true } });
  });

  it('while it shortens, it keeps what it found', async () => {
    const { result } = await watched(neverBothOut, { order: 'depth-first' }, 'shortening');
    if (result.verdict !== 'violated') throw new Error(result.verdict);
    const { schedule, foundLength, isShortest } = result.counterexample;
    expect({ length: schedule.length, isShortest }).toEqual({ length: foundLength, isShortest: false });
  });

  it.each<[ExhaustivePhase, ExhaustiveOptions]>([
    ['search', { reduction: false }],
    ['reduced search', {}],
  ])('in the %s, a verdict that is near is told, and nothing is called proved that is not', async (phase, options) => {
    const { result } = await watched(endsOut, options, phase);
    expect(result).toMatchObject({ verdict: 'inconclusive', reason: expect.stringMatching(/interrupted/) });
    expect(result.statistics.states).toBeGreaterThan(0);
  });
});

describe('a budget of time', () => {
  it('is kept in a search of few, slow states, which does not tell by itself how far it is', async () => {
    const names = ['tm', ...Array.from({ length: 5 }, (_, index) => `rm${index}`)];
    // It reads so much that it is judged anew in every state.
    const slow: Invariant = {
      ...neverBothOut,
      violation: (state) => {
        const until = performance.now() + 5;
        while (performance.now() < until);
        return names.some((name) => state.get(name, 'state') === null || state.underway('tm', name).length > names.length) ? 'it is not' : undefined;
      },
    };
    const result = await checkExhaustive({ system: twoPhaseCommit(5), shape: undefined }, [slow], { reduction: false, maximumSeconds: 0.1 });
    expect(result).toMatchObject({ verdict: 'inconclusive', reason: expect.stringMatching(/^budget of 0\.1 seconds reached after \d+ states$/) });
  });
});
