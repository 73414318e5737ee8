import type { Happening, Json, StateView } from '../model/kernel/index.ts';

/** What every property says of itself. */
export interface PropertyInfo {
  /** Kebab-case, unique: `no-double-binding`. */
  readonly name: string;
  /** One sentence a person understands: what always holds, or eventually comes. */
  readonly statement: string;
  /** Its number among the promises of promises.ts (`P16`), when it is one of them. */
  readonly promise?: string;
  /** Where Kubernetes promises it: document, KEP, code or issue. */
  readonly source: string;
  /** What must be so for the promise to be made at all; reported when a scenario does not meet it. */
  readonly assumes?: string;
  /**
   * Whether it tells nothing apart that a system says is interchangeable: where two are exchanged everywhere, its verdict is the same, and
   * its memory too but for their names. Only then are states merged that differ in nothing else; leave it out if in doubt.
   */
  readonly isSymmetric?: boolean;
}

/** Holds in every state. `Shape` tells which components there are (a cluster's nodes, schedulers...). */
export interface Invariant<Shape = unknown> extends PropertyInfo {
  readonly kind: 'invariant';
  /** What is wrong in this state; undefined when nothing is. Reads nothing but the state. */
  violation(state: StateView, shape: Shape): string | undefined;
  /**
   * Whether there is something in this state that the promise is about: of one that nothing ever was, that it held says nothing.
   * Reads no more than `violation` does, or a search that leaves out orders may leave out the states in which it is so.
   */
  premise?(state: StateView, shape: Shape): boolean;
}

/** What a property remembers of a run. The memory is part of the state, under the property's name. */
export interface Remembering<Shape = unknown> {
  readonly initial: Json;
  /** The memory after an action. Keep it small, and the same for histories that need not be told apart. */
  observe(memory: Json, happening: Happening, shape: Shape): Json;
  /** The memory in view of the state that the action, or the beginning, has led to. Looking again at the same state must change nothing. */
  look?(memory: Json, state: StateView, shape: Shape): Json;
}

/** Holds of every run: a property with memory, which sees each action. */
export interface Monitor<Shape = unknown> extends PropertyInfo, Remembering<Shape> {
  readonly kind: 'monitor';
  /** What is wrong, given the memory and, where a moment is judged against what the state then is, the state. */
  violation(memory: Json, state: StateView, shape: Shape): string | undefined;
  /** As that of an invariant. When absent: whether there is anything to remember, so that the memory is not the initial one. */
  premise?(memory: Json, state: StateView, shape: Shape): boolean;
}

/** Something that must come in the end, under fairness: when a run can go no further it must be there. */
export interface Liveness<Shape = unknown> extends PropertyInfo {
  readonly kind: 'liveness';
  /** What is assumed of the order of events, in words. */
  readonly fairness: string;
  /** What is still missing in a state in which nothing but faults can happen; undefined when nothing is. */
  missing(state: StateView, shape: Shape): string | undefined;
  /** Of one that hangs on what was before: what it owes is in its memory, `state.memory(name)`. */
  readonly remembers?: Remembering<Shape>;
  /**
   * Of one that a run may break before its end: what is wrong, as of a monitor. (Every property is something that must never happen and
   * something that must come: Alpern and Schneider, "Defining liveness", 1985.)
   */
  violation?(memory: Json, state: StateView, shape: Shape): string | undefined;
  /** Whether there is something in this state, be it an end or not, that the promise is about. */
  premise?(state: StateView, shape: Shape): boolean;
}

export type Property<Shape = unknown> = Invariant<Shape> | Monitor<Shape> | Liveness<Shape>;

/** A property that does not hold, and why, in words. */
export interface Violation {
  readonly property: string;
  readonly statement: string;
  readonly explanation: string;
}
