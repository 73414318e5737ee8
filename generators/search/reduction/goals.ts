import type { Offer } from '../../../model/kernel/index.ts';
import type { Footprint } from './footprint.ts';

/**
 * Something that may happen of an offer when it reads certain things: it comes to certain actions, or (without a footprint) it
 * looks at one thing more. An offer decides step by step what it looks at, so its goals are a tree.
 */
export interface Goal {
  /** Small, unique in its view. */
  readonly number: number;
  readonly offer: Offer;
  /** Keys and what they must hold, in turn. */
  readonly reads: readonly number[];
  /** What its actions read and change. */
  readonly footprint: Footprint | undefined;
}
