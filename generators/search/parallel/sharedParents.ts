import { Parents } from '../parents.ts';
import type { SharedTable } from './sharedTable.ts';

/** From which state each state was first reached, in the memory that all share. How deep a state is says the level at hand. */
export class SharedParents extends Parents {
  readonly #table: SharedTable;
  /** States that lead to those that are being expanded, themselves included. */
  level = 0;

  constructor(table: SharedTable) {
    super();
    this.#table = table;
  }

  override get bytes(): number {
    return this.#table.size * 4;
  }

  override add(number: number, parent: number): number {
    this.#table.setParent(number, parent < 0 ? parent : parent + 1);
    return this.level + 1;
  }

  override of(number: number): number {
    const code = this.#table.parentCode(number);
    return code > 0 ? code - 1 : code;
  }

  override depth(): number {
    return this.level;
  }
}
