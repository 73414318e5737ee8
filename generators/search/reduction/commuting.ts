import { canonicalText, happeningsOf, type Action, type Happening, type Json, type Offer, type SlotTable } from '../../../model/kernel/index.ts';
import type { Footprint } from './footprint.ts';

/** What an offer comes to when it has read certain things: keys and what they held, in turn. */
export interface Leaf {
  /** Of the goal; -1 for what has come to be known only since. */
  readonly number: number;
  readonly reads: readonly number[];
  /** Its actions, apart from what can never happen. */
  readonly actions: readonly Action[];
  /** What they read and change. */
  readonly footprint: Footprint;
}

type Held = ReadonlyMap<number, number>;

/**
 * Whether two offers commute though one of them sets what the other reads or sets: when both orders come to the same. What each of
 * them does may hang on which comes first.
 */
export class Commuting {
  readonly #slots: SlotTable;
  readonly #constant: (key: number) => number;
  readonly #isNoticed: (action: Action) => boolean;
  readonly #leafOf: (actions: readonly Action[]) => Leaf | undefined;
  readonly #noticed = new Map<Action, boolean>();
  readonly #effects = new Map<Action, string>();
  readonly #settings = new Map<Action, Held>();

  /**
   * @param constant what a key always holds; -1 when that may differ
   * @param isNoticed whether a property takes notice of an action
   * @param leafOf what has been read where an offer comes to these actions
   */
  constructor(slots: SlotTable, constant: (key: number) => number, isNoticed: (action: Action) => boolean, leafOf: (actions: readonly Action[]) => Leaf | undefined) {
    this.#slots = slots;
    this.#constant = constant;
    this.#isNoticed = isNoticed;
    this.#leafOf = leafOf;
  }

  /**
   * @param held what the one has read
   * @returns all that it may have read after the other; undefined when they do not commute, or when that is not known
   */
  leavesAfter(one: Offer, leaf: Leaf, held: Held, other: Offer, otherLeaf: Leaf): ReadonlySet<Leaf> | undefined {
    const all = new Map([...held, ...heldBy(otherLeaf.reads)]);
    const after = new Set<Leaf>();
    const otherAfter: Leaf[] = [];
    for (const action of leaf.actions) {
      const next = this.#after(action, other, otherLeaf, all);
      if (next === undefined) return undefined;
      otherAfter.push(next);
    }
    for (const [index, action] of otherLeaf.actions.entries()) {
      const next = this.#after(action, one, leaf, all);
      if (next === undefined) return undefined;
      after.add(next);
      for (const [mine, first] of leaf.actions.entries()) {
        const second = otherAfter[mine]?.actions[index] as Action;
        const last = next.actions[mine] as Action;
        if (!meets(all, [first, second], [action, last])) return undefined;
      }
    }
    return after;
  }

  /** What an offer has read after the action, if it comes to as many actions, and properties see no difference. */
  #after(action: Action, offer: Offer, leaf: Leaf, held: Held): Leaf | undefined {
    if (offer.memo === undefined) return leaf;
    const settings = this.#settingsOf(action);
    const actions = offer.memo.follow((key) => this.#heldAfter(key, settings, held));
    const next = actions && this.#leafOf(actions);
    if (next === undefined || next === leaf) return next;
    if (next.actions.length !== leaf.actions.length) return undefined;
    return next.actions.every((each, index) => this.#looksLike(each, leaf.actions[index] as Action)) ? next : undefined;
  }

  /** -1 when it is not known. */
  #heldAfter(key: number, settings: Held, held: Held): number {
    const before = held.get(key) ?? this.#constant(key);
    if (key >= 0) return settings.get(key) ?? before;
    if (before < 0) return -1;
    const changed = new Map<number, boolean>();
    for (const [slot, value] of settings) {
      if (!this.#slots.asksFor(key, slot)) continue;
      if (value < 0) return -1;
      changed.set(slot, value !== 0);
    }
    return changed.size === 0 ? before : this.#slots.readAfter(key, before, changed);
  }

  /** By slot that an action touches, what it holds afterwards; -1 where that hangs on what was there. */
  #settingsOf(action: Action): Held {
    let settings = this.#settings.get(action);
    if (settings !== undefined) return settings;
    const found = new Map<number, number>();
    for (const change of action.changes) for (const { slot, how, value } of change.touches()) found.set(slot, how === 'set' && value !== undefined && !found.has(slot) ? value : -1);
    this.#settings.set(action, (settings = found));
    return settings;
  }

  #looksLike(one: Action, other: Action): boolean {
    if (one === other) return true;
    if (one.label !== other.label || one.kind !== other.kind || one.costs.length !== other.costs.length || one.costs.some((slot, index) => slot !== other.costs[index])) return false;
    return (!this.#noticedBy(one) && !this.#noticedBy(other)) || this.#effectOf(one) === this.#effectOf(other);
  }

  #noticedBy(action: Action): boolean {
    let isNoticed = this.#noticed.get(action);
    if (isNoticed === undefined) this.#noticed.set(action, (isNoticed = this.#isNoticed(action)));
    return isNoticed;
  }

  #effectOf(action: Action): string {
    let effect = this.#effects.get(action);
    if (effect === undefined) this.#effects.set(action, (effect = effectOf(action)));
    return effect;
  }
}

/** By key, what it held: of keys and values in turn. */
export function heldBy(reads: readonly number[]): Held {
  const held = new Map<number, number>();
  for (let index = 0; index < reads.length; index += 2) held.set(reads[index] as number, reads[index + 1] as number);
  return held;
}

/** Equal for actions of one offer that do the same. That a part is set to nothing is told from its not being set. */
function effectOf(action: Action): string {
  return happeningsOf(action)
    .map((happening) => (happening.kind === 'reaction' ? reactionText(happening) : canonicalText(happening as unknown as Json, 'happening')))
    .join('\n');
}

function reactionText({ component, input, reaction: { set = {}, ...rest } }: Extract<Happening, { readonly kind: 'reaction' }>): string {
  const parts = Object.entries(set).map(([part, value]) => [part, value === undefined ? [] : [value]] as const);
  return canonicalText({ component, input, parts: parts.sort(([one], [other]) => (one < other ? -1 : 1)), rest } as unknown as Json, 'reaction');
}

/** Whether two ways, of two actions each, change a state of which that is known to the same. */
function meets(held: Held, one: readonly Action[], other: readonly Action[]): boolean {
  const mine = new Way(one);
  const its = new Way(other);
  if (!mine.isKnown || !its.isKnown || mine.others.size !== its.others.size) return false;
  for (const [slot, value] of mine.sets) if ((its.sets.get(slot) ?? held.get(slot)) !== value) return false;
  for (const [slot, value] of its.sets) if ((mine.sets.get(slot) ?? held.get(slot)) !== value) return false;
  for (const [what, times] of mine.others) if (its.others.get(what) !== times) return false;
  return true;
}

/** What two actions, one after the other, change: what slots then hold, and what is put in and taken out, how often. */
class Way {
  readonly sets = new Map<number, number>();
  readonly others = new Map<string, number>();
  isKnown = true;

  constructor(actions: readonly Action[]) {
    const mixed = new Set<number>();
    const appended = new Map<number, number>();
    for (const action of actions) {
      for (const change of action.changes) {
        for (const { slot, how, value } of change.touches()) {
          if (value === undefined) this.isKnown = false;
          else if (how === 'set') this.sets.set(slot, value);
          else {
            mixed.add(slot);
            // The order of what is appended matters: each has its place.
            const place = how === 'append' ? (appended.get(slot) ?? 0) : 0;
            if (how === 'append') appended.set(slot, place + 1);
            const what = `${slot} ${how} ${value} ${place}`;
            this.others.set(what, (this.others.get(what) ?? 0) + 1);
          }
        }
      }
    }
    for (const slot of mixed) if (this.sets.has(slot)) this.isKnown = false;
  }
}
