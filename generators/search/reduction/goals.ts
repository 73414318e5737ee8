import type { Action, Offer } from '../../../model/kernel/index.ts';
import type { Footprint } from './footprint.ts';

/**
 * Something that may happen of an offer when it reads certain things: it comes to certain actions, or (without a footprint) it
 * looks at one thing more, and finds what it has not found before. An offer decides step by step what it looks at, so its goals are a tree.
 */
export interface Goal {
  /** Small, unique in its view. */
  readonly number: number;
  readonly offer: Offer;
  /** Keys and what they must hold, in turn. */
  readonly reads: readonly number[];
  /** The key that it looks at then, and what that may hold without anything new coming of it. */
  readonly unseen?: { readonly key: number; readonly isKnown: (held: number) => boolean };
  /** What it comes to then, apart from what can never happen. */
  readonly actions: readonly Action[];
  /** What its actions read and change. */
  readonly footprint: Footprint | undefined;
}
