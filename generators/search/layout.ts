import type { Engine, Vector } from '../../model/kernel/index.ts';
import { longer } from '../../model/kernel/longer.ts';
import { Fields } from './fields.ts';
import type { SavedHeader } from './savedSearch.ts';

/**
 * Packs vectors of slots into few 32-bit words: a slot takes no bit until it changes for the first time, and more bits
 * as more is seen in it. What is packed is not what a slot holds but the place of that among all that it was seen to hold.
 * Bits are added at the end, where all earlier states hold 0, so that nothing that was packed has to be packed anew; now
 * and then {@link compacted} gives every slot its bits in one piece.
 */
export class Layout {
  readonly #first: Int32Array;
  /** By slot: what it holds -> its number, and back. */
  readonly #numbers: (number[] | undefined)[] = [];
  readonly #held: number[][] = [];
  readonly #bits: number[] = [];
  /** By slot, where it is, if in one piece. */
  #wordOf: Int32Array;
  #shiftOf: Int32Array;
  #maskOf: Int32Array;
  readonly #fields = new Fields();
  /** By slot, the fields that its number is in. */
  readonly #fieldsOf: number[][] = [];
  /** The slots that take bits. */
  readonly #active: number[] = [];
  /** Where several layouts are to give the same numbers: makes this one {@link learn} in the same order as the others. */
  agree: ((slot: number, held: number) => void) | undefined;

  /** @param first what slots hold before they change */
  constructor(first: Int32Array) {
    this.#first = first.slice();
    this.#wordOf = new Int32Array(first.length + 64).fill(-1);
    this.#shiftOf = new Int32Array(first.length + 64);
    this.#maskOf = new Int32Array(first.length + 64);
  }

  save({ slots, portable }: Engine): SavedHeader['layout'] {
    const places = new Map(this.#active.map((slot, place) => [slot, place]));
    return {
      slots: this.#active.map((slot) => ({ name: slots.name(slot), held: (this.#held[slot] as number[]).map((held) => portable.of(slot, held)) })),
      fields: Array.from({ length: this.#fields.count }, (_, field) => [places.get(this.#fields.slot[field] as number) ?? 0, 32 - Math.clz32(this.#fields.mask[field] as number)]),
    };
  }

  /** @throws RangeError when what was saved is not of an equal system */
  static restored(first: Int32Array, saved: SavedHeader['layout'], { slots, portable }: Engine): Layout {
    const layout = new Layout(first);
    const numbers = saved.slots.map(({ name, held }) => {
      const slot = slots.slot(name);
      const own = held.map((each) => portable.held(name, each));
      if (own[0] !== (first[slot] ?? 0)) throw new RangeError(`slot ${JSON.stringify(name)} began as something else`);
      layout.#held[slot] = own;
      layout.#fieldsOf[slot] = [];
      const known: number[] = [];
      for (const [number, each] of own.entries()) known[each] = number;
      layout.#numbers[slot] = known;
      return slot;
    });
    for (const [place, bits] of saved.fields) {
      const slot = numbers[place];
      if (slot === undefined) throw new RangeError(`there is no slot ${place}`);
      layout.#allot(slot, bits);
    }
    return layout;
  }

  /** The same slots with the same numbers, each in one field that has just the bits that it needs. */
  compacted(): Layout {
    const layout = new Layout(this.#first);
    for (const slot of this.#active) {
      layout.#numbers[slot] = this.#numbers[slot];
      const held = (layout.#held[slot] = this.#held[slot] as number[]);
      layout.#allot(slot, 32 - Math.clz32(held.length - 1));
    }
    return layout;
  }

  /** Words in use. */
  get words(): number {
    return this.#fields.words;
  }

  /** How many slots take bits. */
  get active(): number {
    return this.#active.length;
  }

  /** How many slots are in pieces. */
  get scattered(): number {
    return this.#active.filter((slot) => (this.#fieldsOf[slot] as number[]).length > 1).length;
  }

  /** What slots hold that never change. */
  get initial(): Int32Array {
    return this.#first;
  }

  /** How many slots there are, of those that take bits. */
  get slots(): number {
    return this.#held.length;
  }

  /** The word that a slot is in; -1 while it has no bits, or if it is in pieces. */
  wordOf(slot: number): number {
    return this.#wordOf[slot] ?? -1;
  }

  /** Where in its word a slot is: how far up, and which bits. */
  shiftOf(slot: number): number {
    return this.#shiftOf[slot] as number;
  }

  maskOf(slot: number): number {
    return this.#maskOf[slot] as number;
  }

  /** The number of what a slot holds; undefined if it never held it. */
  numberOf(slot: number, held: number): number | undefined {
    return (this.#numbers[slot] as number[])[held];
  }

  /** Gives a number to what a slot holds, if it has none. */
  learn(slot: number, held: number): void {
    const numbers = this.#numbers[slot] ?? this.#begin(slot);
    if (numbers[held] === undefined) this.#add(numbers, slot, held);
  }

  /** Puts what a slot holds into the row that begins there. @returns whether the row has enough words; if not, nothing was done */
  pack(rows: Int32Array, start: number, words: number, slot: number, held: number): boolean {
    const numbers = this.#numbers[slot] ?? this.#begin(slot);
    let number = numbers[held];
    if (number === undefined) {
      if (this.agree === undefined) this.learn(slot, held);
      else this.agree(slot, held);
      number = numbers[held] as number;
    }
    if (this.words > words) return false;
    const { word, shift, mask, from } = this.#fields;
    for (const field of this.#fieldsOf[slot] as number[]) {
      const at = start + (word[field] as number);
      const bits = (mask[field] as number) << (shift[field] as number);
      rows[at] = ((rows[at] as number) & ~bits) | (((number >>> (from[field] as number)) << (shift[field] as number)) & bits);
    }
    return true;
  }

  /**
   * Packs rows of another layout of the same slots and numbers, when this one has each slot in one piece. Rows that follow each other
   * agree in most words: only what differs is packed anew.
   * @returns what writes a row as it is here into another one, whose words past its end stay as they are
   */
  packerFrom(other: Layout): (from: Int32Array, to: Int32Array) => void {
    const { slot, shift, mask, from } = other.#fields;
    // Rows of zeros are packed as zeros.
    const known = new Int32Array(other.words);
    const packed = new Int32Array(this.words);
    return (row, to) => {
      for (let word = 0; word < known.length; word++) {
        let difference = (row[word] as number) ^ (known[word] as number);
        known[word] = row[word] as number;
        while (difference !== 0) {
          const field = other.#fields.highest(word, difference);
          const bits = (difference >>> (shift[field] as number)) & (mask[field] as number);
          difference ^= bits << (shift[field] as number);
          const at = slot[field] as number;
          const target = this.#wordOf[at] as number;
          packed[target] = (packed[target] as number) ^ (bits << ((this.#shiftOf[at] as number) + (from[field] as number)));
        }
      }
      to.set(packed);
    };
  }

  /** Sets every slot of the vector that differs between `words` and `known`, which it holds already. */
  unpackChanges(words: Int32Array, known: Int32Array, vector: Vector): void {
    const { slot, shift, mask } = this.#fields;
    for (let word = 0; word < words.length; word++) {
      let difference = (words[word] as number) ^ (known[word] as number);
      while (difference !== 0) {
        const field = this.#fields.highest(word, difference);
        difference &= ~((mask[field] as number) << (shift[field] as number));
        const changed = slot[field] as number;
        vector.place(changed, this.#unpack(words, changed));
      }
    }
  }

  unpackAll(words: Int32Array, data: Int32Array): void {
    for (const slot of this.#active) data[slot] = this.#unpack(words, slot);
  }

  #unpack(words: Int32Array, slot: number): number {
    const word = this.#wordOf[slot] as number;
    const number = word < 0 ? this.#pieces(words, slot) : ((words[word] as number) & (this.#maskOf[slot] as number)) >>> (this.#shiftOf[slot] as number);
    return (this.#held[slot] as number[])[number] as number;
  }

  /** The number of a slot that is in pieces. */
  #pieces(words: Int32Array, slot: number): number {
    const { word, shift, mask, from } = this.#fields;
    let number = 0;
    for (const field of this.#fieldsOf[slot] as number[]) {
      number |= (((words[word[field] as number] as number) >>> (shift[field] as number)) & (mask[field] as number)) << (from[field] as number);
    }
    return number;
  }

  #begin(slot: number): number[] {
    const first = this.#first[slot] ?? 0;
    const numbers: number[] = [];
    numbers[first] = 0;
    this.#held[slot] = [first];
    this.#fieldsOf[slot] = [];
    return (this.#numbers[slot] = numbers);
  }

  /** Something that the slot never held. */
  #add(numbers: number[], slot: number, held: number): void {
    const all = this.#held[slot] as number[];
    const number = all.length;
    numbers[held] = number;
    all.push(held);
    const bits = this.#bits[slot] ?? 0;
    // One bit, one more, then as many as there are: few fields, and at most twice as many bits as needed.
    if (number >= 2 ** bits) this.#allot(slot, Math.min(Math.max(1, bits), 8));
  }

  #allot(slot: number, bits: number): void {
    const before = this.#bits[slot] ?? 0;
    if (before === 0) this.#active.push(slot);
    const fields = this.#fields;
    const field = fields.add(slot, bits, before);
    const ofSlot = (this.#fieldsOf[slot] ??= []);
    ofSlot.push(field);
    this.#bits[slot] = before + bits;
    while (slot >= this.#wordOf.length) this.#makeRoom();
    this.#wordOf[slot] = ofSlot.length === 1 ? this.words - 1 : -1;
    this.#shiftOf[slot] = fields.shift[field] as number;
    this.#maskOf[slot] = (fields.mask[field] as number) << (fields.shift[field] as number);
  }

  #makeRoom(): void {
    const { length } = this.#wordOf;
    this.#wordOf = longer(this.#wordOf, length * 2, -1);
    this.#shiftOf = longer(this.#shiftOf, length * 2);
    this.#maskOf = longer(this.#maskOf, length * 2);
  }
}
