/** What is known of pairs of small numbers: yes or no. Twelve bytes a pair. */
export class Pairs {
  /** In turn: the two numbers and, of the answer, 1 for no, 2 for yes; 0 where there is no pair. */
  #cells = new Int32Array(3 * 1024);
  #size = 0;

  /** Undefined when it is not known. */
  get(first: number, second: number): boolean | undefined {
    const answer = this.#cells[this.#find(first, second) + 2] as number;
    return answer === 0 ? undefined : answer === 2;
  }

  set(first: number, second: number, answer: boolean): void {
    const at = this.#find(first, second);
    if (this.#cells[at + 2] === 0) this.#size++;
    this.#cells[at] = first;
    this.#cells[at + 1] = second;
    this.#cells[at + 2] = answer ? 2 : 1;
    if (this.#size * 6 > this.#cells.length) this.#grow();
  }

  clear(): void {
    this.#cells.fill(0);
    this.#size = 0;
  }

  #find(first: number, second: number): number {
    const cells = this.#cells;
    const { length } = cells;
    const mask = length / 3 - 1;
    const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
    let at = ((mixed ^ (mixed >>> 15)) & mask) * 3;
    while (cells[at + 2] !== 0 && (cells[at] !== first || cells[at + 1] !== second)) at = at + 3 === length ? 0 : at + 3;
    return at;
  }

  #grow(): void {
    const before = this.#cells;
    this.#cells = new Int32Array(before.length * 2);
    this.#size = 0;
    for (let at = 0; at < before.length; at += 3) if (before[at + 2] !== 0) this.set(before[at] as number, before[at + 1] as number, before[at + 2] === 2);
  }
}
