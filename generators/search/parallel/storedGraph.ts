import type { Engine } from '../../../model/kernel/index.ts';
import { Layout } from '../layout.ts';
import { PackedStates } from '../packedStates.ts';
import { Parents } from '../parents.ts';
import type { SavedHeader } from '../savedSearch.ts';
import type { SearchedGraph } from '../search.ts';
import type { StateTable } from '../stateTable.ts';
import type { Control } from './control.ts';
import type { SharedMemory } from './sharedMemory.ts';
import { SharedTable } from './sharedTable.ts';

/** All states that workers stored, and how to read them. */
interface Stored {
  readonly memory: SharedMemory;
  readonly layout: SavedHeader['layout'];
}

/** What workers stored in an exhausted search as one graph, as this engine numbers things: the engine of an equal system. */
export function storedGraph(engine: Engine, { memory, layout }: Stored, control: Control): SearchedGraph {
  const first = engine.initial()[0] ?? new Int32Array(0);
  const table = new WithoutHoles(new SharedTable(memory, control), control.numbers);
  return { states: new PackedStates(first, table, Layout.restored(first, layout, engine)), parents: table.parents() };
}

/** The table of workers that are done, its states numbered one after the other. Everything that is looked up is there. */
class WithoutHoles implements StateTable {
  readonly #table: SharedTable;
  readonly #numbers: Int32Array;
  /** By number in the table of the workers. */
  readonly #places: Int32Array;
  readonly size: number;

  constructor(table: SharedTable, numbers: number) {
    this.#table = table;
    this.#places = new Int32Array(numbers).fill(-1);
    const all = new Int32Array(numbers);
    let size = 0;
    for (let number = 0; number < numbers; number++) {
      if (table.parentCode(number) === 0) continue;
      this.#places[number] = size;
      all[size++] = number;
    }
    this.#numbers = all.slice(0, size);
    this.size = size;
  }

  parents(): Parents {
    const parents = new Parents();
    for (let place = 0; place < this.size; place++) {
      const code = this.#table.parentCode(this.#numbers[place] as number);
      parents.add(place, code > 0 ? (this.#places[code - 1] as number) : code);
    }
    return parents;
  }

  get words(): number {
    return this.#table.words;
  }

  get bytes(): number {
    return this.size * 4 * this.words + this.#table.memory.cells.byteLength + this.#numbers.byteLength + this.#places.byteLength;
  }

  get isNew(): boolean {
    return this.#table.isNew;
  }

  copy(number: number, to: Int32Array): void {
    this.#table.copy(this.#numbers[number] as number, to);
  }

  fetch(hashes: Int32Array, count: number): number {
    return this.#table.fetch(hashes, count);
  }

  lookUp(mixed: number, rows: Int32Array, start: number): number {
    return this.#places[this.#table.lookUp(mixed, rows, start)] ?? -1;
  }

  widen(words: number): never {
    throw new RangeError(`what an exhausted search stored has no state that needs ${words} words`);
  }
}
