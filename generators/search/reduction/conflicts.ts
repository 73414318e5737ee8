import type { Action, Offer, SlotTable } from '../../../model/kernel/index.ts';
import { Commuting, heldBy, type Leaf } from './commuting.ts';
import { clash, type Ways } from './footprint.ts';
import { waysOf, type GoalTable } from './goalTable.ts';
import type { Goal } from './goals.ts';

/** Which goals do not commute with what an offer comes to. */
export class Conflicts {
  readonly #table: GoalTable;
  readonly #slots: SlotTable;
  readonly #commuting: Commuting;
  /** Pairs of offers that must stay in their order, whether or not they commute. */
  readonly #ordered = new Map<number, Set<number>>();
  readonly #known = new Map<readonly Action[], readonly number[]>();

  constructor(table: GoalTable, slots: SlotTable, isNoticed: (action: Action) => boolean, ordered: readonly (readonly [one: number, other: number])[]) {
    this.#table = table;
    this.#slots = slots;
    this.#commuting = new Commuting(slots, table.constant, isNoticed, table.leaf);
    for (const [one, other] of ordered) {
      this.#order(one, other);
      this.#order(other, one);
    }
  }

  #order(one: number, other: number): void {
    const others = this.#ordered.get(one);
    if (others === undefined) this.#ordered.set(one, new Set([other]));
    else others.add(other);
  }

  /** The goals of other offers that do not commute with what this one comes to in this state: the actions. */
  of(offer: Offer, actions: readonly Action[], state: Int32Array): readonly number[] {
    let found = this.#known.get(actions);
    if (found === undefined) {
      const all = this.#find(offer, this.#table.leaf(actions) ?? this.#table.leafIn(state, offer, actions));
      const ordered = this.#ordered.get(offer.number);
      if (ordered !== undefined) for (const goal of this.#table.goals) if (goal.footprint !== undefined && ordered.has(goal.offer.number)) all.add(goal);
      this.#known.set(actions, (found = [...all].filter((goal) => goal.offer !== offer).map(({ number }) => number)));
    }
    return found;
  }

  /** After others that commute with it, an offer has read other things, and does something else, perhaps, with which others conflict. */
  #find(offer: Offer, leaf: Leaf): Set<Goal> {
    const all = new Set<Goal>();
    for (const slot of offer.conditions()) for (const goal of this.#table.touching(slot)) all.add(goal);
    const leaves = new Set([leaf]);
    for (const one of leaves) {
      const held = heldBy(one.reads);
      const { conflicting, near } = this.#around(one);
      for (const goal of near) {
        if (goal.offer === offer || all.has(goal) || conflicting.has(goal) || !canMeet(held, goal)) continue;
        const after = goal.footprint && this.#commuting.leavesAfter(offer, one, held, goal.offer, goal as Leaf);
        if (after === undefined) conflicting.add(goal);
        else for (const next of after) leaves.add(next);
      }
      for (const goal of conflicting) if (goal.offer !== offer && canMeet(held, goal)) all.add(one === leaf ? goal : this.#table.joint(goal, one));
    }
    return all;
  }

  /** The goals that conflict in any case, and those that may commute nevertheless. */
  #around({ footprint, reads }: Leaf): { readonly conflicting: Set<Goal>; readonly near: ReadonlySet<Goal> } {
    const conflicting = new Set<Goal>();
    const near = new Set<Goal>();
    for (const [slot, ways] of footprint.touches) {
      for (const goal of this.#table.conditionedBy(slot)) conflicting.add(goal);
      for (const goal of this.#table.touching(slot)) {
        const its = waysOf(goal, slot);
        if (clash(ways, its)) (this.#isPlain(slot, ways, its) ? near : conflicting).add(goal);
      }
      // What has not been seen yet may be anything.
      for (const goal of this.#table.readersOf(slot)) (goal.unseen === undefined ? near : conflicting).add(goal);
    }
    for (const slot of footprint.looksAt) for (const goal of this.#table.touching(slot)) conflicting.add(goal);
    for (let index = 0; index < reads.length; index += 2) {
      const key = reads[index] as number;
      for (const slot of key >= 0 ? [key] : this.#table.varying(key)) for (const goal of this.#table.touching(slot)) near.add(goal);
    }
    return { conflicting, near };
  }

  /** Whether two ways to change a slot clash only in what they set it to, so that it can be told what becomes of it. */
  #isPlain(slot: number, mine: Ways, other: Ways): boolean {
    const isSet = ({ sets, puts, takes }: Ways): boolean => sets.size > 0 && puts.size === 0 && takes.size === 0;
    return isSet(mine) && isSet(other) && slot >= 0 && !this.#slots.name(slot).startsWith('observer\n');
  }
}

/** Whether the goal may be reached where that is held. */
function canMeet(held: ReadonlyMap<number, number>, { reads, unseen }: Goal): boolean {
  for (let index = 0; index < reads.length; index += 2) {
    const mine = held.get(reads[index] as number);
    if (mine !== undefined && mine !== reads[index + 1]) return false;
  }
  const looked = unseen && held.get(unseen.key);
  return looked === undefined || unseen?.isKnown(looked) === false;
}
