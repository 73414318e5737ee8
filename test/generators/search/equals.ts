import * as fc from 'fast-check';
import { atomic, duplicating, duplication, fifo, loss, renamed, unordered, type Channel, type Component, type Json, type Property, type System, type Way } from '../../../index.ts';

/** Equal components around a hub, made at random: they send by role (the hub, a friend, all others) and remember each other's names. */

type Target = 'hub' | 'friend' | 'others';

interface Step {
  readonly to: number;
  readonly send: readonly { readonly to: Target; readonly message: string }[];
  /** Whether whoever sent what is being received becomes the friend. */
  readonly befriend: boolean;
}

interface Row {
  readonly own?: readonly Step[] | undefined;
  readonly a?: readonly Step[] | undefined;
  readonly b?: readonly Step[] | undefined;
}

export interface EqualsTables {
  readonly members: number;
  readonly member: readonly Row[];
  readonly hub: readonly Row[];
  readonly channel: keyof typeof channels;
  readonly faults: { readonly crash: number; readonly loss: number; readonly duplication: number };
}

const channels = { unordered: { ...unordered, faults: [loss(), duplication()] }, fifo: { ...fifo, faults: [loss()] }, duplicating } as const satisfies { readonly [name: string]: Channel };

const step: fc.Arbitrary<Step> = fc.record({
  to: fc.nat({ max: 3 }),
  send: fc.array(fc.record({ to: fc.constantFrom<Target>('hub', 'friend', 'others'), message: fc.constantFrom('a', 'b') }), { maxLength: 2 }),
  befriend: fc.boolean(),
});
const steps = fc.option(fc.array(step, { minLength: 1, maxLength: 2 }), { nil: undefined });
const rows = fc.array(fc.record({ own: steps, a: steps, b: steps }), { minLength: 4, maxLength: 4 });

export const equalsArbitrary: fc.Arbitrary<EqualsTables> = fc.record({
  members: fc.integer({ min: 2, max: 3 }),
  member: rows,
  hub: rows,
  channel: fc.constantFrom('unordered', 'fifo', 'duplicating'),
  faults: fc.record({ crash: fc.nat({ max: 1 }), loss: fc.nat({ max: 1 }), duplication: fc.nat({ max: 1 }) }),
});

type Cell = { readonly at: number; readonly fuel: number; readonly friend: string; readonly met: readonly string[] };

export function equals({ members, member, hub, channel, faults }: EqualsTables): System {
  const names = Array.from({ length: members }, (_, index) => `m${index}`);
  return {
    components: [machine('hub', hub, names), ...names.map((name) => machine(name, member, names))],
    channel: () => channels[channel],
    faults,
    timing: 'adversarial',
    symmetry: {
      sets: [{ of: 'members', members: names.map((name) => [name]) }],
      rename: (value, of) => renamed(value, { text: (text) => of.get(text) ?? text, list: (items) => (items as readonly string[]).toSorted() }),
    },
  };
}

function machine(name: string, table: readonly Row[], members: readonly string[]): Component {
  const ways = (cell: Cell, taken: readonly Step[] | undefined, from: string): readonly Way<Cell>[] =>
    cell.fuel === 0
      ? []
      : (taken ?? []).map(({ to, send, befriend }, index) => {
          const friend = befriend && from !== '' ? from : cell.friend;
          const targets = { hub: name === 'hub' ? [] : ['hub'], friend: friend === '' ? [] : [friend], others: members.filter((other) => other !== name) };
          const met = from === '' ? cell.met : [...new Set([...cell.met, from])].sort();
          return { label: String(index), state: { at: to, fuel: cell.fuel - 1, friend, met }, send: send.flatMap((each) => targets[each.to].map((target) => ({ to: target, message: each.message }))) };
        });
  return {
    ...atomic<Cell, string>({
      name,
      initial: { at: 0, fuel: 2, friend: '', met: [] },
      internal: { go: (cell) => ways(cell, table[cell.at]?.own, '') },
      receive: (cell, message, from) => ways(cell, table[cell.at]?.[message === 'a' ? 'a' : 'b'], from),
    }),
    crash: { fault: 'crash', durable: () => false, observers: name === 'hub' ? [] : ['hub'] },
  };
}

const made = { statement: 'Made up.', source: 'made up' } as const;

/** Properties that do not tell the members apart: of a state, of two members, of an order. */
export const equalsProperties: readonly Property[] = [
  { ...made, kind: 'invariant', name: 'hub-stays', violation: (state) => ((state.get('hub', 'state') as Cell | undefined)?.at === 3 ? 'the hub is in its last state' : undefined) },
  { ...made, kind: 'invariant', name: 'never-two', violation: (state) => (['m0', 'm1', 'm2'].filter((name) => (state.get(name, 'state') as Cell | undefined)?.at === 2).length > 1 ? 'two members are in state 2' : undefined) },
  {
    ...made,
    kind: 'monitor',
    name: 'never-twice',
    initial: '',
    observe(memory: Json, happening) {
      if (memory === 'twice' || happening.kind !== 'reaction' || happening.component === 'hub' || (happening.reaction.send ?? []).length === 0) return memory;
      return memory === happening.component ? 'twice' : happening.component;
    },
    violation: (memory) => (memory === 'twice' ? 'a member has sent twice in a row' : undefined),
  },
];
