import * as fc from 'fast-check';
import { fifo, loss, reactions, unordered, type Channel, type Component, type Internal, type Json, type Step, type System, type Timing } from '../../../index.ts';

/**
 * Small systems made at random whose components have several parts each and look at some of them before they do one of a few
 * things: often the same whatever they see. Messages grow weaker with each answer, so there is an end to them; what a component
 * does by itself may go round for ever.
 */
export interface Gears {
  readonly members: readonly Gear[];
  readonly channel: keyof typeof channels;
  /** What is under way at the beginning. */
  readonly first: readonly Sent[];
  /** Who reads the log from the beginning. */
  readonly readers: readonly boolean[];
  readonly faults: { readonly [fault in 'loss' | 'crash' | 'slip']?: number };
}

export interface Gear {
  readonly initial: readonly number[];
  /** What is done when this comes: a tree of looks. */
  readonly on: { readonly [come in Come]?: Look };
  /** What may be done, by number. */
  readonly deeds: readonly Deed[];
  /** Whether what it does of its own accord waits until nothing else can happen, in the calm timing. */
  readonly ticks?: boolean;
}

const comes = ['a', 'b', 'entry', 'own'] as const;
type Come = (typeof comes)[number];

/** Looks at a part and goes on by what it holds; or does something, or (-1) nothing. */
export type Look = number | { readonly at: number | 'present'; readonly by: readonly Look[] };

export interface Deed {
  readonly sets: readonly (readonly [part: number, value: number | 'removed'])[];
  readonly send?: Sent;
  readonly append?: boolean;
  readonly slips?: boolean;
}

interface Sent {
  readonly to: number;
  readonly message: 'a' | 'b';
}

const channels = { unordered: { ...unordered, faults: [loss()] }, fifo: { ...fifo, faults: [loss()] } } satisfies { [name: string]: Channel };

const parts = 3;
const values = 3;
const strength = 2;
const log = 'log';
const size = 'max';
const rarely = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> => fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
const partNumber = fc.nat({ max: parts - 1 });

function look(deeds: number, depth: number): fc.Arbitrary<Look> {
  const leaf = fc.integer({ min: -1, max: deeds - 1 });
  if (depth === 0) return leaf;
  const at: fc.Arbitrary<number | 'present'> = fc.oneof({ weight: 4, arbitrary: partNumber }, { weight: 1, arbitrary: fc.constant('present' as const) });
  return fc.oneof({ weight: 1, arbitrary: leaf }, { weight: 3, arbitrary: fc.record({ at, by: fc.array(look(deeds, depth - 1), { minLength: values, maxLength: values, size }) }) });
}

function compact<Shape extends object>(shape: Shape): Shape {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as Shape;
}

const sent = (members: number): fc.Arbitrary<Sent> => fc.record({ to: fc.nat({ max: members - 1 }), message: fc.constantFrom('a' as const, 'b' as const) });

function gear(members: number): fc.Arbitrary<Gear> {
  return fc.integer({ min: 1, max: 3 }).chain((deeds) =>
    fc.record({
      initial: fc.array(fc.nat({ max: values - 1 }), { minLength: parts, maxLength: parts, size }),
      on: fc.record(Object.fromEntries(comes.map((come) => [come, fc.option(look(deeds, 2), { nil: undefined, freq: 5 })]))).map(compact),
      ticks: rarely(fc.constant(true)),
      deeds: fc.array(
        fc
          .record({
            sets: fc.uniqueArray(fc.tuple(partNumber, fc.oneof({ weight: 5, arbitrary: fc.nat({ max: values - 1 }) }, { weight: 1, arbitrary: fc.constant('removed' as const) })), { maxLength: 2, size, selector: ([part]) => part }),
            send: rarely(sent(members)),
            append: rarely(fc.constant(true)),
            slips: fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.constant(true) }),
          })
          .map(compact) as fc.Arbitrary<Deed>,
        { minLength: deeds, maxLength: deeds, size },
      ),
    }).map(compact),
  );
}

const budget = fc.constantFrom(undefined, undefined, 1);

export const gearsArbitrary: fc.Arbitrary<Gears> = fc.integer({ min: 1, max: 3 }).chain((members) =>
  fc.record({
    members: fc.array(gear(members), { minLength: members, maxLength: members, size }),
    channel: fc.constantFrom('unordered' as const, 'fifo' as const),
    first: fc.array(sent(members), { minLength: 2, maxLength: 4, size }),
    readers: fc.array(fc.boolean(), { minLength: members, maxLength: members, size }),
    faults: fc.record({ loss: budget, crash: budget, slip: budget }).map(compact),
  }),
);

const nameOf = (number: number): string => `c${number}`;
const partOf = (number: number): string => `part/${number}`;

export function gearsSystem({ members, channel, first, readers, faults }: Gears, timing: Timing = 'adversarial'): System {
  return {
    components: members.map((each, number) => component(nameOf(number), each)),
    channel: () => channels[channel],
    underway: first.map(({ to, message }, index) => ({ from: nameOf(index % members.length), to: nameOf(to), message: { message, strength } })),
    logs: [{ name: log, openReaders: readers.flatMap((reads, number) => (reads ? [{ reader: nameOf(number) }] : [])) }],
    faults,
    timing,
  };
}

/** Of the gears' inputs, those that are taken at once. Only what ends is: messages and entries grow weaker. */
export function gearsAtOnce(gears: Gears, kinds: readonly string[], timing?: Timing): System {
  return { ...gearsSystem(gears, timing), isAtOnce: (_, input) => (input.kind === 'message' ? kinds.includes((input.message as { readonly message: string }).message) : kinds.includes(input.kind)) };
}

/** Kinds of what is taken at once. */
export const kindsArbitrary = fc.subarray(['a', 'b', 'entry', 'broken']);

function component(name: string, { initial, on, deeds, ticks = false }: Gear): Component {
  return {
    name,
    initial: [Object.fromEntries(initial.map((value, part) => [partOf(part), value]))],
    internals: (part, key): readonly Internal[] => (key === partOf(0) && part === 1 && on.own !== undefined ? [{ label: 'turn', input: 'own', timer: ticks }] : []),
    react: (view, input, check) =>
      reactions(view, check, (step) => {
        const message = input.kind === 'message' ? (input.message as { readonly message: 'a' | 'b'; readonly strength: number }) : undefined;
        const tree = on[message?.message ?? (input.kind === 'entry' ? 'entry' : 'own')];
        const deed = tree === undefined ? undefined : deeds[chosen(tree, step)];
        // What comes is taken even if nothing is done about it; of its own accord, a component does not do nothing.
        if (deed === undefined) {
          if (input.kind === 'internal') step.impossible();
          return;
        }
        carryOut(step, deed, message?.strength ?? (input.kind === 'entry' ? (input.entry as number) : ticks ? 1 : 0));
      }),
    crash: { fault: 'crash', durable: (part) => part === partOf(2) },
  };
}

function chosen(tree: Look, step: Step): number {
  if (typeof tree === 'number') return tree;
  const seen = tree.at === 'present' ? step.keys('part/').length % values : ((step.get(partOf(tree.at)) as number | undefined) ?? 0);
  return chosen(tree.by[seen] ?? -1, step);
}

function carryOut(step: Step, { sets, send, append, slips }: Deed, strong: number): void {
  if (slips && !step.fault('slip')) step.impossible();
  for (const [part, value] of sets) step.set(partOf(part), value === 'removed' ? undefined : value);
  if (strong === 0) return;
  if (send !== undefined) step.send(nameOf(send.to), { message: send.message, strength: strong - 1 } satisfies Json);
  if (append) step.append(log, strong - 1);
}
