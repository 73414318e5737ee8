import { bytesOf, fill, type ResumedSearch } from './savedSearch.ts';

/** Rows to a chunk: growing never copies what is stored, except when rows get wider. */
export const chunkBits = 16;
export const chunkRows = 1 << chunkBits;
export const rowMask = chunkRows - 1;

/** What is known of rows of as many words each, numbered from 0. */
export interface RowStore {
  readonly words: number;
  readonly size: number;
  readonly bytes: number;
  /** Stores the row that begins there. @returns its number */
  push(from: Int32Array, start: number): number;
  copy(number: number, to: Int32Array): void;
  /** Whether it equals the row that begins there. */
  equals(number: number, other: Int32Array, start: number): boolean;
  /** A word that is read first when rows are compared. */
  head(number: number): number;
  hash(number: number): number;
  /** The same rows with more words, which hold 0; this one is of no use any more. */
  widened(words: number): RowStore;
}

/** All of every row. */
export class Rows implements RowStore {
  readonly words: number;
  readonly #chunks: Int32Array[];
  /** Chunks that were let go of. */
  #forgotten = 0;
  size = 0;

  /** @param chunks where they are; more are made as they are needed */
  constructor(words: number, chunks: Int32Array[] = []) {
    this.words = words;
    this.#chunks = chunks;
  }

  get bytes(): number {
    return this.size * this.words * 4;
  }

  push(from: Int32Array, start: number): number {
    const number = this.size++;
    this.#chunks[number >>> chunkBits] ??= new Int32Array(chunkRows * this.words);
    this.put(number, from, start);
    return number;
  }

  /** Writes the row that begins there where there is a chunk for it. */
  put(number: number, from: Int32Array, start: number): void {
    const { words } = this;
    const chunk = this.#chunks[number >>> chunkBits] as Int32Array;
    const at = (number & rowMask) * words;
    for (let word = 0; word < words; word++) chunk[at + word] = from[start + word] as number;
  }

  copy(number: number, to: Int32Array): void {
    const { words } = this;
    const chunk = this.#chunks[number >>> chunkBits] as Int32Array;
    const at = (number & rowMask) * words;
    for (let word = 0; word < words; word++) to[word] = chunk[at + word] as number;
  }

  equals(number: number, other: Int32Array, start: number): boolean {
    const { words } = this;
    const chunk = this.#chunks[number >>> chunkBits] as Int32Array;
    const at = (number & rowMask) * words;
    for (let word = 0; word < words; word++) if (chunk[at + word] !== other[start + word]) return false;
    return true;
  }

  head(number: number): number {
    return (this.#chunks[number >>> chunkBits] as Int32Array)[(number & rowMask) * this.words] as number;
  }

  hash(number: number): number {
    const { words } = this;
    return hashOf(this.#chunks[number >>> chunkBits] as Int32Array, (number & rowMask) * words, words);
  }

  /** Lets go of rows before that one, as far as that frees memory. */
  forget(number: number): void {
    while (this.#forgotten < number >>> chunkBits) this.#chunks[this.#forgotten++] = none;
  }

  /** All rows, one after the other. */
  *save(): Generator<Uint8Array, undefined, undefined> {
    for (let first = 0; first < this.size; first += chunkRows) {
      yield bytesOf((this.#chunks[first >>> chunkBits] as Int32Array).subarray(0, Math.min(chunkRows, this.size - first) * this.words));
    }
    return undefined;
  }

  static restored(words: number, size: number, read: ResumedSearch['read']): Rows {
    const rows = new Rows(words);
    for (let first = 0; first < size; first += chunkRows) {
      const chunk = (rows.#chunks[first >>> chunkBits] = new Int32Array(chunkRows * words));
      fill(chunk.subarray(0, Math.min(chunkRows, size - first) * words), read);
    }
    rows.size = size;
    return rows;
  }

  /** The same rows with more words, which hold 0. */
  widened(words: number): Rows {
    const wider = new Rows(words);
    const row = new Int32Array(words);
    wider.#forgotten = this.#forgotten;
    wider.#chunks.push(...this.#chunks.slice(0, this.#forgotten));
    wider.size = this.#forgotten * chunkRows;
    for (let number = wider.size; number < this.size; number++) {
      this.copy(number, row);
      wider.push(row, 0);
      // Chunks that were copied are let go of, so that both copies are never whole at once.
      if ((number & rowMask) === rowMask) this.#chunks[number >>> chunkBits] = none;
    }
    return wider;
  }
}

const none = new Int32Array(0);

/** Odd, and different for every word. */
export function factor(word: number): number {
  return Math.imul(word + 1, 0x9e3779b1) | 1;
}

/** A sum over the words, so that a successor's is worked out from the words that differ, and words added later, in which all rows hold 0, change nothing. */
export function hashOf(rows: Int32Array, start: number, words: number): number {
  let hash = 0;
  for (let word = 0; word < words; word++) hash = (hash + Math.imul(rows[start + word] as number, factor(word))) | 0;
  return hash;
}

/** Mixes all bits into all (the finalizer of MurmurHash3). Signed: numbers of 32 bits without a sign would not fit where small integers do. */
export function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
