import { SequenceInterner } from './interner.ts';

/**
 * The layout of the global state: a vector of integers, one slot for each part, channel, cursor, fault budget,
 * crash flag and observer. Slots come into being when something first touches them; a vector that is
 * shorter than the table holds 0 ("absent", "empty", "none") in the rest.
 */
export class SlotTable {
  readonly #index = new Map<string, number>();
  readonly #names: string[] = [];
  readonly #queries: PrefixQuery[] = [];
  readonly #queryIndex = new Map<string, number>();
  readonly #present = new SequenceInterner();
  #ordered: readonly number[] = [];

  /** All slots by name. Which came into being first depends on what was explored before; this order does not. */
  get ordered(): readonly number[] {
    return this.#ordered;
  }

  get size(): number {
    return this.#names.length;
  }

  /** The slot of that name, made when it is new. Names start with what they are: `part/scheduler/queue`. */
  slot(name: string): number {
    const known = this.#index.get(name);
    if (known !== undefined) return known;
    const slot = this.#names.length;
    this.#index.set(name, slot);
    this.#names.push(name);
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
    this.#queries.push({ prefix, slots });
    this.#queryIndex.set(prefix, query);
    return query;
  }

  /** What a slot or query is in a state: for a query, the interned sequence of its present slots. */
  read(vector: Int32Array, key: number): number {
    if (key >= 0) return vector[key] ?? 0;
    return this.#present.intern(this.presentSlots(vector, key));
  }

  presentSlots(vector: Int32Array, query: number): readonly number[] {
    return this.#query(query).slots.filter((slot) => (vector[slot] ?? 0) !== 0);
  }

  #query(query: number): PrefixQuery {
    return this.#queries[-1 - query] ?? { prefix: '', slots: [] };
  }
}

interface PrefixQuery {
  readonly prefix: string;
  readonly slots: number[];
}
