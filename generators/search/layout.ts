/** How one slot is packed: what it was seen to hold, numbered in that order, and the fields that hold the number. */
interface Packing {
  /** What the slot holds -> its number, and back. */
  readonly numbers: number[];
  readonly held: number[];
  bits: number;
  readonly fields: number[];
}

/**
 * Packs vectors of slots into few 32-bit words: a slot takes no bit until it changes for the first time, and more bits
 * as more is seen in it. Bits are added at the end, where all earlier states hold 0, so that nothing that was packed has
 * to be packed anew; now and then {@link compacted} gives every slot its bits in one piece.
 */
export class Layout {
  readonly #packings: Packing[] = [];
  readonly #first: Int32Array;
  /** The slots that take bits. */
  readonly #active: number[] = [];
  /** Fields: some bits of a slot's number (those from `#from` on), and where in the words they stand. */
  readonly #word: number[] = [];
  readonly #shift: number[] = [];
  readonly #mask: number[] = [];
  readonly #from: number[] = [];
  /** The slots that have a field in a word. */
  readonly #slotsOfWord: number[][] = [[]];
  #used = 0;

  /** @param first what slots hold before they change */
  constructor(first: Int32Array) {
    this.#first = first.slice();
  }

  /** The same slots with the same numbers, each in one field that has just the bits that it needs. */
  compacted(): Layout {
    const layout = new Layout(this.#first);
    for (const slot of this.#active) {
      const { numbers, held } = this.#packings[slot] as Packing;
      const packing: Packing = { numbers, held, bits: 0, fields: [] };
      layout.#packings[slot] = packing;
      layout.#allot(packing, slot, 32 - Math.clz32(held.length - 1));
    }
    return layout;
  }

  /** Whether some slot is in pieces. */
  get isScattered(): boolean {
    return this.#word.length > this.#active.length;
  }

  /** Words in use. */
  get words(): number {
    return this.#slotsOfWord.length;
  }

  /** What slots hold that never change. */
  get initial(): Int32Array {
    return this.#first;
  }

  /** Puts what a slot holds into the words. @returns whether there are enough words; if not, nothing was done */
  pack(words: Int32Array, slot: number, held: number): boolean {
    const packing = this.#packings[slot] ?? this.#packing(slot);
    const number = packing.numbers[held] ?? this.#number(packing, slot, held);
    if (this.words > words.length) return false;
    const { fields } = packing;
    for (let index = 0; index < fields.length; index++) {
      const field = fields[index] as number;
      const word = this.#word[field] as number;
      const shift = this.#shift[field] as number;
      const mask = this.#mask[field] as number;
      words[word] = ((words[word] as number) & ~(mask << shift)) | (((number >>> (this.#from[field] as number)) & mask) << shift);
    }
    return true;
  }

  /** Sets every slot in `data` that takes bits of the words in which `words` differs from `known`, which `data` holds already. */
  unpackChanges(words: Int32Array, known: Int32Array, data: Int32Array): void {
    for (let word = 0; word < words.length; word++) {
      if (words[word] === known[word]) continue;
      const slots = this.#slotsOfWord[word] as number[];
      for (let index = 0; index < slots.length; index++) {
        const slot = slots[index] as number;
        data[slot] = this.#unpack(words, this.#packings[slot] as Packing);
      }
    }
  }

  /** Puts all slots into empty words. */
  packAll(words: Int32Array, data: Int32Array): void {
    for (const slot of this.#active) this.pack(words, slot, data[slot] as number);
  }

  /** How many slots there are, of those that take bits. */
  get slots(): number {
    return this.#packings.length;
  }

  unpackAll(words: Int32Array, data: Int32Array): void {
    for (const slot of this.#active) data[slot] = this.#unpack(words, this.#packings[slot] as Packing);
  }

  #unpack(words: Int32Array, { fields, held }: Packing): number {
    let number = 0;
    for (let index = 0; index < fields.length; index++) {
      const field = fields[index] as number;
      number |= (((words[this.#word[field] as number] as number) >>> (this.#shift[field] as number)) & (this.#mask[field] as number)) << (this.#from[field] as number);
    }
    return held[number] as number;
  }

  #packing(slot: number): Packing {
    const first = this.#first[slot] ?? 0;
    const numbers: number[] = [];
    numbers[first] = 0;
    return (this.#packings[slot] = { numbers, held: [first], bits: 0, fields: [] });
  }

  /** Something that the slot never held. */
  #number(packing: Packing, slot: number, held: number): number {
    const number = packing.held.length;
    packing.numbers[held] = number;
    packing.held.push(held);
    if (number >= 2 ** packing.bits) this.#widen(packing, slot);
    return number;
  }

  /** One bit, one more, then as many as there are: few fields, and at most twice as many bits as needed. */
  #widen(packing: Packing, slot: number): void {
    this.#allot(packing, slot, Math.min(Math.max(1, packing.bits), 8));
  }

  #allot(packing: Packing, slot: number, bits: number): void {
    if (packing.bits === 0) this.#active.push(slot);
    if (this.#used + bits > 32) {
      this.#slotsOfWord.push([]);
      this.#used = 0;
    }
    packing.fields.push(this.#word.length);
    this.#word.push(this.words - 1);
    this.#shift.push(this.#used);
    this.#mask.push(2 ** bits - 1);
    this.#from.push(packing.bits);
    this.#slotsOfWord[this.words - 1]?.push(slot);
    this.#used += bits;
    packing.bits += bits;
  }
}
