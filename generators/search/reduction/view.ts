import type { Action, Engine, Offer, SlotTable } from '../../../model/kernel/index.ts';
import type { Certificate } from './certificate.ts';
import { Conflicts } from './conflicts.ts';
import { any, type Ways } from './footprint.ts';
import { GoalTable, waysOf, type FootprintOf } from './goalTable.ts';
import type { Goal } from './goals.ts';

/** Why a goal cannot be reached at once: something it reads is not so, or is known not to lead there; its component is down, or a watch closed; its message is not there, behind others, or not to be seen yet; it comes to nothing; it waits for the calm. */
export type Obstacle = 'differs' | 'known' | 'closed' | 'absent' | 'behind' | 'unseen' | 'idle' | 'busy';

type Place = 'there' | 'behind' | 'absent';

/** Which goals conflict with what, and what may lead to them in one step, as long as some faults cannot strike any more. */
export class View {
  /** By what an offer comes to: sets with that in them that were found to do, the last one found last. */
  readonly certificates = new Map<readonly Action[], Certificate[]>();
  readonly #slots: SlotTable;
  readonly #offers: readonly (Offer | undefined)[];
  readonly #table: GoalTable;
  readonly #conflicts: Conflicts;
  /** Whether some fault may still strike. */
  readonly #mayFail: boolean;
  readonly #groups: (readonly number[])[] = [];
  readonly #groupNumbers = new Map<readonly number[], number>();
  // What was worked out.
  readonly #setters = new Map<number, (readonly number[] | undefined)[]>();
  readonly #unseenSetters: (readonly number[])[] = [];
  readonly #putters: (readonly number[])[] = [];
  readonly #takers: (readonly number[])[] = [];
  readonly #followed: (readonly number[])[] = [];
  readonly #places: ({ readonly home: number; readonly byHeld: (Place | undefined)[] } | undefined)[] = [];

  constructor(engine: Engine, offers: readonly (Offer | undefined)[], canHappen: (action: Action) => boolean, footprint: FootprintOf, isNoticed: (action: Action) => boolean, ordered: readonly (readonly [one: number, other: number])[], mayFail: boolean) {
    this.#mayFail = mayFail;
    this.#slots = engine.slots;
    this.#offers = offers;
    this.#table = new GoalTable(engine, canHappen, footprint);
    for (const offer of offers) if (offer !== undefined) this.#table.add(offer);
    this.#conflicts = new Conflicts(this.#table, engine.slots, isNoticed, ordered);
  }

  /** The number of a list of goals; one that is given again is the same array. */
  groupOf(goals: readonly number[]): number {
    let group = this.#groupNumbers.get(goals);
    if (group === undefined) {
      this.#groupNumbers.set(goals, (group = this.#groups.length));
      this.#groups.push(goals);
    }
    return group;
  }

  group(number: number): readonly number[] {
    return this.#groups[number] as readonly number[];
  }

  goal(number: number): Goal {
    return this.#table.goals[number] as Goal;
  }

  /** The numbers of the goals of other offers that do not commute with what this one comes to in this state: the actions. */
  conflicts(offer: Offer, actions: readonly Action[], state: Int32Array): readonly number[] {
    return this.#conflicts.of(offer, actions, state);
  }

  /**
   * Of a goal that cannot be reached at once: sets of goals, each of which is enough. One of its members must happen before
   * the goal is reached, whatever else happens.
   * @param isPossible whether its offer comes to something in this state
   * @param take gets each set, and because of what that is enough
   */
  sources({ offer, reads, unseen, number }: Goal, isPossible: boolean, state: Int32Array, take: (sources: readonly number[], because: Obstacle, key: number, value: number) => void): void {
    let isBlocked = false;
    for (let index = 0; index < reads.length; index += 2) {
      const key = reads[index] as number;
      const value = reads[index + 1] as number;
      if ((key >= 0 ? state[key] : this.#slots.read(state, key)) === value) continue;
      isBlocked = true;
      take(this.#settersOf(key, value), 'differs', key, value);
    }
    if (unseen !== undefined) {
      const value = this.#slots.read(state, unseen.key);
      if (unseen.isKnown(value)) {
        isBlocked = true;
        take((this.#unseenSetters[number] ??= this.#settersOfUnknown(unseen.key, unseen.isKnown)), 'known', unseen.key, value);
      }
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
      if (looked === undefined && offer.known.some(({ kind }) => kind === 'timer')) return this.#waits(offer, take);
      if (looked === undefined) throw new RangeError(`nothing is in the way of ${offer.known[0]?.label ?? offer.component}, and yet it is not possible`);
      take(looked.flatMap((key) => this.#settersOf(key, any)), 'idle', offer.number, 0);
    }
  }

  /** A timer waits for the calm, before which something is taken; unless what it comes to is a fault when it reads something else. */
  #waits(offer: Offer, take: (sources: readonly number[], because: Obstacle, key: number, value: number) => void): void {
    if (!this.#mayFail) take([], 'busy', offer.number, 0);
    else take([...offer.reads].flatMap((key) => this.#settersOf(key, any)), 'idle', offer.number, 0);
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
    return (ofKey[value + 1] ??= key < 0 ? this.#touchers(this.#table.varying(key), () => true) : this.#touchers([key], ({ sets, puts, takes }) => value === any || puts.size > 0 || takes.size > 0 || sets.has(any) || sets.has(value)));
  }

  /** Whoever may make the key hold something else than what is known. */
  #settersOfUnknown(key: number, isKnown: (held: number) => boolean): readonly number[] {
    if (key < 0) return this.#settersOf(key, any);
    return this.#touchers([key], ({ sets, puts, takes }) => puts.size > 0 || takes.size > 0 || [...sets].some((held) => held === any || !isKnown(held)));
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
    for (const slot of slots) for (const goal of this.#table.touching(slot)) if (leads(waysOf(goal, slot))) found.add(goal.number);
    return [...found];
  }
}

function whereIs(offer: Offer, state: Int32Array): Place {
  for (const [slot, holding] of offer.homes) if (holding.has(state[slot] ?? 0)) return 'there';
  return offer.isUnderWay(state) ? 'behind' : 'absent';
}
