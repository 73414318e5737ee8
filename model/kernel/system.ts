import type { Json } from './json.ts';
import type { Component, Input, Reaction } from './component.ts';
import type { Channel } from './channel.ts';
import type { Symmetry } from './symmetry.ts';

/** Everything that an explorer needs: components, how they are connected, what may go wrong. */
export interface System {
  readonly components: readonly Component[];
  /** The channel between two components; unordered when absent. */
  channel?(from: string, to: string): Channel;
  /** Messages that are under way at the beginning. */
  readonly underway?: readonly { readonly from: string; readonly to: string; readonly message: Json }[];
  readonly logs?: readonly Log[];
  /** How often each fault may happen in one run; a fault that is not named never does. */
  readonly faults?: FaultBudget;
  /** Guards replaced: `kind.guard` -> the answer it always gives. */
  readonly mutants?: { readonly [guard: string]: boolean };
  /** Calm when absent. */
  readonly timing?: Timing;
  /** Inputs that are taken in the same step that brings them about, when they can be; none when absent. */
  readonly isAtOnce?: IsAtOnce;
  /** Properties with memory: they see every action, and their memory is part of the state. */
  readonly observers?: readonly Observer[];
  /** Components that are interchangeable; a search that is told so keeps one state of all that differ only in which is which. */
  readonly symmetry?: Symmetry;
  /** A message or log entry in a few words, for labels; they must not depend on counters that vary between runs. */
  describe?(message: Json): string;
}

/** Of a message, an internal input, an entry, or a watch that broke: messages of FIFO and duplicating channels wait in any case. It depends on nothing but its arguments. */
export type IsAtOnce = (component: Component, input: Input) => boolean;

/** `calm`: timers fire only when nothing else can happen; `adversarial`: whenever they are armed. */
export type Timing = 'calm' | 'adversarial';

export type FaultBudget = { readonly [fault: string]: number | 'unlimited' };

/** An append-only history; a watch is a cursor into it, and a reader's staleness its distance from the head. */
export interface Log {
  readonly name: string;
  /** Who watches it from the beginning, and through whom. */
  readonly openReaders?: readonly { readonly reader: string; readonly via?: string }[];
  /** The fault that breaks an open watch of this log. */
  readonly breakFault?: string;
  /** Readers for which an entry is of no interest skip it. */
  concerns?(reader: string, entry: Json): boolean;
}

export interface Observer {
  readonly name: string;
  readonly initial: Json;
  observe(memory: Json, happening: Happening): Json;
  /**
   * The memory in view of the state that an action, or the beginning, has led to, whose part it is. Where the state is the same, looking
   * again must change nothing: so an action that changes nothing of what it reads need not be noticed.
   */
  look?(memory: Json, state: StateView): Json;
}

/** One action as an observer sees it. */
export type Happening =
  | { readonly kind: 'reaction'; readonly component: string; readonly input: Input; readonly reaction: Reaction }
  | { readonly kind: 'crash' | 'restart'; readonly component: string }
  | { readonly kind: 'channel fault'; readonly fault: string; readonly from: string; readonly to: string; readonly message: Json }
  | { readonly kind: 'watch broken'; readonly log: string; readonly reader: string };

/** How a property reads a state of the whole system. Only what is read here may influence it. */
export interface StateView {
  /** A part of a component, undefined when absent. */
  get(component: string, part: string): Json | undefined;
  /** The names of a component's parts that start with the prefix, sorted. */
  keys(component: string, prefix: string): readonly string[];
  /** Messages under way, in canonical order. */
  underway(from: string, to: string): readonly Json[];
  /** What a log still holds for a reader, oldest first. */
  pending(log: string, reader: string): readonly Json[];
  /** Through whom a reader watches a log. */
  via(log: string, reader: string): string | undefined;
  /** Whether it has crashed and not yet restarted. */
  isDown(component: string): boolean;
  memory(observer: string): Json;
}

/** Whether timers wait until nothing else but faults can happen: the calm timing. */
export function timersWait({ timing }: System): boolean {
  return timing !== 'adversarial';
}
