import { longer } from '../../model/kernel/longer.ts';
import { hashOf, mix, Rows, type RowStore } from './rows.ts';

/** Bits of a fingerprint. */
const fingerprintBits = 64;

/**
 * Rows of which only a fingerprint is kept once they have been expanded, nearest first: two states with one fingerprint are taken for
 * one (hash compaction; Stern and Dill, "Improved probabilistic verification by hash compaction", 1995).
 */
export class Fingerprints implements RowStore {
  #waiting: Rows;
  /** By number, in turn: two hashes that have nothing to do with each other. */
  #prints = new Int32Array(1 << 11);
  /** The row that {@link copy} gave last. Those before it will not be asked for again. */
  #upcoming = 0;
  size = 0;

  constructor(waiting = new Rows(2)) {
    this.#waiting = waiting;
  }

  get words(): number {
    return this.#waiting.words;
  }

  get bytes(): number {
    return this.size * 8 + (this.size - this.#upcoming) * this.words * 4;
  }

  push(from: Int32Array, start: number): number {
    const number = this.#waiting.push(from, start);
    if (2 * number === this.#prints.length) this.#prints = longer(this.#prints, this.#prints.length * 2);
    this.#prints[2 * number] = hashOf(from, start, this.words);
    this.#prints[2 * number + 1] = otherHashOf(from, start, this.words);
    this.size = number + 1;
    return number;
  }

  /** @throws RangeError when that row was given already, or one after it */
  copy(number: number, to: Int32Array): void {
    if (number < this.#upcoming) throw new RangeError(`state ${number} has been expanded: only its fingerprint is left`);
    this.#waiting.forget(number);
    this.#upcoming = number;
    this.#waiting.copy(number, to);
  }

  equals(number: number, other: Int32Array, start: number): boolean {
    return this.#prints[2 * number] === hashOf(other, start, this.words) && this.#prints[2 * number + 1] === otherHashOf(other, start, this.words);
  }

  head(number: number): number {
    return this.#prints[2 * number] as number;
  }

  hash(number: number): number {
    return this.#prints[2 * number] as number;
  }

  widened(words: number): Fingerprints {
    this.#waiting = this.#waiting.widened(words);
    return this;
  }
}

/** The chance that two of that many states had one fingerprint, if hashes are as good as random; a bound from above. */
export function collisionProbability(states: number): number {
  return Math.min(1, (states * (states - 1)) / 2 / 2 ** fingerprintBits);
}

/** A sum of what each word is mixed to; words added later, which hold 0, change nothing. */
function otherHashOf(rows: Int32Array, start: number, words: number): number {
  let hash = 0;
  for (let word = 0; word < words; word++) {
    const content = rows[start + word] as number;
    if (content !== 0) hash = (hash + mix(content + Math.imul(word + 1, 0x61c88647))) | 0;
  }
  return hash;
}
