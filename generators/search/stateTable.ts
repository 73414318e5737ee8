import { mix, Rows, type RowStore } from './rows.ts';

/** Where packed states are stored: rows of words, found by their hash, each with a number. */
export interface StateTable {
  /** Words to a row. */
  readonly words: number;
  /** States stored here. */
  readonly size: number;
  /** Bytes in use, for statistics. */
  readonly bytes: number;
  /** Whether the row looked up last was unknown. */
  readonly isNew: boolean;
  copy(number: number, to: Int32Array): void;
  /** Has the memory fetched that looking up these hashes will need. @returns something that hangs on it, so that it is not optimised away */
  fetch(hashes: Int32Array, count: number): number;
  /** The number of the row that begins there, which is stored if it is new. @param mixed its hash */
  lookUp(mixed: number, rows: Int32Array, start: number): number;
  /** Makes rows wider; what is new holds 0. */
  widen(words: number): void;
}

/** Rows to hash at a time: cells are far apart, and the processor waits for those of all of them at once. */
export const hashedAtOnce = 64;

/** The table of a search by one thread: numbers count up from 0. */
export class OwnTable implements StateTable {
  #rows: RowStore;
  /** Open addressing: in the low bits a number + 1 (0 = empty), in the high bits some of the hash, which spares most looks at rows. */
  #cells: Int32Array;
  #numberBits: number;
  #limit: number;
  /** Something that hangs on what was fetched, so that fetching it is not optimised away. */
  fetched = 0;
  isNew = false;

  constructor(rows: RowStore = new Rows(2)) {
    this.#rows = rows;
    this.#numberBits = 12;
    while (2 ** this.#numberBits * 0.65 < rows.size) this.#numberBits++;
    this.#cells = new Int32Array(2 ** this.#numberBits);
    this.#limit = this.#cells.length * 0.65;
    this.#rehash(this.#cells.length);
  }

  get rows(): RowStore {
    return this.#rows;
  }

  get words(): number {
    return this.#rows.words;
  }

  get size(): number {
    return this.#rows.size;
  }

  get bytes(): number {
    return this.#rows.bytes + this.#cells.byteLength;
  }

  copy(number: number, to: Int32Array): void {
    this.#rows.copy(number, to);
  }

  fetch(hashes: Int32Array, count: number): number {
    return fetchedFrom(this.#cells, this.#numberBits, this.#rows, hashes, count);
  }

  lookUp(mixed: number, rows: Int32Array, start: number): number {
    const own = this.#rows;
    const cells = this.#cells;
    const mask = cells.length - 1;
    const tag = mixed >>> this.#numberBits;
    let cell = mixed & mask;
    for (;;) {
      const found = cells[cell] as number;
      if (found === 0) break;
      if (found >>> this.#numberBits === tag && own.equals((found & mask) - 1, rows, start)) {
        this.isNew = false;
        return (found & mask) - 1;
      }
      cell = (cell + 1) & mask;
    }
    this.isNew = true;
    const number = own.push(rows, start);
    cells[cell] = (tag << this.#numberBits) | (number + 1);
    if (own.size > this.#limit) this.#spread();
    return number;
  }

  widen(words: number): void {
    this.#rows = this.#rows.widened(words);
  }

  /** The same states in other words. */
  replace(rows: Rows): void {
    this.#rows = rows;
    this.#rehash(this.#cells.length);
  }

  #spread(): void {
    // While it is small it grows in larger steps: hashing all anew costs more than the room.
    this.#numberBits += this.#numberBits < 22 ? 2 : 1;
    this.#rehash(2 ** this.#numberBits);
  }

  #rehash(length: number): void {
    const cells = new Int32Array(length);
    const mask = cells.length - 1;
    const hashes = new Int32Array(hashedAtOnce);
    for (let first = 0; first < this.#rows.size; first += hashedAtOnce) {
      const count = Math.min(hashedAtOnce, this.#rows.size - first);
      // Cells are far apart: the processor waits for all of them at once.
      let fetched = 0;
      for (let index = 0; index < count; index++) {
        const mixed = mix(this.#rows.hash(first + index));
        hashes[index] = mixed;
        fetched ^= cells[mixed & mask] as number;
      }
      this.fetched = fetched;
      for (let index = 0; index < count; index++) {
        const mixed = hashes[index] as number;
        let cell = mixed & mask;
        while (cells[cell] !== 0) cell = (cell + 1) & mask;
        cells[cell] = ((mixed >>> this.#numberBits) << this.#numberBits) | (first + index + 1);
      }
    }
    this.#cells = cells;
    // Linear probing stays short up to two thirds.
    this.#limit = cells.length * 0.65;
  }
}

/** {@link StateTable.fetch}. @param numberBits how many low bits of a cell are a number + 1; the others are of its hash */
export function fetchedFrom(cells: Int32Array, numberBits: number, rows: RowStore, hashes: Int32Array, count: number): number {
  const mask = cells.length - 1;
  let all = 0;
  for (let index = 0; index < count; index++) all ^= cells[(hashes[index] as number) & mask] as number;
  for (let index = 0; index < count; index++) {
    const mixed = hashes[index] as number;
    const found = cells[mixed & mask] as number;
    if (found !== 0 && found >>> numberBits === mixed >>> numberBits) all ^= rows.head((found & mask) - 1);
  }
  return all;
}
