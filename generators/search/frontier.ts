/** The states that are stored and not yet expanded: which of them is next is what tells strategies apart. */
export interface Frontier {
  /** States have numbers in the order in which they were stored; each is pushed when it is new. */
  push(number: number): void;
  /** The next to expand; -1 when there is none. */
  next(): number;
  /** Whether a stored state has not been expanded yet. */
  isOpen(number: number): boolean;
}

export type Order = 'breadth-first' | 'depth-first';

export function frontier(order: Order): Frontier {
  return order === 'breadth-first' ? new Queue() : new Stack();
}

/** Nearest first. Numbers are handed out in that very order, so that nothing has to be kept. */
class Queue implements Frontier {
  #expanded = -1;
  #last = -1;

  push(number: number): void {
    this.#last = number;
  }

  next(): number {
    return this.#expanded < this.#last ? ++this.#expanded : -1;
  }

  isOpen(number: number): boolean {
    return number > this.#expanded;
  }
}

/** Deepest first. */
class Stack implements Frontier {
  #numbers = new Int32Array(1 << 10);
  #open = new Uint8Array(1 << 10);
  #size = 0;

  push(number: number): void {
    if (this.#size === this.#numbers.length) {
      const more = new Int32Array(this.#size * 2);
      more.set(this.#numbers);
      this.#numbers = more;
    }
    if (number >= this.#open.length) {
      const more = new Uint8Array(Math.max(number + 1, this.#open.length * 2));
      more.set(this.#open);
      this.#open = more;
    }
    this.#numbers[this.#size++] = number;
    this.#open[number] = 1;
  }

  next(): number {
    if (this.#size === 0) return -1;
    const number = this.#numbers[--this.#size] ?? -1;
    this.#open[number] = 0;
    return number;
  }

  isOpen(number: number): boolean {
    return this.#open[number] === 1;
  }
}
