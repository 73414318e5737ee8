import type { Action, Engine, Offer, SlotTable } from '../../../model/kernel/index.ts';
import type { Leaf } from './commuting.ts';
import type { Footprint, Ways } from './footprint.ts';
import type { Goal } from './goals.ts';

const none: readonly never[] = [];

/** What an offer reads and changes when it comes to these actions, having read these keys. */
export type FootprintOf = (offer: Offer, actions: readonly Action[], reads: readonly number[]) => Footprint;

/** All goals that are known, by what they read and what they change. */
export class GoalTable {
  readonly goals: Goal[] = [];
  /** By slot: the goals that need it to be as it is, whatever is read. */
  readonly #conditioned = new Map<number, Goal[]>();
  /** By slot, and by query: the goals that read it. */
  readonly #reading = new Map<number, Goal[]>();
  readonly #queries = new Set<number>();
  /** By slot: the goals that change it. */
  readonly #touching = new Map<number, Goal[]>();
  readonly #emptied = new Set<number>();
  readonly #leaves = new Map<readonly Action[], Leaf>();
  readonly #joint = new Map<string, Goal>();
  readonly #slots: SlotTable;
  readonly #initial: readonly Int32Array[];
  readonly #canHappen: (action: Action) => boolean;
  readonly #footprint: FootprintOf;

  constructor(engine: Engine, canHappen: (action: Action) => boolean, footprint: FootprintOf) {
    this.#slots = engine.slots;
    this.#initial = engine.initial();
    this.#canHappen = canHappen;
    this.#footprint = footprint;
  }

  conditionedBy(slot: number): readonly Goal[] {
    return this.#conditioned.get(slot) ?? none;
  }

  touching(slot: number): readonly Goal[] {
    return this.#touching.get(slot) ?? none;
  }

  /** Goals that read the slot, or whether it is present. A negative slot stands for a property, which nobody reads. */
  readersOf(slot: number): readonly Goal[] {
    if (slot < 0) return none;
    const queries = [...this.#queries].filter((query) => this.#varies(slot, query));
    return [slot, ...queries].flatMap((key): readonly Goal[] => this.#reading.get(key) ?? none);
  }

  /** What was read where an offer comes to that; undefined when it is not known yet, or comes to nothing. */
  readonly leaf = (actions: readonly Action[]): Leaf | undefined => this.#leaves.get(actions);

  /** The same in a state, for what has come to be known only since, or reads nothing. */
  leafIn(state: Int32Array, offer: Offer, actions: readonly Action[]): Leaf {
    const possible = actions.filter(this.#canHappen);
    const path = offer.memo?.path(this.#slots, state) ?? none;
    return { number: -1, reads: path.flatMap((key) => [key, this.#slots.read(state, key)]), actions: possible, footprint: this.#footprint(offer, possible, path) };
  }

  /** What a slot always holds; -1 when it may change, and of a query. */
  readonly constant = (slot: number): number => {
    if (slot < 0 || this.#touching.has(slot)) return -1;
    const held = this.#initial[0]?.[slot] ?? 0;
    return this.#initial.every((state) => (state[slot] ?? 0) === held) ? held : -1;
  };

  /** The slots that decide what a query gives. */
  varying(query: number): readonly number[] {
    return this.#slots.withPrefix(this.#slots.prefix(query)).filter((slot) => this.#varies(slot, query));
  }

  /** Whether a query asks for a slot that is present in some states and absent in others. */
  #varies(slot: number, query: number): boolean {
    return slot >= 0 && this.#slots.asksFor(query, slot) && (this.#emptied.has(slot) || this.#initial.some((state) => (state[slot] ?? 0) === 0));
  }

  add(offer: Offer): void {
    const { memo } = offer;
    for (const action of offer.known) for (const change of action.changes) for (const { slot, empties } of change.touches()) if (empties === true) this.#emptied.add(slot);
    if (memo === undefined) {
      const goal = this.#addResult(offer, offer.known, none);
      if (goal !== undefined) for (const slot of offer.conditions()) push(this.#conditioned, slot, goal);
      return;
    }
    const root = this.#goal(offer, none, none, undefined);
    for (const slot of offer.conditions()) push(this.#conditioned, slot, root);
    memo.walk(
      (key, before, isKnown) => {
        if (this.#isAllKnown(key, isKnown)) return;
        const goal = this.#goal(offer, before, none, undefined, { key, isKnown });
        this.#reads(goal);
        this.#readBy(key, goal);
      },
      (actions, reads) => {
        const goal = this.#addResult(offer, actions, reads);
        if (goal === undefined) return;
        this.#leaves.set(actions, goal as Leaf);
        this.#reads(goal);
      },
    );
  }

  /** Whether a slot never held anything else. */
  #isAllKnown(key: number, isKnown: (held: number) => boolean): boolean {
    const held = key >= 0 ? this.#slots.heldIn(key).length : 0;
    for (let value = 1; value < held; value++) if (!isKnown(value)) return false;
    return held > 0 && isKnown(0);
  }

  #reads(goal: Goal): void {
    for (let index = 0; index < goal.reads.length; index += 2) this.#readBy(goal.reads[index] as number, goal);
  }

  #readBy(key: number, goal: Goal): void {
    push(this.#reading, key, goal);
    if (key < 0) this.#queries.add(key);
  }

  /** What cannot be paid for never happens; that something else may come of it is accounted for by what it looks at. */
  #addResult(offer: Offer, actions: readonly Action[], reads: readonly number[]): Goal | undefined {
    const possible = actions.filter(this.#canHappen);
    if (possible.length === 0) return undefined;
    const footprint = this.#footprint(offer, possible, keysOf(reads));
    const goal = this.#goal(offer, reads, possible, footprint);
    for (const slot of footprint.touches.keys()) push(this.#touching, slot, goal);
    for (const slot of footprint.looksAt) push(this.#conditioned, slot, goal);
    return goal;
  }

  #goal(offer: Offer, reads: readonly number[], actions: readonly Action[], footprint: Footprint | undefined, unseen?: Goal['unseen']): Goal {
    const goal = { number: this.goals.length, offer, reads, actions, footprint, ...(unseen && { unseen }) };
    this.goals.push(goal);
    return goal;
  }

  /** The goal, while another offer has read that. */
  joint(goal: Goal, { number, reads }: Leaf): Goal {
    const key = `${goal.number} ${number}`;
    let joint = this.#joint.get(key);
    if (joint === undefined) {
      const mine = new Set(keysOf(goal.reads));
      const more = reads.flatMap((each, index) => (index % 2 === 0 && !mine.has(each) ? [each, reads[index + 1] as number] : []));
      this.#joint.set(key, (joint = this.#goal(goal.offer, [...goal.reads, ...more], none, undefined, goal.unseen)));
    }
    return joint;
  }
}

/** The ways in which a goal that changes the slot does so. */
export function waysOf(goal: Goal, slot: number): Ways {
  return goal.footprint?.touches.get(slot) as Ways;
}

function push(all: Map<number, Goal[]>, key: number, goal: Goal): void {
  const those = all.get(key);
  if (those === undefined) all.set(key, [goal]);
  else those.push(goal);
}

function keysOf(reads: readonly number[]): readonly number[] {
  return reads.filter((_, index) => index % 2 === 0);
}
