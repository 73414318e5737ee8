import { longer } from '../../model/kernel/longer.ts';

/** The states that are stored and not yet expanded: which of them is next is what tells strategies apart. */
export interface Frontier {
  /** States have numbers in the order in which they were stored; each is pushed when it is new. */
  push(number: number): void;
  /** The next to expand; -1 when there is none. */
  next(): number;
}

export type Order = 'breadth-first' | 'depth-first';

export function frontier(order: Order): Frontier {
  return order === 'breadth-first' ? new Queue() : new Stack();
}

/** Nearest first. Numbers are handed out in that very order, so that nothing has to be kept. */
export class Queue implements Frontier {
  #expanded: number;
  #last: number;

  /** @param states those that are stored already. @param next the first of them that is to be expanded */
  constructor(states = 0, next = 0) {
    this.#last = states - 1;
    this.#expanded = next - 1;
  }

  /** The state that will be expanded next, if there is one. */
  get upcoming(): number {
    return this.#expanded + 1;
  }

  push(number: number): void {
    this.#last = number;
  }

  next(): number {
    return this.#expanded < this.#last ? ++this.#expanded : -1;
  }
}

/** Deepest first. */
class Stack implements Frontier {
  #numbers = new Int32Array(1 << 10);
  #size = 0;

  push(number: number): void {
    if (this.#size === this.#numbers.length) this.#numbers = longer(this.#numbers, this.#size * 2);
    this.#numbers[this.#size++] = number;
  }

  next(): number {
    if (this.#size === 0) return -1;
    return this.#numbers[--this.#size] ?? -1;
  }
}
