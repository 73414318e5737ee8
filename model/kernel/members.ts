import { canonicalText } from './canonical.ts';
import { contentOf, Exchange, rename, renameSlot } from './exchange.ts';
import type { Names, Symmetry, SymmetrySet } from './symmetry.ts';
import type { World } from './world.ts';

/** Members that nothing tells apart, by index, and the exchanges of neighbours among them. */
export interface Alike {
  readonly set: Members;
  readonly members: readonly number[];
  readonly neighbours: readonly Exchange[];
}

/** The members of a symmetry set, with what can be said of each. */
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
  readonly #signatures: number[];

  constructor(world: World, symmetry: Symmetry, set: SymmetrySet) {
    const { of, members } = set;
    this.of = of;
    this.#world = world;
    this.#symmetry = symmetry;
    this.#exchanges = members.map((one, index) => members.slice(index + 1).map((other) => new Exchange(world, symmetry, one, other)));
    this.neighbours = this.#exchanges.flatMap(([first]) => first ?? []);
    this.#abstract = members.map((one) => abstraction(symmetry, set, one));
    this.#signs = members.map(() => []);
    this.#signatures = members.map(() => 0);
  }

  exchange(one: number, other: number): Exchange | undefined {
    return this.#exchanges[Math.min(one, other)]?.[Math.abs(one - other) - 1];
  }

  learnSlots(): void {
    for (const row of this.#exchanges) for (const exchange of row) exchange.learnSlots();
    for (; this.#slots < this.#world.slots.size; this.#slots++) for (const ofMember of this.#signs) ofMember.push([0]);
  }

  /** Exchanges members of the state until they are in the order of their signatures. */
  sort(apply: (exchange: Exchange) => void, state: Int32Array): void {
    const signatures = this.#signatures;
    for (let member = 0; member < signatures.length; member++) signatures[member] = this.#signature(member, state);
    for (let place = 0; place < signatures.length; place++) {
      let least = place;
      for (let other = place + 1; other < signatures.length; other++) if ((signatures[other] as number) < (signatures[least] as number)) least = other;
      const exchange = least === place ? undefined : this.exchange(place, least);
      if (exchange === undefined) continue;
      apply(exchange);
      [signatures[place], signatures[least]] = [signatures[least] as number, signatures[place] as number];
    }
  }

  /** What sorting left open. */
  alike(): readonly Alike[] {
    const found: Alike[] = [];
    const signatures = this.#signatures;
    for (let first = 0, next = 1; first < signatures.length; first = next, next++) {
      while (next < signatures.length && signatures[next] === signatures[first]) next++;
      if (next === first + 1) continue;
      found.push({ set: this, members: Array.from({ length: next - first }, (_, index) => first + index), neighbours: this.neighbours.slice(first, next - 1) });
    }
    return found;
  }

  /** Sums up all that there is to say of a member; does not depend on which members there are else, nor on their order. */
  #signature(member: number, state: Int32Array): number {
    const signs = this.#signs[member] as number[][];
    let sum = 0;
    for (let slot = 0; slot < this.#slots; slot++) {
      const held = state[slot] as number;
      sum = (sum + ((signs[slot] as number[])[held] ?? this.#sign(member, slot, held))) | 0;
    }
    return sum;
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
