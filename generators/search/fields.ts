import { longer } from '../../model/kernel/longer.ts';

/**
 * Places in words of 32 bits, each for some bits of a number of some slot. They are taken one after the other and never given back.
 * Columns of integers, and by bit which field has it: a search goes through the differing bits of two rows all the time.
 */
export class Fields {
  slot = new Int32Array(64);
  word = new Int32Array(64);
  shift = new Int32Array(64);
  /** The bits of a field, as low as they can be. */
  mask = new Int32Array(64);
  /** Which bit of the slot's number the lowest of them is. */
  from = new Int32Array(64);
  /** By word and bit, the field that has it. */
  #at = new Int32Array(64 * 32).fill(-1);
  count = 0;
  words = 1;
  #used = 0;

  /** Takes the next bits. @returns the number of the field */
  add(slot: number, bits: number, from: number): number {
    if (this.#used + bits > 32) {
      this.words++;
      this.#used = 0;
    }
    const field = this.count++;
    if (field === this.slot.length) this.#makeRoom();
    const word = this.words - 1;
    this.slot[field] = slot;
    this.word[field] = word;
    this.shift[field] = this.#used;
    this.mask[field] = 2 ** bits - 1;
    this.from[field] = from;
    if (this.words * 32 > this.#at.length) this.#at = longer(this.#at, this.#at.length * 2, -1);
    this.#at.fill(field, word * 32 + this.#used, word * 32 + this.#used + bits);
    this.#used += bits;
    return field;
  }

  /** The field that has the highest of these bits of a word. @throws RangeError when none has it */
  highest(word: number, bits: number): number {
    const field = this.#at[word * 32 + 31 - Math.clz32(bits)] ?? -1;
    if (field < 0) throw new RangeError(`a row has bits set in its word ${word} that belong to no slot: it was laid out in another way`);
    return field;
  }

  #makeRoom(): void {
    const length = this.slot.length * 2;
    this.slot = longer(this.slot, length);
    this.word = longer(this.word, length);
    this.shift = longer(this.shift, length);
    this.mask = longer(this.mask, length);
    this.from = longer(this.from, length);
  }
}
