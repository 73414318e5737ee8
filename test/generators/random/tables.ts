import * as fc from 'fast-check';
import { atomic, duplicating, duplication, fifo, loss, unordered, type Channel, type Component, type Invariant, type Liveness, type System, type Way } from '../../../index.ts';

/**
 * Small systems made at random: each component is a finite table of what it does. A component has so much fuel
 * that every system is finite; a crash fills it up again, once.
 */
export interface Tables {
  readonly components: readonly Table[];
  readonly channel: keyof typeof channels;
  readonly faults: { readonly loss?: number; readonly duplication?: number; readonly crash?: number };
  /** The state of a component that a property calls bad (or, as liveness, good). */
  readonly marked: { readonly component: number; readonly state: number };
}

export interface Table {
  /** In several states at the beginning: the system has several initial states. */
  readonly initial: readonly number[];
  /** What it does in each of its states. */
  readonly rows: readonly Row[];
}

/** The ways to go on: of its own accord, and when it takes a message. */
export interface Row {
  readonly own?: readonly Go[];
  readonly a?: readonly Go[];
  readonly b?: readonly Go[];
}

export interface Go {
  readonly to: number;
  readonly send: readonly { readonly to: number; readonly message: 'a' | 'b' }[];
}

type Cell = { readonly at: number; readonly fuel: number };

const faults = [loss(), duplication()];
const channels = { unordered: { ...unordered, faults }, fifo: { ...fifo, faults }, duplicating: { ...duplicating, faults } } satisfies { [name: string]: Channel };

const states = 4;
/** No component begins in the last state: that is the marked one. */
const last = states - 1;
const size = 'max';

function row(components: number): fc.Arbitrary<Row> {
  const send = fc.array(fc.record({ to: fc.nat({ max: components - 1 }), message: fc.constantFrom('a' as const, 'b' as const) }), { maxLength: 2, size });
  const ways = fc.array(fc.record({ to: fc.nat({ max: last }), send }), { minLength: 1, maxLength: 2, size });
  return fc.record({ own: ways, a: ways, b: ways }, { requiredKeys: [] });
}

export const tablesArbitrary: fc.Arbitrary<Tables> = fc.integer({ min: 1, max: 3 }).chain((components) =>
  fc.record({
    components: fc.array(
      fc.record({
        initial: fc.uniqueArray(fc.nat({ max: last - 1 }), { minLength: 1, maxLength: 2, size }),
        rows: fc.array(row(components), { minLength: states, maxLength: states, size }),
      }),
      { minLength: components, maxLength: components, size },
    ),
    channel: fc.constantFrom('unordered', 'fifo', 'duplicating'),
    faults: fc.record({ loss: fc.nat({ max: 1 }), duplication: fc.nat({ max: 1 }), crash: fc.nat({ max: 1 }) }, { requiredKeys: [] }),
    marked: fc.record({ component: fc.nat({ max: components - 1 }), state: fc.constant(last) }),
  }),
);

const fuel = 3;

export function systemOf(tables: Tables): System {
  const ways = (cell: Cell, all: readonly Go[] | undefined): readonly Way<Cell>[] =>
    cell.fuel === 0 || all === undefined ? [] : all.map(({ to, send }, index) => ({ label: `way ${index}`, state: { at: to, fuel: cell.fuel - 1 }, send: send.map((each) => ({ to: `c${each.to}`, message: each.message })) }));
  return {
    channel: () => channels[tables.channel],
    faults: tables.faults,
    components: tables.components.map(({ initial, rows }, number): Component => {
      const component = atomic<Cell, 'a' | 'b'>({
        name: `c${number}`,
        initial: { at: 0, fuel },
        receive: (cell, message) => ways(cell, rows[cell.at]?.[message]),
        internal: { go: (cell) => ways(cell, rows[cell.at]?.own) },
      });
      return { ...component, initial: initial.map((at) => ({ state: { at, fuel } })), crash: { fault: 'crash', durable: () => false } };
    }),
  };
}

const cellOf = (state: { get(component: string, part: string): unknown }, component: number): Cell => state.get(`c${component}`, 'state') as Cell;

/** What the tables call bad does not happen. */
export function neverMarked({ marked }: Tables): Invariant {
  return {
    kind: 'invariant',
    name: 'never-marked',
    statement: `c${marked.component} is never in state ${marked.state}.`,
    source: 'made up',
    violation: (state) => (cellOf(state, marked.component).at === marked.state ? `c${marked.component} is in state ${marked.state}` : undefined),
  };
}

/** What the tables call good is so in the end. */
export function finallyMarked({ marked }: Tables): Liveness {
  return {
    kind: 'liveness',
    name: 'finally-marked',
    statement: `c${marked.component} ends up in state ${marked.state}.`,
    source: 'made up',
    fairness: 'what can be done is done',
    missing: (state) => (cellOf(state, marked.component).at === marked.state ? undefined : `c${marked.component} is in state ${cellOf(state, marked.component).at}`),
  };
}

export const subjectOf = (tables: Tables): { system: System; shape: undefined } => ({ system: systemOf(tables), shape: undefined });
