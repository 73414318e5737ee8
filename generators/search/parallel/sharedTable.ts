import { chunkBits, chunkRows, mix, rowMask, Rows } from '../rows.ts';
import { fetchedFrom, hashedAtOnce, type StateTable } from '../stateTable.ts';
import { needs, type Control } from './control.ts';
import type { Rebuilding, SharedMemory } from './sharedMemory.ts';

/** Numbers that a worker takes at a time, and at most the states to expand: what was stored one after the other is alike, and quickly expanded one after the other. */
export const blockSize = 512;

/** There is no room for a state: what was being worked out must be worked out again when there is. */
export class NoRoom extends Error {}

/** The table of a search by several threads. A row is written before its number is put into the cells, so that whoever finds the number finds the row. */
export class SharedTable implements StateTable {
  readonly #control: Control;
  #memory: SharedMemory;
  #rows = new Rows(0);
  #parents: readonly Int32Array[] = [];
  #cells: Int32Array = new Int32Array(1);
  #numberBits = 0;
  /** Numbers from which on there should be more room. */
  #limit = 0;
  /** The next number of the block, and where it ends. */
  #at = 0;
  #end = 0;
  size = 0;
  isNew = false;
  /** Something that hangs on what was fetched, so that fetching it is not optimised away. */
  fetched = 0;

  constructor(memory: SharedMemory, control: Control) {
    this.#control = control;
    this.#memory = memory;
    this.use(memory);
  }

  get memory(): SharedMemory {
    return this.#memory;
  }

  /** What this worker's states take; the cells are counted by worker 0. */
  get bytes(): number {
    return this.size * this.words * 4;
  }

  get words(): number {
    return this.#memory.words;
  }

  use(memory: SharedMemory): void {
    this.#memory = memory;
    this.#rows = new Rows(memory.words, memory.rows.map((chunk) => new Int32Array(chunk)));
    this.#parents = memory.parents.map((chunk) => new Int32Array(chunk));
    this.#cells = new Int32Array(memory.cells);
    this.#numberBits = Math.log2(this.#cells.length);
    // Linear probing stays short up to two thirds; workers go past the limit until they look whether to meet.
    this.#limit = Math.min(this.#cells.length * 0.5, this.capacity - chunkRows / 4);
  }

  /** Numbers that there is room for. */
  get capacity(): number {
    return this.#memory.rows.length * chunkRows;
  }

  /** Leaves the rest of the block unused: what is stored from now on has higher numbers than all that the others have stored. */
  abandonBlock(): void {
    this.#at = this.#end;
  }

  copy(number: number, to: Int32Array): void {
    this.#rows.copy(number, to);
  }

  /** The code of the state before it: its number + 1, or -1 - index for an initial state; 0 where there is no state of that number. */
  parentCode(number: number): number {
    return (this.#parents[number >>> chunkBits] as Int32Array)[number & rowMask] as number;
  }

  setParent(number: number, code: number): void {
    (this.#parents[number >>> chunkBits] as Int32Array)[number & rowMask] = code;
  }

  fetch(hashes: Int32Array, count: number): number {
    return fetchedFrom(this.#cells, this.#numberBits, this.#rows, hashes, count);
  }

  lookUp(mixed: number, rows: Int32Array, start: number): number {
    const cells = this.#cells;
    const mask = cells.length - 1;
    const tag = mixed >>> this.#numberBits;
    let own = -1;
    for (let cell = mixed & mask; ; cell = (cell + 1) & mask) {
      let found = cells[cell] as number;
      if (found === 0) {
        if (own < 0) own = this.#write(rows, start);
        found = Atomics.compareExchange(cells, cell, 0, (tag << this.#numberBits) | (own + 1));
        if (found === 0) {
          this.#at++;
          this.size++;
          this.isNew = true;
          return own;
        }
      }
      if (found >>> this.#numberBits !== tag) continue;
      // Only what is read after this is sure to be what was written before the number.
      const number = (Atomics.load(cells, cell) & mask) - 1;
      if (!this.#rows.equals(number, rows, start)) continue;
      this.isNew = false;
      return number;
    }
  }

  /** Rows get wider between rounds only. */
  widen(): never {
    this.#control.need(needs.words);
    throw new NoRoom();
  }

  /**
   * Takes over some numbers into other memory, which is not in use yet; others take over the other ones.
   * @param convert writes a row as it is to be there; absent where it is the same, but for words of 0 at its end
   */
  moveTo({ memory, hasOtherRows, hasOtherCells }: Rebuilding, first: number, end: number, convert?: (from: Int32Array, to: Int32Array) => void): void {
    const other = new SharedTable(memory, this.#control);
    const row = new Int32Array(this.words);
    const converted = new Int32Array(other.words);
    const numbers = new Int32Array(hashedAtOnce);
    const hashes = new Int32Array(hashedAtOnce);
    for (let number = first; number < end; ) {
      let count = 0;
      for (; number < end && count < hashedAtOnce; number++) {
        if (this.parentCode(number) === 0) continue;
        if (hasOtherRows) {
          this.copy(number, row);
          if (convert === undefined) converted.set(row);
          else convert(row, converted);
          other.#rows.put(number, converted, 0);
        }
        if (!hasOtherCells) continue;
        numbers[count] = number;
        hashes[count++] = mix(other.#rows.hash(number));
      }
      this.fetched = other.fetch(hashes, count);
      for (let index = 0; index < count; index++) other.#hang(numbers[index] as number, hashes[index] as number);
    }
  }

  /** Puts the number of a state that is nowhere yet into the cells. */
  #hang(number: number, mixed: number): void {
    const cells = this.#cells;
    const mask = cells.length - 1;
    const content = ((mixed >>> this.#numberBits) << this.#numberBits) | (number + 1);
    let cell = mixed & mask;
    while (cells[cell] !== 0 || Atomics.compareExchange(cells, cell, 0, content) !== 0) cell = (cell + 1) & mask;
  }

  #write(rows: Int32Array, start: number): number {
    if (this.#at === this.#end) this.#takeBlock();
    this.#rows.put(this.#at, rows, start);
    return this.#at;
  }

  #takeBlock(): void {
    const first = this.#control.takeNumbers(blockSize);
    if (first > this.#limit) this.#control.need(needs.room);
    if (first + blockSize > Math.min(this.capacity, this.#cells.length * 0.9)) throw new NoRoom();
    this.#at = first;
    this.#end = first + blockSize;
  }
}
