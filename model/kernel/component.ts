import type { Json } from './json.ts';

/**
 * The contract of a component: a pure state machine, `(state, input) -> the ways it may react`.
 *
 * Its state is a record of named **parts**, each a JSON value. A component with one simple state has one
 * part; a hub (a store, a cache) has a part an object, so that an input that touches one object is
 * remembered whatever the others hold. The kernel records which parts a reaction read, and computes it
 * once for each combination of those parts' values.
 */
export interface Component {
  /** Unique in the system; the address that messages are sent to. */
  readonly name: string;
  /** What it is an instance of; guards are named after it. The name, when absent. */
  readonly kind?: string;
  /** The parts at the beginning: one record, or several when the beginning is nondeterministic. */
  readonly initial: Parts | readonly Parts[];
  /** Named checks that it makes, each with what it protects and the source of the fact. */
  readonly guards?: GuardTable;
  /** The ways it may react; none = it does not take this input now (a message stays in its channel). */
  react(view: View, input: Input, check: Check): readonly Reaction[];
  /** The internal inputs (work, timers, retries) that a part enables, whatever the other parts hold. */
  internals?(part: Json, key: string): readonly Internal[];
  /** Present when it can crash. */
  readonly crash?: CrashSemantics;
}

export type Parts = { readonly [key: string]: Json };

export function initialParts(component: Component): readonly Parts[] {
  return Array.isArray(component.initial) ? (component.initial as readonly Parts[]) : [component.initial as Parts];
}

/** Guard name -> what it protects, with the source. */
export type GuardTable = { readonly [name: string]: string };

/** Evaluates a named guard: what it really is goes in, what the (possibly mutated) component sees comes out. */
export type Check = (guard: string, holds: boolean) => boolean;

/** How a component reads its own parts. Only what is read here may influence a reaction. */
export interface View {
  get(part: string): Json | undefined;
  /** The names of the parts that start with the prefix, sorted. */
  keys(prefix: string): readonly string[];
  /** Where a reader stands in a log (its own component's reader unless named). */
  cursor(log: string, reader?: string): CursorStatus;
  /** What the cursor was parked with last; undefined when it began open. */
  place(log: string, reader?: string): Json | undefined;
}

/** `parked`: holds its place, gets nothing. `expired`: its place in the history was compacted away. */
export type CursorStatus = 'none' | 'open' | 'parked' | 'expired';

export type Input =
  | { readonly kind: 'message'; readonly from: string; readonly message: Json }
  | { readonly kind: 'internal'; readonly input: Json }
  /** The next entry of a log that the component watches. */
  | { readonly kind: 'entry'; readonly log: string; readonly entry: Json }
  /** A watch broke; the cursor is parked where it stood. */
  | { readonly kind: 'broken'; readonly log: string }
  /** An observed component crashed and has been silent for long enough to be noticed. */
  | { readonly kind: 'silence'; readonly of: string };

export interface Internal {
  /** Readable and stable: it becomes part of the action's label. */
  readonly label: string;
  readonly input: Json;
  /** In the calm timing it fires only when nothing else can happen. */
  readonly timer?: boolean;
  /** The fault without which it comes to nothing: a system that never has it does not offer it. */
  readonly fault?: string;
}

/** One way to react, as one atomic step. */
export interface Reaction {
  /** Tells the ways apart when there are several. */
  readonly label?: string;
  /** Faults that this way costs; it is possible only while the scenario's budget has them. */
  readonly faults?: readonly string[];
  /** Parts that change; `undefined` removes one. */
  readonly set?: { readonly [part: string]: Json | undefined };
  readonly send?: readonly Send[];
  readonly append?: readonly Append[];
  readonly cursors?: readonly CursorMove[];
  /** What happened inside, in order: seen by monitors and shown in diagrams, never by components. */
  readonly notes?: readonly Json[];
}

export interface Send {
  readonly to: string;
  readonly message: Json;
}

/** An entry for the end of a log. */
export interface Append {
  readonly log: string;
  readonly entry: Json;
}

export interface CursorMove {
  readonly log: string;
  readonly reader: string;
  /**
   * `park`: place it at the head of the log, or where the reacting component itself stands, delivering nothing; a
   * cursor that is open stays where it is (a park that comes so late belongs to a question nobody asks any more);
   * `open`: deliver from its place on, never past `via`'s cursor (without a place it stays as it is); `close`: forget
   * it; `expire`: its place is compacted away.
   */
  readonly move: 'park-at-head' | 'park-at-mine' | 'open' | 'close' | 'expire';
  readonly via?: string;
  /** With a park: names the place, so that whoever opens the cursor can tell whether it is the one he means. */
  readonly token?: Json;
}

export interface CrashSemantics {
  /** The fault whose budget a crash costs. */
  readonly fault: string;
  /** Whether a part survives; the others vanish. */
  durable(part: string): boolean;
  /** The parts that a process has when it starts anew; `initial` when absent (give it where `initial` is a warm start). */
  readonly fresh?: Parts;
  /** What the rest of the world sees (connections that break), and a restart counter if one is needed. */
  effects?(view: View): Pick<Reaction, 'set' | 'send'>;
  /** Components that notice, some time later, that it is silent (they get a `silence` input). */
  readonly observers?: readonly string[];
}
