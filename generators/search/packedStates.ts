import type { Vector } from '../../model/kernel/index.ts';
import { Layout } from './layout.ts';

/** Rows to a chunk: growing never copies what is stored, except when rows get wider. */
const chunkBits = 16;
const chunkRows = 1 << chunkBits;
const rowMask = chunkRows - 1;

/**
 * The states seen so far, exact, each with a number that counts up from 0. A state is a row of words into which its
 * slots are packed ({@link Layout}). The hash of a row is a sum over its words, so that a successor's is worked out from the words that
 * differ, and words that are added later, in which all rows hold 0, change nothing.
 */
export class PackedStates {
  #layout: Layout;
  #chunks: Int32Array[] = [];
  #stride = 2;
  #size = 0;
  /** Open addressing: in the low bits a number + 1 (0 = empty), in the high bits some of the hash, which spares most looks at rows. */
  #cells = new Uint32Array(1 << 12);
  #numberBits = 12;
  #limit = this.#cells.length * 0.6;
  /** The words and the hash of the state loaded last. */
  #base = new Int32Array(2);
  #baseHash = 0;
  #number = -1;
  #next = new Int32Array(2);
  #loaded: Vector | undefined;
  /** How many states there must be for the layout to be made compact: when much has been seen, and while that is quickly done. */
  #compactAt = 1 << 10;
  #isFull = false;
  /** Whether the state added last was unknown. */
  isNew = false;

  constructor(first: Int32Array) {
    this.#layout = new Layout(first);
  }

  get size(): number {
    return this.#size;
  }

  /** Bytes in use, for statistics. */
  get bytes(): number {
    return this.#size * this.#stride * 4 + this.#cells.byteLength;
  }

  /** Adds a state by itself. @returns its number */
  addAll(state: Int32Array): number {
    this.#next.fill(0);
    const slots = Math.max(state.length, this.#layout.slots, this.#layout.initial.length);
    for (let slot = 0; slot < slots; slot++) {
      if (this.#layout.pack(this.#next, slot, state[slot] ?? 0)) continue;
      this.#fit();
      return this.addAll(state);
    }
    return this.#find(hashOf(this.#next, 0, this.#stride));
  }

  /** Fills the vector with the state of that number. */
  load(number: number, vector: Vector): void {
    if (this.#isFull) this.#compact();
    const layout = this.#layout;
    // The words loaded before, with which most slots agree.
    const known = this.#next;
    for (let word = 0; word < known.length; word++) known[word] = this.#base[word] as number;
    const base = this.#base;
    const chunk = this.#chunks[number >>> chunkBits] as Int32Array;
    const start = (number & rowMask) * this.#stride;
    for (let word = 0; word < base.length; word++) base[word] = chunk[start + word] as number;
    this.#baseHash = hashOf(base, 0, base.length);
    this.#number = number;
    vector.undo();
    if (this.#loaded === vector) layout.unpackChanges(base, known, vector.data);
    else {
      vector.load(layout.initial);
      layout.unpackAll(base, vector.data);
    }
    this.#loaded = vector;
  }

  /** Adds the state loaded last as the vector has been changed since. @returns its number */
  add(vector: Vector): number {
    const { changed, changes, data } = vector;
    const layout = this.#layout;
    const base = this.#base;
    const next = this.#next;
    for (let word = 0; word < base.length; word++) next[word] = base[word] as number;
    for (let index = 0; index < changes; index++) {
      const slot = changed[index] as number;
      if (layout.pack(next, slot, data[slot] as number)) continue;
      this.#fit();
      return this.add(vector);
    }
    let hash = this.#baseHash;
    let isSame = true;
    for (let word = 0; word < base.length; word++) {
      const difference = (next[word] as number) - (base[word] as number);
      if (difference === 0) continue;
      isSame = false;
      hash = (hash + Math.imul(difference, factor(word))) | 0;
    }
    if (!isSame) return this.#find(hash);
    this.isNew = false;
    return this.#number;
  }

  /** The number of the row in `#next`, stored if it is new. */
  #find(hash: number): number {
    const mixed = mix(hash);
    const mask = this.#cells.length - 1;
    const tag = mixed >>> this.#numberBits;
    let cell = mixed & mask;
    for (;;) {
      const found = this.#cells[cell] as number;
      if (found === 0) break;
      if (found >>> this.#numberBits === tag && this.#isNext((found & mask) - 1)) {
        this.isNew = false;
        return (found & mask) - 1;
      }
      cell = (cell + 1) & mask;
    }
    this.isNew = true;
    const number = this.#store();
    this.#cells[cell] = ((tag << this.#numberBits) | (number + 1)) >>> 0;
    if (this.#size > this.#limit) this.#spread();
    this.#isFull = this.#size >= this.#compactAt;
    return number;
  }

  #isNext(number: number): boolean {
    const next = this.#next;
    const chunk = this.#chunks[number >>> chunkBits] as Int32Array;
    const start = (number & rowMask) * this.#stride;
    for (let word = 0; word < next.length; word++) if (chunk[start + word] !== next[word]) return false;
    return true;
  }

  #store(): number {
    const next = this.#next;
    const number = this.#size++;
    const chunk = (this.#chunks[number >>> chunkBits] ??= new Int32Array(chunkRows * this.#stride));
    const start = (number & rowMask) * this.#stride;
    for (let word = 0; word < next.length; word++) chunk[start + word] = next[word] as number;
    return number;
  }

  #spread(): void {
    this.#numberBits++;
    this.#rehash(this.#cells.length * 2);
  }

  #rehash(length: number): void {
    const cells = new Uint32Array(length);
    const mask = cells.length - 1;
    for (let number = 0; number < this.#size; number++) {
      const start = (number & rowMask) * this.#stride;
      const mixed = mix(hashOf(this.#chunks[number >>> chunkBits] as Int32Array, start, start + this.#stride));
      let cell = mixed & mask;
      while (cells[cell] !== 0) cell = (cell + 1) & mask;
      cells[cell] = (((mixed >>> this.#numberBits) << this.#numberBits) | (number + 1)) >>> 0;
    }
    this.#cells = cells;
    // Linear probing stays short up to two thirds.
    this.#limit = cells.length * 0.65;
  }

  #compact(): void {
    this.#compactAt = this.#size < 1 << 19 ? this.#compactAt * 8 : Infinity;
    this.#isFull = false;
    const before = this.#layout;
    if (!before.isScattered) return;
    const after = before.compacted();
    const stride = Math.max(2, after.words);
    const row = new Int32Array(this.#stride);
    const packed = new Int32Array(stride);
    const scratch = new Int32Array(Math.max(before.initial.length, before.slots));
    scratch.set(before.initial);
    const chunks: Int32Array[] = [];
    for (let number = 0; number < this.#size; number++) {
      const start = (number & rowMask) * this.#stride;
      row.set((this.#chunks[number >>> chunkBits] as Int32Array).subarray(start, start + this.#stride));
      before.unpackAll(row, scratch);
      packed.fill(0);
      after.packAll(packed, scratch);
      (chunks[number >>> chunkBits] ??= new Int32Array(chunkRows * stride)).set(packed, (number & rowMask) * stride);
    }
    this.#chunks = chunks;
    this.#layout = after;
    this.#stride = stride;
    this.#base = new Int32Array(stride);
    this.#next = new Int32Array(stride);
    this.#loaded = undefined;
    this.#rehash(this.#cells.length);
  }

  /** Makes rows as wide as the layout has become. */
  #fit(): void {
    const { words } = this.#layout;
    if (words <= this.#stride) return;
    const before = this.#stride;
    for (const [index, chunk] of this.#chunks.entries()) {
      const wider = new Int32Array(chunkRows * words);
      for (let row = 0; row < chunkRows; row++) wider.set(chunk.subarray(row * before, (row + 1) * before), row * words);
      this.#chunks[index] = wider;
    }
    this.#stride = words;
    const base = new Int32Array(words);
    base.set(this.#base);
    this.#base = base;
    this.#next = new Int32Array(words);
  }
}

/** Odd, and different for every word. */
function factor(word: number): number {
  return Math.imul(word + 1, 0x9e3779b1) | 1;
}

function hashOf(words: Int32Array, start: number, end: number): number {
  let hash = 0;
  for (let index = start; index < end; index++) hash = (hash + Math.imul(words[index] as number, factor(index - start))) | 0;
  return hash;
}

/** Mixes all bits into all (the finalizer of MurmurHash3); only speed hangs on it. */
function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
