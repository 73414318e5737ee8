import type { Action, Engine, Offer, SlotTable } from '../../../model/kernel/index.ts';
import { any, clash, type Footprint, type Ways } from './footprint.ts';
import type { Certificate } from './certificate.ts';
import type { Goal } from './goals.ts';

const none: readonly number[] = [];

/** Why a goal cannot be reached at once: something it reads is not so; its component is down, or a watch closed; its message is not there, behind others, or not to be seen yet; it comes to nothing. */
export type Obstacle = 'differs' | 'closed' | 'absent' | 'behind' | 'unseen' | 'idle';

type Place = 'there' | 'behind' | 'absent';

type FootprintOf = (offer: Offer, actions: readonly Action[], reads: readonly number[]) => Footprint;

/** Which goals conflict with what, and what may lead to them in one step, as long as some faults cannot strike any more. */
export class View {
  readonly goals: Goal[] = [];
  readonly #slots: SlotTable;
  readonly #offers: readonly (Offer | undefined)[];
  /** By what an offer comes to: sets with that in them that were found to do, the last one found last. */
  readonly certificates = new Map<readonly Action[], Certificate[]>();
  readonly #canHappen: (action: Action) => boolean;
  readonly #footprint: FootprintOf;
  /** By slot, and by query: the goals that look at it. */
  readonly #reading = new Map<number, Goal[]>();
  readonly #asking = new Map<number, Goal[]>();
  /** By slot: the goals that change it. */
  readonly #touching = new Map<number, Goal[]>();
  readonly #emptied = new Set<number>();
  readonly #initial: readonly Int32Array[];
  /** Pairs of offers that must stay in their order, whether or not they commute. */
  readonly #ordered = new Map<number, Set<number>>();
  // What was worked out.
  readonly #conflicts = new Map<readonly Action[], readonly number[]>();
  readonly #setters = new Map<number, (readonly number[] | undefined)[]>();
  readonly #putters: (readonly number[])[] = [];
  readonly #takers: (readonly number[])[] = [];
  readonly #followed: (readonly number[])[] = [];
  readonly #places: ({ readonly home: number; readonly byHeld: (Place | undefined)[] } | undefined)[] = [];

  constructor(engine: Engine, offers: readonly (Offer | undefined)[], canHappen: (action: Action) => boolean, footprint: FootprintOf, ordered: readonly (readonly [one: number, other: number])[]) {
    this.#slots = engine.slots;
    this.#offers = offers;
    this.#canHappen = canHappen;
    this.#footprint = footprint;
    this.#initial = engine.initial();
    for (const offer of offers) if (offer !== undefined) this.#add(offer);
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

  #add(offer: Offer): void {
    const { memo } = offer;
    for (const action of offer.known) for (const change of action.changes) for (const { slot, empties } of change.touches()) if (empties === true) this.#emptied.add(slot);
    if (memo === undefined) {
      const goal = this.#addResult(offer, offer.known, none);
      if (goal !== undefined) for (const slot of offer.conditions()) push(this.#reading, slot, goal);
      return;
    }
    const root = this.#goal(offer, none, undefined);
    for (const slot of offer.conditions()) push(this.#reading, slot, root);
    memo.walk(
      (key, before) => push(key >= 0 ? this.#reading : this.#asking, key, before.length === 0 ? root : this.#goal(offer, before, undefined)),
      (actions, reads) => this.#addResult(offer, actions, reads),
    );
  }

  /** What cannot be paid for never happens; that something else may come of it is accounted for by what it looks at. */
  #addResult(offer: Offer, actions: readonly Action[], reads: readonly number[]): Goal | undefined {
    const possible = actions.filter(this.#canHappen);
    if (possible.length === 0) return undefined;
    const footprint = this.#footprint(offer, possible, keysOf(reads));
    const goal = this.#goal(offer, reads, footprint);
    for (const slot of footprint.touches.keys()) push(this.#touching, slot, goal);
    return goal;
  }

  #goal(offer: Offer, reads: readonly number[], footprint: Footprint | undefined): Goal {
    const goal = { number: this.goals.length, offer, reads, footprint };
    this.goals.push(goal);
    return goal;
  }

  /** The goals of other offers that do not commute with what this one comes to in this state: the actions. */
  conflicts(offer: Offer, actions: readonly Action[], state: Int32Array): readonly number[] {
    let found = this.#conflicts.get(actions);
    if (found === undefined) {
      const footprint = this.#footprint(offer, actions.filter(this.#canHappen), offer.memo?.path(this.#slots, state) ?? none);
      const all = new Set(this.#conflictsOf(footprint));
      const ordered = this.#ordered.get(offer.number);
      if (ordered !== undefined) for (const goal of this.goals) if (goal.footprint !== undefined && ordered.has(goal.offer.number)) all.add(goal);
      this.#conflicts.set(actions, (found = [...all].filter((goal) => goal.offer !== offer).map(({ number }) => number)));
    }
    return found;
  }

  #conflictsOf({ reads, queries, touches }: Footprint): ReadonlySet<Goal> {
    const found = new Set<Goal>();
    const add = (goals: readonly Goal[] = []): void => goals.forEach((goal) => found.add(goal));
    for (const [slot, ways] of touches) {
      add(this.#reading.get(slot));
      for (const [query, goals] of this.#asking) if (this.#varies(slot, query)) add(goals);
      for (const goal of this.#touching.get(slot) ?? []) if (clash(ways, waysOf(goal, slot))) found.add(goal);
    }
    for (const slot of reads) add(this.#touching.get(slot));
    for (const query of queries) for (const slot of this.#varying(query)) add(this.#touching.get(slot));
    return found;
  }

  /** Whether a query asks for a slot that is present in some states and absent in others. */
  #varies(slot: number, query: number): boolean {
    return slot >= 0 && this.#slots.asksFor(query, slot) && (this.#emptied.has(slot) || this.#initial.some((state) => (state[slot] ?? 0) === 0));
  }

  #varying(query: number): readonly number[] {
    return this.#slots.withPrefix(this.#slots.prefix(query)).filter((slot) => this.#varies(slot, query));
  }

  /**
   * Of a goal that cannot be reached at once: sets of goals, each of which is enough. One of its members must happen before
   * the goal is reached, whatever else happens.
   * @param isPossible whether its offer comes to something in this state
   * @param take gets each set, and because of what that is enough
   */
  sources({ offer, reads }: Goal, isPossible: boolean, state: Int32Array, take: (sources: readonly number[], because: Obstacle, key: number, value: number) => void): void {
    let isBlocked = false;
    for (let index = 0; index < reads.length; index += 2) {
      const key = reads[index] as number;
      const value = reads[index + 1] as number;
      if ((key >= 0 ? state[key] : this.#slots.read(state, key)) === value) continue;
      isBlocked = true;
      take(this.#settersOf(key, value), 'differs', key, value);
    }
    if (isPossible) return;
    const closed = offer.closedBy(state);
    if (closed !== undefined) take(this.#settersOf(closed, any), 'closed', closed, offer.number);
    // Where a fault is at home says nothing of whether it may strike: only that it may not does, unless it is closed for another reason.
    if (closed !== undefined && offer.memo === undefined) return;
    const place = this.placeOf(offer, state);
    if (place === 'absent') take((this.#putters[offer.number] ??= this.#puttersOf(offer)), 'absent', offer.number, 0);
    else if (place === 'behind') take((this.#takers[offer.number] ??= this.#takersBefore(offer)), 'behind', offer.number, 0);
    else if (closed !== undefined) return;
    else if (offer.isVisible?.(state) === false) take((this.#followed[offer.number] ??= this.#follows(offer)), 'unseen', offer.number, 0);
    else if (!isBlocked) {
      // What it comes to is nothing, or cannot be paid for: something that it has looked at must change.
      const looked = offer.waitsFor(state);
      if (looked === undefined) throw new RangeError(`nothing is in the way of ${offer.known[0]?.label ?? offer.component}, and yet it is not possible`);
      take(looked.flatMap((key) => this.#settersOf(key, any)), 'idle', offer.number, 0);
    }
  }

  /** Whether an obstacle of an offer that is not possible is there in this state, too. @param key of `closed`: what is closed */
  isInTheWay(because: Obstacle, key: number, offer: Offer, state: Int32Array): boolean {
    const closed = offer.closedBy(state);
    if (because === 'closed') return closed === key;
    if (closed !== undefined && (offer.memo === undefined || because === 'unseen')) return false;
    const place = this.placeOf(offer, state);
    return because === 'unseen' ? place === 'there' && offer.isVisible?.(state) === false : place === because;
  }

  offer(number: number): Offer {
    return this.#offers[number] as Offer;
  }

  /** Whether what an offer is about is there, behind others in a queue, or not. */
  placeOf(offer: Offer, state: Int32Array): Place {
    if (offer.homes.size !== 1) return whereIs(offer, state);
    const known = (this.#places[offer.number] ??= { home: [...offer.homes.keys()][0] ?? 0, byHeld: [] });
    const held = state[known.home] ?? 0;
    return (known.byHeld[held] ??= whereIs(offer, state));
  }

  /** Whoever may make the key hold that value. */
  #settersOf(key: number, value: number): readonly number[] {
    let ofKey = this.#setters.get(key);
    if (ofKey === undefined) this.#setters.set(key, (ofKey = []));
    return (ofKey[value + 1] ??= key < 0 ? this.#touchers(this.#varying(key), () => true) : this.#touchers([key], ({ sets, puts, takes }) => value === any || puts.size > 0 || takes.size > 0 || sets.has(any) || sets.has(value)));
  }

  /** Whoever puts there what it is offered by. */
  #puttersOf({ value, homes }: Offer): readonly number[] {
    return [...homes].flatMap(([slot, holding]) =>
      this.#touchers([slot], ({ sets, puts }) => sets.has(any) || (value === undefined ? [...sets].some((held) => holding.size === 0 || holding.has(held)) : sets.size > 0 || puts.has(value) || puts.has(any))),
    );
  }

  /** In a queue: whoever takes away what is before it. */
  #takersBefore(offer: Offer): readonly number[] {
    const before = offer.predecessors();
    return this.#touchers([...offer.homes.keys()], ({ sets, takes }) => sets.size > 0 || [...takes].some((taken) => before.has(taken)));
  }

  /** An entry reaches the one it is read through first; or it comes to be read through another one. */
  #follows(offer: Offer): readonly number[] {
    return [...this.#touchers(offer.follows(), ({ sets, takes }) => sets.size > 0 || takes.has(offer.value ?? any)), ...this.#touchers(offer.conditions(), () => true)];
  }

  #touchers(slots: readonly number[], leads: (ways: Ways) => boolean): readonly number[] {
    const found = new Set<number>();
    for (const slot of slots) for (const goal of this.#touching.get(slot) ?? []) if (leads(waysOf(goal, slot))) found.add(goal.number);
    return [...found];
  }
}

function waysOf(goal: Goal, slot: number): Ways {
  return goal.footprint?.touches.get(slot) as Ways;
}

function whereIs(offer: Offer, state: Int32Array): Place {
  for (const [slot, holding] of offer.homes) if (holding.has(state[slot] ?? 0)) return 'there';
  return offer.isUnderWay(state) ? 'behind' : 'absent';
}

function push(all: Map<number, Goal[]>, key: number, goal: Goal): void {
  const those = all.get(key);
  if (those === undefined) all.set(key, [goal]);
  else those.push(goal);
}

function keysOf(reads: readonly number[]): readonly number[] {
  return reads.filter((_, index) => index % 2 === 0);
}
