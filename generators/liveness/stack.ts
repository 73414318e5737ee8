/** Numbers, the last one first. */
export class Stack {
  #numbers = new Int32Array(1 << 10);
  size = 0;

  push(number: number): void {
    if (this.size === this.#numbers.length) this.#grow();
    this.#numbers[this.size++] = number;
  }

  pop(): number {
    return this.#numbers[--this.size] as number;
  }

  at(index: number): number {
    return this.#numbers[index] as number;
  }

  /** Everything down to that number, which goes too. */
  popThrough(number: number): Int32Array {
    const end = this.size;
    while (this.pop() !== number);
    return this.#numbers.slice(this.size, end);
  }

  #grow(): void {
    const numbers = new Int32Array(this.size * 2);
    numbers.set(this.#numbers);
    this.#numbers = numbers;
  }
}
