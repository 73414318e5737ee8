import type { Engine, Vector } from '../../model/kernel/index.ts';
import { longer } from '../../model/kernel/longer.ts';
import { Layout } from './layout.ts';
import { factor, hashOf, mix, Rows } from './rows.ts';
import type { ResumedSearch, SavedHeader } from './savedSearch.ts';
import { OwnTable, type StateTable } from './stateTable.ts';

/**
 * The states seen so far, exact, each with a number that counts up from 0. A state is a row of words into which its
 * slots are packed ({@link Layout}), found by its hash.
 *
 * Successors, of one state or several, are proposed one after the other and looked up together: looking for one takes the processor
 * to places in memory that it has to wait for, and it waits for all of them at once.
 */
export class PackedStates {
  #layout: Layout;
  readonly #table: StateTable;
  /** The words of the state loaded last, and those of the one before, to load another one into. */
  #row = new Int32Array(2);
  #spare = new Int32Array(2);
  #loaded: Vector | undefined;
  /** The hash of the state loaded last. */
  #rowHash = 0;
  /** What was proposed as changes to it: rows, one after the other, and their hashes. */
  #proposals = new Int32Array(2 * 16);
  #hashes = new Int32Array(16);
  #proposed = 0;
  /** How many states there must be for the layout to be made compact: when much has been seen, and while that is quickly done. */
  #compactAt = 1 << 10;
  #isFull = false;
  /** Something that hangs on what was fetched, so that fetching it is not optimised away. */
  fetched = 0;

  /** @param first what slots hold before they change */
  constructor(first: Int32Array, table: StateTable = new OwnTable(), layout = new Layout(first)) {
    this.#table = table;
    this.#layout = layout;
    this.#refit();
    this.#isFull = table.size >= this.#compactAt;
  }

  /** As {@link save} told, its layout and words; the rows are read. */
  static restored(first: Int32Array, { layout, words, states }: SavedHeader, read: ResumedSearch['read'], engine: Engine): PackedStates {
    const restored = new PackedStates(first, new OwnTable(Rows.restored(words, states, read)), Layout.restored(first, layout, engine));
    while (restored.#compactAt <= states) restored.#compactAt *= 8;
    restored.#isFull = false;
    return restored;
  }

  save(engine: Engine): Pick<SavedHeader, 'layout' | 'words' | 'states'> & { readonly data: () => Iterable<Uint8Array> } {
    const table = this.#table;
    return { layout: this.#layout.save(engine), words: table.words, states: table.size, data: () => (table instanceof OwnTable && table.rows instanceof Rows ? table.rows.save() : []) };
  }

  /** Whether the state looked up last was unknown. */
  get isNew(): boolean {
    return this.#table.isNew;
  }

  get size(): number {
    return this.#table.size;
  }

  /** Bytes in use, for statistics. */
  get bytes(): number {
    return this.#table.bytes;
  }

  /** Adds a state by itself. @returns its number */
  addAll(state: Int32Array): number {
    this.#proposed = 0;
    const { words } = this.#table;
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
    const layout = this.#layout;
    // The words loaded before, with which most slots agree.
    const known = this.#row;
    const row = this.#spare;
    this.#row = row;
    this.#spare = known;
    this.#table.copy(number, row);
    this.#rowHash = hashOf(row, 0, row.length);
    vector.undo();
    if (this.#loaded === vector) layout.unpackChanges(row, known, vector);
    else {
      // There may be slots that this vector has never held: others had them, before or elsewhere.
      vector.load(layout.initial, layout.slots);
      layout.unpackAll(row, vector.data);
    }
    this.#loaded = vector;
  }

  /** Adds the state loaded last as the vector has been changed since. @returns its number */
  add(vector: Vector): number {
    this.#proposed = 0;
    return this.lookUp(this.propose(vector));
  }

  /** Forgets what was proposed. Rows may be laid out anew then, so a state has to be loaded before the next proposal. */
  begin(): void {
    this.#proposed = 0;
    if (this.#isFull) this.#compact();
  }

  /** Notes the state loaded last as the vector has been changed since. @returns which of the proposals it is */
  propose(vector: Vector): number {
    const { changed, changes, data } = vector;
    const layout = this.#layout;
    const row = this.#row;
    const { words } = this.#table;
    const proposal = this.#proposed;
    if (proposal >= this.#hashes.length) this.#makeRoom();
    const rows = this.#proposals;
    const start = proposal * words;
    for (let word = 0; word < words; word++) rows[start + word] = row[word] as number;
    let hash = this.#rowHash;
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
    const { words } = this.#table;
    const start = this.#proposed * words;
    this.#proposals.set(this.#row, start);
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
    this.fetched = this.#table.fetch(this.#hashes, this.#proposed);
  }

  /** The number of a proposal, which is stored if it is new. */
  lookUp(proposal: number): number {
    const table = this.#table;
    const number = table.lookUp(this.#hashes[proposal] as number, this.#proposals, proposal * table.words);
    if (number >= this.#compactAt) this.#isFull = true;
    return number;
  }

  #makeRoom(): void {
    this.#proposals = longer(this.#proposals, this.#proposals.length * 2);
    this.#hashes = longer(this.#hashes, this.#hashes.length * 2);
  }

  #compact(): void {
    const table = this.#table;
    this.#isFull = false;
    // Where rows are shared or only fingerprints are left they cannot be rewritten.
    if (!(table instanceof OwnTable && table.rows instanceof Rows)) return;
    this.#compactAt = table.size < 1 << 19 ? this.#compactAt * 8 : Infinity;
    const before = this.#layout;
    const after = before.compacted();
    const words = Math.max(2, after.words);
    // Rewriting many rows pays only where they get shorter; rewriting few also where many slots are in pieces.
    const isScattered = table.size < 1 << 18 && before.scattered * 8 > before.active;
    if (words >= table.words && !isScattered) return;
    const row = new Int32Array(table.words);
    const pack = after.packerFrom(before);
    const packed = new Int32Array(words);
    const rows = new Rows(words);
    for (let number = 0; number < table.size; number++) {
      table.copy(number, row);
      pack(row, packed);
      rows.push(packed, 0);
    }
    table.replace(rows);
    this.use(after);
  }

  /** Goes on with another layout, in which the rows of the table are from now on. */
  use(layout: Layout): void {
    this.#layout = layout;
    this.#refit();
    this.#loaded = undefined;
  }

  /** Makes rows as wide as the layout has become. */
  #fit(): void {
    const { words } = this.#layout;
    const before = this.#table.words;
    if (words <= before) return;
    this.#table.widen(words);
    const proposals = this.#proposals;
    this.#refit();
    for (let proposal = 0; proposal < this.#proposed; proposal++) this.#proposals.set(proposals.subarray(proposal * before, (proposal + 1) * before), proposal * words);
  }

  /** Goes by the width of the table. */
  #refit(): void {
    const { words } = this.#table;
    // Narrower only when the state loaded last is of no use any more.
    this.#row = words < this.#row.length ? new Int32Array(words) : longer(this.#row, words);
    this.#spare = new Int32Array(words);
    this.#proposals = new Int32Array(this.#hashes.length * words);
  }
}
