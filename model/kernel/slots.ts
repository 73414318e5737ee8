/**
 * The layout of the global state: a vector of integers, one slot for each part, channel, cursor, fault budget,
 * crash flag and observer. Slots come into being when something first touches them; a vector that is
 * shorter than the table holds 0 ("absent", "empty", "none") in the rest.
 *
 * What a vector holds in a slot is not the number of a value or content itself but its place among those that the slot
 * has held: so the integers stay small, whatever else was interned, and tables are indexed by them.
 */
export class SlotTable {
  readonly #index = new Map<string, number>();
  readonly #names: string[] = [];
  #knowledge = 0;
  #homes = 0;
  /** By slot; absent where a vector holds the value itself (flags, budgets). */
  readonly #held: (Held | undefined)[] = [];
  readonly #queries: PrefixQuery[] = [];
  readonly #queryIndex = new Map<string, number>();
  readonly #present = new Presence();
  readonly #inOrder: (readonly number[])[] = [];
  #ordered: readonly number[] = [];

  /** All slots by name. Which came into being first depends on what was explored before; this order does not. */
  get ordered(): readonly number[] {
    return this.#ordered;
  }

  get size(): number {
    return this.#names.length;
  }

  /** Grows with every slot, with every value that one holds for the first time, and (see {@link learn}) with every reaction computed. */
  get knowledge(): number {
    return this.#knowledge;
  }

  learn(): void {
    this.#knowledge++;
  }

  /** How often something that was offered by one slot turned out to be offered by another one, too. */
  get homes(): number {
    return this.#homes;
  }

  noteHome(): void {
    this.#homes++;
    this.#knowledge++;
  }

  /** The slot of that name, made when it is new. Names start with what they are: `part/scheduler/queue`. */
  slot(name: string): number {
    const known = this.#index.get(name);
    if (known !== undefined) return known;
    const slot = this.#names.length;
    this.#knowledge++;
    this.#index.set(name, slot);
    this.#names.push(name);
    if (/^(part|channel|pending|place|via|observer)\n/.test(name)) this.#held[slot] = { places: new Map([[0, 0]]), values: [0] };
    this.#insert(slot, name);
    for (const query of this.#queries) if (name.startsWith(query.prefix)) query.slots.push(slot);
    return slot;
  }

  #insert(slot: number, name: string): void {
    let low = 0;
    let high = this.#ordered.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.name(this.#ordered[middle] ?? 0) < name) low = middle + 1;
      else high = middle;
    }
    // A new array: somebody may be walking the old one.
    this.#ordered = this.#ordered.toSpliced(low, 0, slot);
  }

  name(slot: number): string {
    return this.#names[slot] ?? '';
  }

  /** All slots whose name starts with the prefix, oldest first. The array grows as slots are made. */
  withPrefix(prefix: string): readonly number[] {
    return this.#query(this.query(prefix)).slots;
  }

  /** A readable thing like a slot: which slots under a prefix are present. Its number is negative. */
  query(prefix: string): number {
    const known = this.#queryIndex.get(prefix);
    if (known !== undefined) return known;
    const query = -1 - this.#queries.length;
    const slots = this.#names.flatMap((name, slot) => (name.startsWith(prefix) ? [slot] : []));
    this.#queries.push({ prefix, slots, trail: [], nodes: [] });
    this.#queryIndex.set(prefix, query);
    return query;
  }

  /** What a vector holds in the slot for a value or content. */
  encode(slot: number, value: number): number {
    const held = this.#held[slot];
    if (held === undefined) return value;
    let place = held.places.get(value);
    if (place === undefined) {
      place = held.values.length;
      this.#knowledge++;
      held.places.set(value, place);
      held.values.push(value);
    }
    return place;
  }

  has(name: string): boolean {
    return this.#index.has(name);
  }

  /** All values or contents that a vector ever held in the slot, 0 (nothing) first. */
  heldIn(slot: number): readonly number[] {
    return this.#held[slot]?.values ?? [];
  }

  /** The value or content that a vector holds in the slot. */
  decode(slot: number, held: number): number {
    const known = this.#held[slot];
    return known === undefined ? held : (known.values[held] ?? 0);
  }

  /** What the vector holds in a slot; for a query, a number for which of its slots are present. */
  read(vector: Int32Array, key: number): number {
    return key >= 0 ? (vector[key] ?? 0) : this.#present.number(vector, this.#query(key));
  }

  /** What {@link read} gives for a query when some of its slots have come to be present, or absent, since it gave that. */
  readAfter(query: number, before: number, changed: ReadonlyMap<number, boolean>): number {
    const present = this.#present.slots(before);
    return this.#present.numberOf(this.#query(query).slots.filter((slot) => changed.get(slot) ?? present.has(slot)));
  }

  prefix(query: number): string {
    return this.#query(query).prefix;
  }

  /** Whether a query asks for the slot. */
  asksFor(query: number, slot: number): boolean {
    return this.name(slot).startsWith(this.#query(query).prefix);
  }

  /** The slots that were present when {@link read} gave that for a query, in the order of their names. */
  presentAt(number: number): readonly number[] {
    return (this.#inOrder[number] ??= [...this.#present.slots(number)].sort((one, other) => (this.name(one) < this.name(other) ? -1 : 1)));
  }

  #query(query: number): PrefixQuery {
    return this.#queries[-1 - query] ?? { prefix: '', slots: [], trail: [], nodes: [] };
  }
}

interface Held {
  readonly places: Map<number, number>;
  readonly values: number[];
}

/** Numbers the sets of slots that are present: a tree of the slots in turn. */
class Presence {
  readonly #children: Map<number, number>[] = [new Map<number, number>()];

  /** By number, which slots those are: the one that was added last, and the number of the others. */
  readonly #last: number[] = [-1];
  readonly #others: number[] = [0];

  number(vector: Int32Array, { slots, trail, nodes }: PrefixQuery): number {
    let node = 0;
    let depth = 0;
    for (let index = 0; index < slots.length; index++) {
      const slot = slots[index] as number;
      if ((vector[slot] ?? 0) === 0) continue;
      if (trail[depth] === slot) node = nodes[depth] as number;
      else {
        node = this.#with(node, slot);
        trail.length = depth;
        nodes.length = depth;
        trail.push(slot);
        nodes.push(node);
      }
      depth++;
    }
    return node;
  }

  /** The slots that are present, in the order in which a query has them. */
  numberOf(present: readonly number[]): number {
    return present.reduce((node, slot) => this.#with(node, slot), 0);
  }

  slots(number: number): ReadonlySet<number> {
    const found = new Set<number>();
    for (let node = number; node !== 0; node = this.#others[node] ?? 0) found.add(this.#last[node] ?? 0);
    return found;
  }

  #with(node: number, slot: number): number {
    const children = this.#children[node];
    let next = children?.get(slot);
    if (next === undefined) {
      next = this.#children.length;
      children?.set(slot, next);
      this.#children.push(new Map<number, number>());
      this.#last.push(slot);
      this.#others.push(node);
    }
    return next;
  }
}

interface PrefixQuery {
  readonly prefix: string;
  readonly slots: number[];
  /** Slots that were present one after the other, and the numbers of all up to each: mostly it is the same ones again. */
  readonly trail: number[];
  readonly nodes: number[];
}
