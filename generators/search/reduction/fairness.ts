import type { Engine, Offer } from '../../../model/kernel/index.ts';
import { any, type Ways } from './footprint.ts';
import type { Known } from './relations.ts';

/** The numbers of two offers. */
export type Pair = readonly [one: number, other: number];

type Has = (ways: Ways) => boolean;

/**
 * Pairs of offers whose order fairness sees, whether or not they commute. Weak fairness asks of each class of actions
 * (what offers them) whether it stays possible. What may make it possible and what may make it impossible must therefore
 * stay in their order: in another one it might be possible, or impossible, for a moment in between. Two that both make
 * it possible need not; nor need what belongs to the class, for what is taken again and again is not owed; nor what can
 * happen a few times only. And what belongs to one class goes together: that it is owed says only that some of it comes.
 */
export function orderedByFairness(met: readonly Known[], engine: Engine): readonly Pair[] {
  const touching = new Map<number, Known[]>();
  for (const known of met) {
    if (!mayRecur(known.offer, engine)) continue;
    for (const slot of known.footprint.touches.keys()) {
      const all = touching.get(slot);
      if (all === undefined) touching.set(slot, [known]);
      else all.push(known);
    }
  }
  return [...inOneClass(met), ...met.filter(({ offer }) => isOwed(offer)).flatMap(({ offer }) => switchesOf(offer, engine, (slot) => touching.get(slot) ?? []))];
}

function inOneClass(met: readonly Known[]): readonly Pair[] {
  const pairs: Pair[] = [];
  const first = new Map<string, Map<unknown, number>>();
  for (const { offer } of met) {
    const { known, component, number } = offer;
    if (known.length === 0) continue;
    let byInput = first.get(component);
    if (byInput === undefined) first.set(component, (byInput = new Map<unknown, number>()));
    const earlier = byInput.get(inputOf(offer));
    if (earlier === undefined) byInput.set(inputOf(offer), number);
    else pairs.push([earlier, number]);
  }
  return pairs;
}

/** What may make an offer possible, with all that may make it impossible. */
function switchesOf(offer: Offer, { slots }: Engine, touchersOf: (slot: number) => readonly Known[]): readonly Pair[] {
  const on = new Set<number>();
  const off = new Set<number>();
  const note = (slot: number, isOn: Has, isOff: Has): void => {
    for (const { offer: other, footprint } of touchersOf(slot)) {
      const ways = footprint.touches.get(slot);
      if (ways === undefined || isSameClass(other, offer)) continue;
      if (isOn(ways)) on.add(other.number);
      if (isOff(ways)) off.add(other.number);
    }
  };
  const { value = any, isQueued } = offer;
  const isSet: Has = ({ sets }) => sets.size > 0;
  // In a queue, whatever is taken before it brings it nearer.
  const comes: Has = ({ sets, puts, takes }) => sets.size > 0 || puts.size > 0 || (isQueued && takes.size > 0);
  const goes: Has = ({ sets, takes }) => sets.size > 0 || takes.has(value) || takes.has(any);
  for (const slot of offer.homes.keys()) note(slot, comes, goes);
  for (const slot of offer.conditions()) note(slot, isSet, isSet);
  for (const slot of offer.follows()) note(slot, comes, isSet);
  if (mayComeToNothing(offer)) {
    const isTouched: Has = () => true;
    for (const key of offer.reads) for (const slot of key >= 0 ? [key] : slots.withPrefix(slots.prefix(key))) note(slot, isTouched, isTouched);
  }
  return [...on].flatMap((one) => [...off].flatMap((other): readonly Pair[] => (one === other ? [] : [[one, other]])));
}

/** Whether it may happen again and again: not what costs a budget, nor the restarts after such crashes. */
function mayRecur({ known, component }: Offer, { system }: Engine): boolean {
  if (known[0]?.kind === 'restart') return system.faults?.[system.components.find(({ name }) => name === component)?.crash?.fault ?? ''] === 'unlimited';
  return known.length === 0 || known.some(({ costs }) => costs.length === 0);
}

function isOwed({ known }: Offer): boolean {
  return known.some(({ kind }) => kind !== 'fault');
}

function mayComeToNothing({ known, gates }: Offer): boolean {
  return gates.size > 0 || known.some(({ kind }) => kind === 'fault');
}

function isSameClass(one: Offer, other: Offer): boolean {
  return one === other || (one.component === other.component && one.known.length > 0 && other.known.length > 0 && inputOf(one) === inputOf(other));
}

/** The kernel gives equal inputs as one object; what is none counts by what it does. */
function inputOf({ known }: Offer): unknown {
  const happening = known[0]?.happening;
  return happening?.kind === 'reaction' ? happening.input : known[0]?.label;
}
