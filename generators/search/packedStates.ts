import type { Engine, Vector } from '../../model/kernel/index.ts';
import { Layout } from './layout.ts';
import { factor, hashOf, mix, Rows, widened } from './rows.ts';
import type { ResumedSearch, SavedHeader } from './savedSearch.ts';

/**
 * The states seen so far, exact, each with a number that counts up from 0. A state is a row of words into which its
 * slots are packed ({@link Layout}), found by its hash.
 *
 * Successors of a state are proposed one after the other and looked up together: looking for one takes the processor
 * to places in memory that it has to wait for, and it waits for all of them at once.
 */
export class PackedStates {
  #layout: Layout;
  #rows = new Rows(2);
  /** Open addressing: in the low bits a number + 1 (0 = empty), in the high bits some of the hash, which spares most looks at rows. */
  #cells = new Uint32Array(1 << 12);
  #numberBits = 12;
  #limit = this.#cells.length * 0.6;
  /** The words of the state loaded last, and those of the one before, to load another one into. */
  #row = new Int32Array(2);
  #spare = new Int32Array(2);
  #loaded: Vector | undefined;
  /** Whose state was followed last, and its words, while they are of use. */
  #leader: Vector | undefined;
  #followed: Int32Array<ArrayBuffer> | undefined;
  /** The words and the hash of the state to which proposals are changes: the one loaded or followed last. */
  #base: Int32Array<ArrayBuffer> = this.#row;
  #baseHash = 0;
  /** What was proposed since: rows, one after the other, and their hashes. */
  #proposals = new Int32Array(2 * 16);
  #hashes = new Uint32Array(16);
  #proposed = 0;
  /** How many states there must be for the layout to be made compact: when much has been seen, and while that is quickly done. */
  #compactAt = 1 << 10;
  #isFull = false;
  /** Whether the state looked up last was unknown. */
  isNew = false;
  /** Something that hangs on what was fetched, so that fetching it is not optimised away. */
  fetched = 0;

  constructor(first: Int32Array) {
    this.#layout = new Layout(first);
  }

  /** As {@link save} told, its layout and words; the rows are read. */
  static restored(first: Int32Array, { layout, words, states }: SavedHeader, read: ResumedSearch['read'], engine: Engine): PackedStates {
    const restored = new PackedStates(first);
    restored.#layout = Layout.restored(first, layout, engine);
    restored.#takeOver(Rows.restored(words, states, read));
    while (restored.#compactAt <= states) restored.#compactAt *= 8;
    while (2 ** restored.#numberBits * 0.65 < states) restored.#numberBits++;
    restored.#rehash(2 ** restored.#numberBits);
    return restored;
  }

  save(engine: Engine): Pick<SavedHeader, 'layout' | 'words' | 'states'> & { readonly data: () => Iterable<Uint8Array> } {
    return { layout: this.#layout.save(engine), words: this.#rows.words, states: this.#rows.size, data: () => this.#rows.save() };
  }

  get size(): number {
    return this.#rows.size;
  }

  /** Bytes in use, for statistics. */
  get bytes(): number {
    return this.#rows.bytes + this.#cells.byteLength;
  }

  /** Adds a state by itself. @returns its number */
  addAll(state: Int32Array): number {
    this.#proposed = 0;
    const { words } = this.#rows;
    this.#proposals.fill(0, 0, words);
    const slots = Math.max(state.length, this.#layout.slots, this.#layout.initial.length);
    for (let slot = 0; slot < slots; slot++) {
      if (this.#layout.pack(this.#proposals, 0, words, slot, state[slot] ?? 0)) continue;
      this.#fit();
      return this.addAll(state);
    }
    this.#hashes[0] = mix(hashOf(this.#proposals, 0, words));
    return this.lookUp(0);
  }

  /** Fills the vector with the state of that number. */
  load(number: number, vector: Vector): void {
    this.#proposed = 0;
    if (this.#isFull) this.#compact();
    const layout = this.#layout;
    // The words loaded before, with which most slots agree.
    const known = this.#row;
    const row = this.#spare;
    this.#row = row;
    this.#spare = known;
    this.#rows.copy(number, row);
    this.#setBase(row);
    vector.undo();
    if (this.#loaded === vector) layout.unpackChanges(row, known, vector);
    else {
      vector.load(layout.initial);
      layout.unpackAll(row, vector.data);
    }
    this.#loaded = vector;
  }

  /** Makes the state in the vector, which need not be stored, the one to which proposals are changes; its changes since it was followed last are kept. */
  follow(vector: Vector): void {
    this.#proposed = 0;
    const { words } = this.#rows;
    const { changed, changes, data } = vector;
    const isNew = this.#followed === undefined || this.#leader !== vector;
    const row: Int32Array<ArrayBuffer> = isNew ? new Int32Array(words) : (this.#followed ?? new Int32Array(words));
    for (let index = 0; index < (isNew ? data.length : changes); index++) {
      const slot = isNew ? index : (changed[index] as number);
      if (this.#layout.pack(row, 0, words, slot, data[slot] as number)) continue;
      this.#fit();
      this.#followed = undefined;
      this.follow(vector);
      return;
    }
    vector.keep();
    this.#followed = row;
    this.#leader = vector;
    this.#setBase(row);
  }

  #setBase(row: Int32Array<ArrayBuffer>): void {
    this.#base = row;
    this.#baseHash = hashOf(row, 0, row.length);
  }

  /** Adds the state loaded last as the vector has been changed since. @returns its number */
  add(vector: Vector): number {
    this.#proposed = 0;
    return this.lookUp(this.propose(vector));
  }

  /** Forgets what was proposed. */
  begin(): void {
    this.#proposed = 0;
  }

  /** Notes the state loaded last as the vector has been changed since. @returns which of the proposals it is */
  propose(vector: Vector): number {
    const { changed, changes, data } = vector;
    const layout = this.#layout;
    const base = this.#base;
    const { words } = this.#rows;
    const proposal = this.#proposed;
    if (proposal >= this.#hashes.length) this.#makeRoom();
    const rows = this.#proposals;
    const start = proposal * words;
    for (let word = 0; word < words; word++) rows[start + word] = base[word] as number;
    let hash = this.#baseHash;
    for (let index = 0; index < changes; index++) {
      const slot = changed[index] as number;
      const held = data[slot] as number;
      const word = layout.wordOf(slot);
      const number = word < 0 ? undefined : layout.numberOf(slot, held);
      if (number === undefined) return this.#proposeAll(vector);
      const at = start + word;
      const difference = (number << layout.shiftOf(slot)) - ((rows[at] as number) & layout.maskOf(slot));
      rows[at] = (rows[at] as number) + difference;
      hash = (hash + Math.imul(difference, factor(word))) | 0;
    }
    this.#hashes[proposal] = mix(hash);
    this.#proposed++;
    return proposal;
  }

  /** The same where some slot is in pieces, or holds what it never held. */
  #proposeAll(vector: Vector): number {
    const { changed, changes, data } = vector;
    const { words } = this.#rows;
    const start = this.#proposed * words;
    this.#proposals.set(this.#base, start);
    for (let index = 0; index < changes; index++) {
      const slot = changed[index] as number;
      if (this.#layout.pack(this.#proposals, start, words, slot, data[slot] as number)) continue;
      this.#fit();
      return this.#proposeAll(vector);
    }
    this.#hashes[this.#proposed] = mix(hashOf(this.#proposals, start, words));
    return this.#proposed++;
  }

  /** Has the memory fetched that looking up the proposals will need. */
  fetch(): void {
    const cells = this.#cells;
    const mask = cells.length - 1;
    const count = this.#proposed;
    let fetched = 0;
    for (let proposal = 0; proposal < count; proposal++) fetched ^= cells[(this.#hashes[proposal] as number) & mask] as number;
    for (let proposal = 0; proposal < count; proposal++) {
      const mixed = this.#hashes[proposal] as number;
      const found = cells[mixed & mask] as number;
      if (found !== 0 && found >>> this.#numberBits === mixed >>> this.#numberBits) fetched ^= this.#rows.head((found & mask) - 1);
    }
    this.fetched = fetched;
  }

  /** The number of a proposal, which is stored if it is new. */
  lookUp(proposal: number): number {
    const mixed = this.#hashes[proposal] as number;
    const rows = this.#rows;
    const start = proposal * rows.words;
    const cells = this.#cells;
    const mask = cells.length - 1;
    const tag = mixed >>> this.#numberBits;
    let cell = mixed & mask;
    for (;;) {
      const found = cells[cell] as number;
      if (found === 0) break;
      if (found >>> this.#numberBits === tag && rows.equals((found & mask) - 1, this.#proposals, start)) {
        this.isNew = false;
        return (found & mask) - 1;
      }
      cell = (cell + 1) & mask;
    }
    this.isNew = true;
    const number = rows.push(this.#proposals, start);
    cells[cell] = ((tag << this.#numberBits) | (number + 1)) >>> 0;
    if (rows.size > this.#limit) this.#spread();
    this.#isFull = rows.size >= this.#compactAt;
    return number;
  }

  #makeRoom(): void {
    const proposals = new Int32Array(this.#proposals.length * 2);
    proposals.set(this.#proposals);
    this.#proposals = proposals;
    const hashes = new Uint32Array(this.#hashes.length * 2);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
  }

  #spread(): void {
    this.#numberBits++;
    this.#rehash(this.#cells.length * 2);
  }

  #rehash(length: number): void {
    const cells = new Uint32Array(length);
    const mask = cells.length - 1;
    for (let number = 0; number < this.#rows.size; number++) {
      const mixed = mix(this.#rows.hash(number));
      let cell = mixed & mask;
      while (cells[cell] !== 0) cell = (cell + 1) & mask;
      cells[cell] = (((mixed >>> this.#numberBits) << this.#numberBits) | (number + 1)) >>> 0;
    }
    this.#cells = cells;
    // Linear probing stays short up to two thirds.
    this.#limit = cells.length * 0.65;
  }

  #compact(): void {
    this.#compactAt = this.size < 1 << 19 ? this.#compactAt * 8 : Infinity;
    this.#isFull = false;
    const before = this.#layout;
    const after = before.compacted();
    const words = Math.max(2, after.words);
    // Rewriting many rows pays only where they get shorter; rewriting few also where many slots are in pieces.
    const isScattered = this.size < 1 << 18 && before.scattered * 8 > before.active;
    if (words >= this.#rows.words && !isScattered) return;
    const row = new Int32Array(this.#rows.words);
    const packed = new Int32Array(words);
    const rows = new Rows(words);
    for (let number = 0; number < this.#rows.size; number++) {
      this.#rows.copy(number, row);
      packed.fill(0);
      after.packFrom(before, row, packed);
      rows.push(packed, 0);
    }
    this.#layout = after;
    this.#takeOver(rows);
    this.#loaded = undefined;
    this.#rehash(this.#cells.length);
  }

  /** Makes rows as wide as the layout has become. */
  #fit(): void {
    const { words } = this.#layout;
    const before = this.#rows.words;
    if (words <= before) return;
    const proposals = this.#proposals;
    this.#takeOver(this.#rows.widened(words));
    for (let proposal = 0; proposal < this.#proposed; proposal++) this.#proposals.set(proposals.subarray(proposal * before, (proposal + 1) * before), proposal * words);
  }

  #takeOver(rows: Rows): void {
    this.#rows = rows;
    const base = widened(this.#base, rows.words);
    this.#row = this.#base === this.#row ? base : widened(this.#row, rows.words);
    this.#base = base;
    this.#spare = new Int32Array(rows.words);
    this.#followed = undefined;
    this.#proposals = new Int32Array(this.#hashes.length * rows.words);
  }
}
