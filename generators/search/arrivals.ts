import { longer } from '../../model/kernel/longer.ts';

const mostBits = 24;
const actionMask = 2 ** mostBits - 1;

/**
 * By which action each state was reached that is not yet expanded: four bytes each. Of very many such states only the later ones are
 * known. Numbers of states are shared by all threads, and so may be the memory.
 */
export class Arrivals {
  /** The number of an action + 1 (0: none) in the low bits; above, the bits of the state's number that do not say where in the memory that is. */
  #cells: Int32Array;

  /** @param memory of as many bytes as there may ever be, when it is shared */
  constructor(memory?: SharedArrayBuffer) {
    this.#cells = memory === undefined ? new Int32Array(1 << 10) : new Int32Array(memory);
  }

  /** -1 when it is not known. */
  of(state: number): number {
    const { length } = this.#cells;
    if (state >= length && length < 2 ** mostBits) return -1;
    const cell = this.#cells[state & (length - 1)] as number;
    return cell >>> mostBits === state >>> mostBits ? (cell & actionMask) - 1 : -1;
  }

  set(state: number, action: number): void {
    if (action >= actionMask) return;
    while (state >= this.#cells.length && this.#cells.length < 2 ** mostBits) this.#cells = longer(this.#cells, this.#cells.length * 2);
    this.#cells[state & (this.#cells.length - 1)] = (state >>> mostBits << mostBits) | (action + 1);
  }
}

/** What threads need to have them in common. What is not written takes no room. */
export function sharedArrivals(): SharedArrayBuffer {
  return new SharedArrayBuffer(4 * 2 ** mostBits);
}
