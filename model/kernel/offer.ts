import type { Action } from './action.ts';
import type { ReadTree } from './readTree.ts';

/** Something that may happen while one slot holds one value: an input that waits, or a fault that may strike. */
export interface Offer {
  /** Small, unique in its engine; counts up. */
  readonly number: number;
  readonly component: string;
  /** The slots that offer it, mostly one, and what they hold when they do. */
  readonly homes: Map<number, Set<number>>;
  /** The message or entry that it is about. */
  readonly value: number | undefined;
  /** Whether what comes after it waits behind it. */
  readonly isQueued: boolean;
  /** In a queue, what was seen right before it: when that is taken, it is next. */
  predecessors(): ReadonlySet<number>;
  /** What is known already of {@link actions}; absent where they are always the same. */
  readonly memo: ReadTree<readonly Action[]> | undefined;
  /** What may happen in a state that offers it, apart from what it costs; perhaps nothing now. */
  actions(state: Int32Array): readonly Action[];
  /** The slots that decide whether it is offered, besides the message or entry itself: that its component is not down first. */
  conditions(): readonly number[];
  /**
   * The slot because of which it cannot happen in this state, even if its message or entry comes: its component is down, or
   * a watch is not open. Undefined when nothing stands in its way.
   */
  closedBy(state: Int32Array): number | undefined;
  /** Whether its message or entry is there, be it behind others. */
  isUnderWay(state: Int32Array): boolean;
  /** Where an entry must have been taken by another reader before this one may see it. */
  follows(): readonly number[];
  /**
   * The slots (and, negative, queries) that decide that it comes to nothing in this state (or to nothing that can be paid for),
   * even if its message or entry is there; undefined when it comes to something, or when that is not known.
   */
  waitsFor(state: Int32Array): readonly number[] | undefined;
  /** The slots (and, negative, queries) that decide what it comes to where its home holds it, so far as is known. */
  decidedBy(): readonly number[];
  /** Grows whenever {@link decidedBy} does. */
  knowledge(): number;
  /** All that it has waited for so far, or would have waited for with nothing left to pay with. */
  readonly gates: ReadonlySet<number>;
  /** Whether it has come far enough to be seen; absent = always. */
  readonly isVisible: ((state: Int32Array) => boolean) | undefined;
  /** The slots (and, negative, queries) that its reactions have read so far. */
  readonly reads: ReadonlySet<number>;
  /** All actions that it has been so far. */
  readonly known: readonly Action[];
}
