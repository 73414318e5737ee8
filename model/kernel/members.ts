import { canonicalText } from './canonical.ts';
import { contentOf, Exchange, rename, renameSlot } from './exchange.ts';
import type { Names, Symmetry, SymmetrySet } from './symmetry.ts';
import type { World } from './world.ts';

/** Members that nothing tells apart, by index: neighbours all. */
export interface Alike {
  readonly set: Members;
  readonly members: readonly number[];
}

/**
 * The members of a symmetry set, with a signature of each: what there is to say of it, summed up. It does not depend on which
 * is which of the others. Most states differ little from one looked at before (the base), so do the sums.
 */
export class Members {
  readonly of: string;
  /** Exchanges of each member with the next one: together they make every order. */
  readonly neighbours: readonly Exchange[];
  readonly #world: World;
  readonly #symmetry: Symmetry;
  readonly #exchanges: readonly (readonly Exchange[])[];
  readonly #abstract: readonly Names[];
  /** By member, by slot, by what the slot holds: a number for what that says of the member. */
  readonly #signs: number[][][];
  readonly #numbers = new Map<string, number>();
  #slots = 0;
  readonly #ofBase: Int32Array;
  readonly #signatures: Int32Array;
  /** By neighbour: whether exchanging it with the next one leaves the base as it is; absent when not known yet. */
  #leavesBase: (boolean | undefined)[] = [];

  constructor(world: World, symmetry: Symmetry, set: SymmetrySet) {
    const { of, members } = set;
    this.of = of;
    this.#world = world;
    this.#symmetry = symmetry;
    this.#exchanges = members.map((one, index) => members.slice(index + 1).map((other) => new Exchange(world, symmetry, one, other)));
    this.neighbours = this.#exchanges.flatMap(([first]) => first ?? []);
    this.#abstract = members.map((one) => abstraction(symmetry, set, one));
    this.#signs = members.map(() => []);
    this.#ofBase = new Int32Array(members.length);
    this.#signatures = new Int32Array(members.length);
  }

  exchange(one: number, other: number): Exchange | undefined {
    return this.#exchanges[Math.min(one, other)]?.[Math.abs(one - other) - 1];
  }

  learnSlots(): void {
    for (const row of this.#exchanges) for (const exchange of row) exchange.learnSlots();
    for (; this.#slots < this.#world.slots.size; this.#slots++) for (const ofMember of this.#signs) ofMember.push([0]);
  }

  /** Works out the signatures of a state that differs from the base in these slots. */
  look(state: Int32Array, base: Int32Array, differing: Int32Array, count: number): void {
    for (let member = 0; member < this.#signatures.length; member++) {
      const signs = this.#signs[member] as number[][];
      let sum = this.#ofBase[member] as number;
      for (let index = 0; index < count; index++) {
        const slot = differing[index] as number;
        const its = signs[slot] as number[];
        const now = state[slot] as number;
        sum += (its[now] ?? this.#sign(member, slot, now)) - (its[base[slot] as number] as number);
      }
      this.#signatures[member] = sum;
    }
  }

  /** The state looked at last becomes the base. */
  rebase(): void {
    this.#ofBase.set(this.#signatures);
    this.#leavesBase = [];
  }

  /** Whether the state looked at last is in order already, and no other order of members that are alike makes another state of it. */
  isSettled(state: Int32Array, base: Int32Array, differing: Int32Array, count: number): boolean {
    const signatures = this.#signatures;
    for (let member = 1; member < signatures.length; member++) {
      const [before, here] = [signatures[member - 1] as number, signatures[member] as number];
      if (before > here) return false;
      if (before < here) continue;
      const exchange = this.neighbours[member - 1] as Exchange;
      const leavesBase = (this.#leavesBase[member - 1] ??= !exchange.changes(base));
      if (leavesBase ? exchange.changesAt(state, differing, count) : exchange.changes(state)) return false;
    }
    return true;
  }

  /** Exchanges members of the state looked at last until they are in the order of their signatures. */
  sort(apply: (exchange: Exchange) => void): void {
    const signatures = this.#signatures;
    for (let place = 0; place < signatures.length; place++) {
      let least = place;
      for (let other = place + 1; other < signatures.length; other++) if ((signatures[other] as number) < (signatures[least] as number)) least = other;
      const exchange = least === place ? undefined : this.exchange(place, least);
      if (exchange === undefined) continue;
      apply(exchange);
      const signature = signatures[place] as number;
      signatures[place] = signatures[least] as number;
      signatures[least] = signature;
    }
  }

  /** What sorting leaves open. */
  alike(): readonly Alike[] {
    const found: Alike[] = [];
    const signatures = this.#signatures;
    for (let first = 0, next = 1; first < signatures.length; first = next, next++) {
      while (next < signatures.length && signatures[next] === signatures[first]) next++;
      if (next > first + 1) found.push({ set: this, members: Array.from({ length: next - first }, (_, index) => first + index) });
    }
    return found;
  }

  #sign(member: number, slot: number, held: number): number {
    const names = this.#abstract[member] ?? new Map<string, string>();
    const name = renameSlot(this.#symmetry, this.#world.slots.name(slot), names);
    const content = contentOf(this.#world, slot, held).map((value) => canonicalText(rename(this.#symmetry, value, names), 'what is said of a component'));
    // In a channel without order, which message came first says nothing.
    const text = `${name}\n${(name.startsWith('pending\n') ? content : content.toSorted()).join('\n')}`;
    const number = this.#numbers.get(text) ?? this.#numbers.size + 1;
    this.#numbers.set(text, number);
    return ((this.#signs[member]?.[slot] ?? [])[held] = scattered(number));
  }
}

/** Calls a member itself, and all others by what they are. */
function abstraction({ sets }: Symmetry, its: SymmetrySet, itself: readonly string[]): Names {
  return new Map(sets.flatMap((set, number) => set.members.flatMap((names) => names.map((name, index) => [name, `${names === itself && set === its ? 'itself' : 'another'}?${number}?${index}`] as const))));
}

/** Spreads a number over 32 bits, so that different sums are hardly ever equal. */
function scattered(number: number): number {
  let mixed = Math.imul(number, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
}
