import * as fc from 'fast-check';
import { duplicating, duplication, fifo, loss, reactions, unordered, type Channel, type Component, type Input, type Internal, type Reaction, type Step, type System, type View } from '../../../index.ts';

/**
 * Small systems made at random that watch each other and go round: a log with readers that read directly or through another
 * one, watches that break, close, park and open again, choices that depend on which parts a component has and on how a watch
 * stands, inputs that come to nothing, and faults inside reactions. What grows (messages, entries) costs fuel, so every
 * system is finite; going from place to place costs nothing, so it may go on for ever.
 */
export interface Watching {
  readonly members: readonly Member[];
  readonly channel: keyof typeof channels;
  /** Whether each member watches the log from the beginning, and through which other one. */
  readonly readers: readonly (undefined | { readonly via?: number })[];
  readonly faults: { readonly [fault in 'loss' | 'duplication' | 'crash' | 'break' | 'slip']?: number | 'unlimited' };
}

export interface Member {
  readonly initial: readonly number[];
  readonly fuel: number;
  readonly places: readonly Place[];
}

/** What may be done in one place, by what it is that comes. */
export type Place = { readonly [come in Come]?: readonly Way[] };

const comes = ['own', 'flag', 'a', 'b', 'entry a', 'entry b', 'broken', 'silence'] as const;
type Come = (typeof comes)[number];

export interface Way {
  readonly to: number;
  /** Without it the way is not there. */
  readonly when?: 'flagged' | 'unflagged' | 'watching' | 'other watches';
  /** Its part `flag/0` or `flag/1` comes or goes. */
  readonly flag?: readonly [which: 0 | 1, up: boolean];
  readonly send?: { readonly to: number; readonly message: 'a' | 'b' };
  readonly append?: 'a' | 'b';
  readonly move?: { readonly reader: number; readonly move: 'park-at-head' | 'park-at-mine' | 'open' | 'close' | 'expire'; readonly via?: number };
  /** It is a fault. */
  readonly slips?: boolean;
}

const faults = [loss(), duplication()];
const channels = {
  unordered: { ...unordered, faults },
  fifo: { ...fifo, faults },
  duplicating: { ...duplicating, faults },
  resetting: { ...unordered, faults, onReceiverCrash: loss() },
} satisfies { [name: string]: Channel };

const log = 'log';
const places = 3;
const size = 'max';
const rarely = <Value>(value: fc.Arbitrary<Value>, weight = 1, never = 2): fc.Arbitrary<Value | undefined> => fc.oneof({ weight: never, arbitrary: fc.constant(undefined) }, { weight, arbitrary: value });
const member = (members: number): fc.Arbitrary<number> => fc.nat({ max: members - 1 });

function way(members: number): fc.Arbitrary<Way> {
  return fc
    .record({
      to: fc.nat({ max: places - 1 }),
      when: rarely(fc.constantFrom('flagged' as const, 'unflagged' as const, 'watching' as const, 'other watches' as const)),
      flag: rarely(fc.tuple(fc.constantFrom(0 as const, 1 as const), fc.boolean())),
      send: rarely(fc.record({ to: member(members), message: fc.constantFrom('a' as const, 'b' as const) })),
      append: rarely(fc.constantFrom('a' as const, 'b' as const)),
      move: rarely(fc.record({ reader: member(members), move: fc.constantFrom('park-at-head' as const, 'park-at-mine' as const, 'open' as const, 'open' as const, 'close' as const, 'expire' as const), via: rarely(member(members), 1, 1) }), 1, 3),
      slips: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.constant(true) }),
    })
    .map(compact);
}

/** Without what is not there, so that counterexamples are short. */
function compact<Shape extends object>(shape: Shape): Shape {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as Shape;
}

const budget = fc.constantFrom(undefined, undefined, 1, 2);

export const watchingArbitrary: fc.Arbitrary<Watching> = fc.integer({ min: 1, max: 3 }).chain((members) => {
  const ways = fc.array(way(members), { minLength: 1, maxLength: 2, size });
  const place = fc.record(Object.fromEntries(comes.map((come) => [come, rarely(ways, 1, 1)]))).map(compact) as fc.Arbitrary<Place>;
  return fc.record({
    members: fc.array(fc.record({ initial: fc.uniqueArray(fc.nat({ max: places - 1 }), { minLength: 1, maxLength: 2, size }), fuel: fc.nat({ max: 2 }), places: fc.array(place, { minLength: places, maxLength: places, size }) }), { minLength: members, maxLength: members, size }),
    channel: fc.constantFrom(...(Object.keys(channels) as (keyof typeof channels)[])),
    readers: fc.array(rarely(fc.record({ via: rarely(member(members), 1, 1) }).map(compact), 2, 1), { minLength: members, maxLength: members, size }),
    faults: fc.record({ loss: budget, duplication: budget, crash: budget, break: fc.oneof(budget, fc.constant('unlimited' as const)), slip: fc.oneof(budget, fc.constant('unlimited' as const)) }).map(compact),
  });
});

const nameOf = (number: number): string => `c${number}`;

export function watchingSystem({ members, channel, readers, faults: budgets }: Watching): System {
  const names = members.map((_, number) => nameOf(number));
  const open = readers.flatMap((reader, number) => (reader === undefined ? [] : [{ reader: nameOf(number), ...(reader.via !== undefined && reader.via !== number && { via: nameOf(reader.via) }) }]));
  return {
    components: members.map((each, number) => component(number, each, names)),
    channel: () => channels[channel],
    logs: [{ name: log, openReaders: open, breakFault: 'break', concerns: (reader, entry) => reader !== 'c2' || entry === 'a' }],
    faults: budgets,
    timing: 'adversarial',
  };
}

function component(number: number, { initial, fuel, places: rows }: Member, names: readonly string[]): Component {
  const name = nameOf(number);
  const beginnings = initial.map((at) => ({ at, fuel }));
  return {
    name,
    initial: beginnings,
    internals: (part, key): readonly Internal[] => {
      if (key.startsWith('flag/')) return [{ label: `look at ${key}`, input: 'flag' }];
      return key === 'at' && rows[part as number]?.own !== undefined ? [{ label: 'go', input: 'own' }] : [];
    },
    react: (view, input, check) => {
      const ways = rows[view.get('at') as number]?.[comeOf(input)] ?? [];
      return ways.flatMap((each, index) => (isThere(each, view, name, names) ? reactions(view, check, (step) => go(each, step, names)).map((reaction): Reaction => ({ ...reaction, label: `way ${index}${reaction.label === undefined ? '' : ` ${reaction.label}`}` })) : []));
    },
    crash: { fault: 'crash', durable: (part) => part === 'fuel', observers: names.filter((other) => other !== name) },
  };
}

function comeOf(input: Input): Come {
  if (input.kind === 'internal') return input.input as Come;
  if (input.kind === 'message') return input.message as Come;
  return input.kind === 'entry' ? `entry ${input.entry as 'a' | 'b'}` : input.kind;
}

function isThere({ when }: Way, view: View, name: string, names: readonly string[]): boolean {
  switch (when) {
    case 'flagged':
      return view.keys('flag/').length > 0;
    case 'unflagged':
      return view.keys('flag/').length === 0;
    case 'watching':
      return view.cursor(log) === 'open';
    case 'other watches':
      return view.cursor(log, names.find((other) => other !== name) ?? name) === 'open';
    case undefined:
      return true;
  }
}

function go({ to, flag, send, append, move, slips }: Way, step: Step, names: readonly string[]): void {
  step.set('at', to);
  if (slips && !step.fault('slip')) step.impossible();
  if (flag !== undefined) step.set(`flag/${flag[0]}`, flag[1] ? true : undefined);
  if (move !== undefined) step.move({ log, reader: nameOf(move.reader), move: move.move, ...(move.via !== undefined && move.via !== move.reader && { via: names[move.via] ?? '' }) });
  if (send === undefined && append === undefined) return;
  const fuel = step.get('fuel') as number;
  if (fuel === 0) return;
  step.set('fuel', fuel - 1);
  if (send !== undefined) step.send(nameOf(send.to), send.message);
  if (append !== undefined) step.append(log, append);
}

/** Where the members are that there are. */
export const placesOf = (state: { keys(component: string, prefix: string): readonly string[]; get(component: string, part: string): unknown }): readonly number[] =>
  ['c0', 'c1', 'c2'].flatMap((name) => (state.keys(name, 'at').length === 0 ? [] : [state.get(name, 'at') as number]));
