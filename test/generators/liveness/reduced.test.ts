import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atomic, breadthFirst, Engine, instrument, unordered, type ChannelFault, type Component, type Instrumented, type Liveness, type System } from '../../../index.ts';
import { LivenessCheck, type Lasso } from '../../../generators/liveness/liveness.ts';
import { reducedLiveness } from '../../../generators/liveness/reducedLiveness.ts';
import { finished } from '../../../generators/search/finished.ts';
import { searchingReduced } from '../../../generators/search/reduction/reduced.ts';
import { searching, type SearchedGraph, type SearchResult } from '../../../generators/search/search.ts';
import { placesOf, watchingArbitrary, watchingSystem } from '../random/watching.ts';
import { faultsOf } from './reference.ts';
import { placeIn, turning } from './turns.ts';

const maximumStates = 400;
const isSmall = (system: System): boolean => breadthFirst(new Engine(system), { maximumStates }).exhausted;

const comes = (isThere: Liveness['missing']): Liveness => ({ kind: 'liveness', name: 'comes', statement: 'It comes again and again.', source: 'made up', fairness: 'weak', missing: isThere });

const goals = [
  comes((state) => (placesOf(state)[0] === 2 ? undefined : 'c0 is not in 2')),
  comes((state) => (placesOf(state)[0] === 2 ? 'c0 is in 2' : undefined)),
  comes((state) => (placesOf(state).at(-1) === 1 ? undefined : 'the last one is not in 1')),
];

function checkOf({ engine }: Instrumented, { graph }: SearchResult): LivenessCheck {
  if (graph === undefined) throw new Error('the search came to no end');
  const { states, parents, ...cuts }: SearchedGraph = graph;
  return finished(LivenessCheck.preparing(engine, states, parents, cuts));
}

const kindOf = (lasso: Lasso | undefined): string => (lasso === undefined ? 'none' : lasso.loop === undefined ? 'end' : 'circle');

/** What is found on the whole graph. */
function onTheWhole(system: System, goal: Liveness): { readonly hasCircles: boolean; readonly kind: string } {
  const subject = instrument({ system, shape: undefined }, [goal]);
  const check = checkOf(subject, finished(searching(subject.engine, { keep: true })));
  return { hasCircles: check.hasCircles, kind: kindOf(finished(check.checking((state) => subject.missing(state)[0]))) };
}

/** The same in the calm timing, where what some do of their own accord waits until nothing else can happen. */
function calmed(system: System, waiting: readonly boolean[]): System {
  const components = system.components.map((component, number): Component => ({ ...component, internals: (value, part) => (component.internals?.(value, part) ?? []).map((internal) => ({ ...internal, timer: waiting[number] === true })) }));
  return { ...system, components, timing: 'calm' };
}

const systems = fc.oneof(
  watchingArbitrary.map(watchingSystem),
  fc.tuple(watchingArbitrary, fc.array(fc.boolean(), { minLength: 3, maxLength: 3 })).map(([watching, waiting]) => calmed(watchingSystem(watching), waiting)),
);

describe('liveness on a reduced graph', () => {
  it('is what it is on the whole graph, and every lasso is a fair run of the system', () => {
    let circles = 0;
    fc.assert(
      fc.property(systems, fc.constantFrom(...goals), (system, goal) => {
        fc.pre(isSmall(system));
        const expected = onTheWhole(system, goal);
        if (expected.kind === 'circle') circles++;
        const subject = instrument({ system, shape: undefined }, [goal]);
        const { engine, watchedByLiveness } = subject;
        const missing = (state: Int32Array): ReturnType<typeof subject.missing>[number] | undefined => subject.missing(state)[0];
        for (const watched of [[], watchedByLiveness]) {
          const check = checkOf(subject, finished(searchingReduced(engine, { keep: true, find: (state) => void missing(state) }, watched, { keepsFairness: true })));
          expect(check.hasCircles).toBe(expected.hasCircles);
          const lasso = finished(check.checking(missing));
          if (watched.length > 0) expect(kindOf(lasso)).toBe(expected.kind);
          if (lasso !== undefined) expect(faultsOf(engine, lasso, missing, 'weak')).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
    // The systems are not all alike.
    expect(circles).toBeGreaterThan(0);
  });

  it('needs no order of what a property reads to see that all runs end', () => {
    const on = (to: number) => ({ own: { go: [{ to }] } });
    const rest = { own: {} };
    const system: System = { ...turning({ a: { places: [on(1), on(2), rest] }, b: { places: [on(1), on(2), rest] } }), timing: 'adversarial' };
    const subject = instrument({ system, shape: undefined }, [comes((state) => (placeIn(state, 'a') + placeIn(state, 'b') === 4 ? undefined : 'they are under way'))]);
    let states = 0;
    const outcome = finished(reducedLiveness([subject], { find: () => void states++ }));
    expect(outcome).toBe('none');
    // Two rounds of one way to the end, out of 9 states in all.
    expect(states).toBeLessThan(2 * 9);
  });

  it('shows a circle that spins past what is owed to nobody, and none that starves somebody', () => {
    // What a turns round in may go on for ever, but b, which is enabled all the time, has to come.
    const spin = { own: { spin: [{ to: 0 }] } };
    const system: System = { ...turning({ a: { places: [spin] }, b: { places: [{ own: { go: [{ to: 1 }] } }, { own: {} }] } }), timing: 'adversarial' };
    const judge = (goal: Liveness): unknown => finished(reducedLiveness([instrument({ system, shape: undefined }, [goal])], {}));
    expect(judge(comes((state) => (placeIn(state, 'b') === 1 ? undefined : 'b has not come')))).toBe('none');
    expect(judge(comes((state) => (placeIn(state, 'b') === 0 ? undefined : 'b has gone')))).toMatchObject({ lasso: { loop: { labels: ['a: spin [way 0]'] } } });
  });

  it('keeps in order what enables a class of actions and what disables it, though they commute', () => {
    // Two messages, each of which may get lost and is then sent again. Delivery is not owed to a run only if both are lost again and again.
    const losing: ChannelFault = { name: 'loss', apply: (message) => (message === 'm' ? { put: [], send: [{ to: 'sender', message: 'lost' }] } : undefined) };
    const system: System = {
      components: [
        atomic<null>({ name: 'sender', initial: null, receive: (state) => [{ state, send: [{ to: 'receiver', message: 'm' }] }] }),
        atomic<string>({ name: 'receiver', initial: 'waiting', receive: () => [{ state: 'served' }] }),
      ],
      channel: () => ({ ...unordered, faults: [losing] }),
      underway: [
        { from: 'sender', to: 'receiver', message: 'm' },
        { from: 'receiver', to: 'sender', message: 'lost' },
      ],
      faults: { loss: 'unlimited' },
      timing: 'adversarial',
    };
    const goal = comes((state) => (state.get('receiver', 'state') === 'served' ? undefined : 'it waits'));
    expect(onTheWhole(system, goal).kind).toBe('circle');
    expect(finished(reducedLiveness([instrument({ system, shape: undefined }, [goal])], {}))).toMatchObject({ lasso: { loop: {} } });
  });

  it('says when it came to no end', () => {
    const system: System = { ...turning({ a: { places: [{ own: { go: [{ to: 1 }] } }, { own: { go: [{ to: 0 }] } }] } }), timing: 'adversarial' };
    const subject = instrument({ system, shape: undefined }, [comes(() => 'never')]);
    expect(finished(reducedLiveness([subject], { maximumStates: 1 }))).toMatchObject({ unfinished: { exhausted: false, stoppedBy: 'maximumStates' } });
  });
});
