import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breadthFirst, canonicalText, cluster, clusterProperties, Engine, instrument, reactions, scenarioArbitrary, type Component, type Monitor, type SearchOptions, type System } from '../../../index.ts';
import { twoPhaseCommit } from '../../models/twoPhaseCommit.ts';
import { gearsArbitrary, gearsAtOnce, gearsSystem, kindsArbitrary } from '../random/gears.ts';
import { subjectOf, tablesArbitrary } from '../random/tables.ts';

/** Nothing is left out where it must be asked of every successor whether it is within bounds. */
const roundBothSides: SearchOptions = { within: () => true };

/** Every state in words, with its depth where the search came to an end, and what the search counted. */
function seen(engine: Engine, options: SearchOptions): { readonly states: readonly string[]; readonly counts: readonly unknown[] } {
  const states: string[] = [];
  const text = (state: Int32Array): string => canonicalText(engine.snapshot(state), 'state');
  const { graph, ...result } = breadthFirst(engine, { ...options, keep: true, find: (state) => void states.push(text(state)) });
  const vector = engine.vector();
  for (let number = 0; number < (graph?.states.size ?? 0); number++) {
    graph?.states.load(number, vector);
    states.push(`${graph?.parents.depth(number)}: ${text(vector.data)}`);
  }
  return { states: states.sort(), counts: [result.states, result.generated, result.depth, result.exhausted, result.stoppedBy] };
}

function mustAgree(make: () => Engine, options: SearchOptions): void {
  const short = seen(make(), options);
  const long = seen(make(), { ...options, ...roundBothSides });
  // Which states are within a budget of states hangs on the order in which those of one depth are met.
  if (short.counts.includes('maximumStates') && long.counts.includes('maximumStates')) return;
  expect(short).toEqual(long);
}

const order: Monitor = {
  kind: 'monitor',
  name: 'order',
  statement: 'Who sends first is remembered, and who does something after that.',
  source: 'made up',
  initial: 'nobody',
  observe: (memory, happening) => {
    if (happening.kind !== 'reaction' || Array.isArray(memory)) return memory;
    if (memory === 'nobody') return (happening.reaction.send ?? []).length > 0 ? happening.component : memory;
    return [memory, happening.component];
  },
  violation: () => undefined,
};

const names = ['a', 'b', 'c', 'd', 'e'];

/** Has all happen in two copies of the same states: in one of them, everything has been met before. */
const coin: Component = { name: 'coin', initial: [{ side: 'heads' }, { side: 'tails' }], react: () => [] };

/** Each works once, and once there is nothing else to do its clock ticks. */
const clocks: System = {
  components: [
    coin,
    ...names.map((name): Component => ({
      name,
      initial: [{ work: 0, clock: 0 }],
      internals: (value, part) => (value === 0 ? [{ label: part, input: part, timer: part === 'clock' }] : []),
      react: (view, input, check) => reactions(view, check, (step) => void (input.kind === 'internal' && step.set(input.input === 'clock' ? 'clock' : 'work', 1))),
    })),
  ],
};

/** Writes two entries. */
const writer: Component = { name: 'writer', initial: [{ left: 2 }], internals: (left) => (Number(left) > 0 ? [{ label: 'write', input: 'write' }] : []), react: (view) => [{ append: [{ log: 'log', entry: Number(view.get('left')) }], set: { left: Number(view.get('left')) - 1 } }] };

/** A log whose readers see an entry only when the one through whom they read has. */
const readers: System = {
  components: [
    coin,
    writer,
    ...names.map((name): Component => ({ name, initial: [{ last: 0 }], react: (view, input, check) => reactions(view, check, (step) => void (input.kind === 'entry' && step.set('last', input.entry))) })),
  ],
  logs: [{ name: 'log', openReaders: names.map((reader) => (reader === 'c' ? { reader } : { reader, via: 'c' })) }],
};

/** Each does one thing; a property remembers when c does, and who is the first after that. */
const noticed: System = {
  components: [
    coin,
    ...names.map((name): Component => ({ name, initial: [{ at: 0 }], internals: (at) => (at === 0 ? [{ label: 'go', input: 'go' }] : []), react: () => [{ set: { at: 1 } }] })),
  ],
  timing: 'adversarial',
  observers: [
    {
      name: 'after c',
      initial: 'nobody',
      observe: (memory, happening) => {
        if (happening.kind !== 'reaction' || Array.isArray(memory)) return memory;
        if (memory === 'nobody') return happening.component === 'c' ? 'c' : memory;
        return [memory, happening.component];
      },
    },
  ],
};

/** Readers are parked where a hub is that takes entries meanwhile. */
const parked: System = {
  components: [
    coin,
    writer,
    {
      name: 'hub',
      initial: [{ last: 0, ...Object.fromEntries(names.map((name) => [name, 0])) }],
      internals: (value, part) => (value === 0 && part !== 'last' ? [{ label: `park ${part}`, input: part }] : []),
      react: (_, input) => {
        if (input.kind === 'entry') return [{ set: { last: input.entry } }];
        const name = input.kind === 'internal' ? (input.input as string) : '';
        return [{ set: { [name]: 1 }, cursors: [{ log: 'log', reader: name, move: 'park-at-mine' }] }];
      },
    },
    ...names.map((name): Component => ({ name, initial: [{ seen: 0 }], react: () => [] })),
  ],
  logs: [{ name: 'log', openReaders: [{ reader: 'hub' }] }],
  timing: 'adversarial',
};

/** What one part offers at first, another one offers later; `label` decides which of two actions comes first. */
const movingHome = (label: string): System => ({
  components: [
    {
      name: 'a',
      initial: [{ x: 'go', y: 'off', z: 0, w: 'first' }],
      internals: (value, part) => {
        if (value === 'go') return [{ label, input: 'go' }];
        if (part !== 'w' || value === 'done') return [];
        return [value === 'first' ? { label: 'stop', input: 'stop' } : { label: `${label} turns`, input: 'turn' }];
      },
      react: (view, input, check) =>
        reactions(view, check, (step) => {
          if (input.kind !== 'internal') return;
          const sets = { go: { z: 1 }, stop: { x: 'off', z: 0, w: 'ready' }, turn: { y: 'go', w: 'done' } }[input.input as 'go' | 'stop' | 'turn'];
          for (const [part, value] of Object.entries(sets)) step.set(part, value);
        }),
    },
  ],
  timing: 'adversarial',
});

/** A long chain, whose end but one a property notices; from its first state, two other ways lead on. */
const longChain = (length: number, name: string): System => ({
  components: [
    {
      name: 'chain',
      initial: [{ at: 0 }],
      internals: (at) => {
        if (at === 0) return [{ label: `first ${name}`, input: 1 }, { label: `other ${name}`, input: -1 }];
        return Number(at) > 0 && Number(at) < length + 2 ? [{ label: Number(at) === length ? 'noticed' : `on ${Number(at)} ${name}`, input: Number(at) + 1 }] : [];
      },
      react: (_, input) => (input.kind === 'internal' ? [{ set: { at: input.input }, ...((input.input === -1 || input.input === length + 2) && { send: [{ to: 'end', message: 'm' }] }) }] : []),
    },
    { name: 'end', initial: [{ got: 0 }], react: () => [{ set: { got: 1 } }] },
  ],
  timing: 'adversarial',
  observers: [{ name: 'one', initial: 0, observe: (memory, happening) => (happening.kind === 'reaction' && happening.input.kind === 'internal' && happening.input.input === length + 1 ? 1 : memory) }],
});

describe('going round one side of each diamond', () => {
  it('reaches every state, as soon, and counts what both sides have', () =>
    fc.assert(
      fc.property(gearsArbitrary, (gears) => mustAgree(() => new Engine(gearsSystem(gears)), { maximumStates: 600 })),
      { numRuns: 250 },
    ));

  it('does so where some things are taken at once, too', () =>
    fc.assert(
      fc.property(gearsArbitrary, kindsArbitrary, (gears, kinds) => mustAgree(() => new Engine(gearsAtOnce(gears, kinds)), { maximumStates: 600 })),
      { numRuns: 150 },
    ));

  it('keeps the order of what a property remembers', () =>
    fc.assert(
      fc.property(tablesArbitrary, (tables) => mustAgree(() => instrument(subjectOf(tables), [order]).engine, { maximumStates: 600 })),
      { numRuns: 150 },
    ));

  it('reaches every state of clusters within some steps, whatever strikes them', () =>
    fc.assert(
      fc.property(scenarioArbitrary({ maximumFaults: 3 }), fc.integer({ min: 3, max: 6 }), (scenario, maximumLength) => mustAgree(() => instrument(cluster(scenario), clusterProperties).engine, { maximumLength, maximumStates: 1_000 })),
      { numRuns: 10, seed: 1 },
    ), 60_000);

  it.each([
    ['timers that wait for the calm', clocks],
    ['readers that read through another one', readers],
    ['a property that notices some only after others', noticed],
    ['readers that are parked where another one is', parked],
  ])('reaches every state of %s', (_, system) => mustAgree(() => new Engine(system), {}));

  it.each(['A', 'B', 'C', 'D', 'E', 'F'])('reaches every state where something comes to be offered by another part: %s', (label) => mustAgree(() => new Engine(movingHome(label)), {}));

  it('knows of no arrival at a state that it has not been told of, however many there are', () => {
    for (let name = 0; name < 12; name++) mustAgree(() => new Engine(longChain(1021, String(name))), {});
  });

  it('takes few actions more than there are states', () => {
    const engine = new Engine(twoPhaseCommit(6));
    let taken = 0;
    const { advance } = Engine.prototype;
    engine.advance = function count(vector, action) {
      taken++;
      return advance.call(this, vector, action);
    };
    const { states, generated } = breadthFirst(engine);
    expect({ states, generated }).toEqual({ states: 50_816, generated: 402_306 });
    expect(taken / states).toBeLessThan(1.5);
  });
});
