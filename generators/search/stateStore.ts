import type { State } from '../../model/kernel/index.ts';

/**
 * The states seen so far, exact, each with a number. Vectors that differ only in trailing zeros are equal:
 * the slots they lack are empty.
 */
export class StateStore {
  #arena = new Int32Array(1 << 16);
  #used = 0;
  #starts: number[] = [];
  #table = new Int32Array(1 << 12).fill(-1);

  get size(): number {
    return this.#starts.length;
  }

  /** Bytes held, for statistics. */
  get bytes(): number {
    return this.#arena.byteLength + this.#table.byteLength + this.#starts.length * 8;
  }

  /** The number of a state, and whether it is new. */
  add(state: State): { readonly number: number; readonly isNew: boolean } {
    const length = significantLength(state);
    if ((this.#starts.length + 1) * 2 > this.#table.length) this.#growTable();
    let cell = this.#cell(hash(state, length));
    for (;;) {
      const number = this.#table[cell] ?? -1;
      if (number < 0) break;
      if (this.#equals(number, state, length)) return { number, isNew: false };
      cell = (cell + 1) & (this.#table.length - 1);
    }
    const number = this.#starts.length;
    this.#table[cell] = number;
    this.#append(state, length);
    return { number, isNew: true };
  }

  get(number: number): State {
    return this.#arena.slice(this.#start(number), this.#start(number + 1));
  }

  #start(number: number): number {
    return this.#starts[number] ?? this.#used;
  }

  #equals(number: number, state: State, length: number): boolean {
    const start = this.#start(number);
    if (this.#start(number + 1) - start !== length) return false;
    for (let index = 0; index < length; index++) if (this.#arena[start + index] !== state[index]) return false;
    return true;
  }

  #append(state: State, length: number): void {
    if (this.#used + length > this.#arena.length) {
      const larger = new Int32Array(Math.max(this.#arena.length * 2, this.#used + length));
      larger.set(this.#arena);
      this.#arena = larger;
    }
    this.#arena.set(length === state.length ? state : state.subarray(0, length), this.#used);
    this.#starts.push(this.#used);
    this.#used += length;
  }

  #cell(hashed: number): number {
    return hashed & (this.#table.length - 1);
  }

  #growTable(): void {
    this.#table = new Int32Array(this.#table.length * 2).fill(-1);
    for (let number = 0; number < this.#starts.length; number++) {
      const start = this.#start(number);
      let cell = this.#cell(hash(this.#arena.subarray(start, this.#start(number + 1)), this.#start(number + 1) - start));
      while ((this.#table[cell] ?? -1) >= 0) cell = (cell + 1) & (this.#table.length - 1);
      this.#table[cell] = number;
    }
  }
}

function significantLength(state: State): number {
  let length = state.length;
  while (length > 0 && state[length - 1] === 0) length--;
  return length;
}

/** FNV-1a over the integers, with a final mix; only speed hangs on it, equality is exact. */
function hash(state: State, length: number): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < length; index++) value = Math.imul(value ^ (state[index] ?? 0), 0x01000193);
  value ^= value >>> 15;
  value = Math.imul(value, 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}
