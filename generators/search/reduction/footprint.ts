import type { Action, Offer, Touch } from '../../../model/kernel/index.ts';

/** What an offer has been seen to read and to change, whichever of its actions was taken. */
export interface Footprint {
  readonly reads: ReadonlySet<number>;
  /** Prefixes of which it read which slots are present. */
  readonly queries: readonly number[];
  readonly touches: ReadonlyMap<number, Ways>;
  /** Slots that its changes look at when they are made: whoever changes one must stay before it, or after it. */
  readonly looksAt: ReadonlySet<number>;
}

/** The ways in which a slot is changed. */
export interface Ways {
  /** What it is set to; {@link any} where that is not known. */
  readonly sets: Set<number>;
  append: boolean;
  /** Whether it puts messages where a second copy would change nothing. */
  once: boolean;
  /** Messages and entries put there, and taken out. */
  readonly puts: Set<number>;
  readonly takes: Set<number>;
}

/** Stands for a message that is not known. */
export const any = -1;

/** @param interests what properties make of it besides: virtual slots that it changes */
export function footprintOf(offer: Offer, actions: readonly Action[], interests: Iterable<number>, read: Iterable<number> = offer.reads): Footprint {
  const reads = new Set(offer.conditions());
  const queries: number[] = [];
  for (const key of read) {
    if (key >= 0) reads.add(key);
    else queries.push(key);
  }
  const touches = new Map<number, Ways>();
  const looksAt = new Set<number>();
  const note = ({ slot, how, value = any }: Touch): void => {
    let ways = touches.get(slot);
    if (ways === undefined) touches.set(slot, (ways = { sets: new Set<number>(), append: false, once: false, puts: new Set<number>(), takes: new Set<number>() }));
    if (how === 'take') ways.takes.add(value);
    else if (how === 'set') ways.sets.add(value);
    else {
      ways.puts.add(value);
      if (how === 'append') ways.append = true;
      if (how === 'include') ways.once = true;
    }
  };
  // A message that delivery leaves in place must still be there.
  if (offer.value !== undefined) for (const home of offer.homes.keys()) note({ slot: home, how: 'take', value: offer.value });
  for (const { changes } of actions) {
    for (const change of changes) {
      change.touches().forEach(note);
      if (change.looksAt !== undefined) looksAt.add(change.looksAt);
    }
  }
  for (const slot of interests) note({ slot, how: 'set' });
  return { reads, queries, touches, looksAt };
}

/** Whether two ways to change one slot get into each other's way: messages in a bag, and the ends of a queue, do not. */
export function clash(mine: Ways, other: Ways): boolean {
  if (mine.sets.size > 0 || other.sets.size > 0 || (mine.append && other.append)) return true;
  for (const value of mine.takes) if (other.takes.has(value) || (other.once && other.puts.has(value))) return true;
  if (mine.once) for (const value of mine.puts) if (other.takes.has(value)) return true;
  return false;
}
