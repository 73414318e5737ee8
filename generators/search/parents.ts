import { longer } from '../../model/kernel/longer.ts';
import { bytesOf, fill, type ResumedSearch } from './savedSearch.ts';

/** The depth of all states that are as deep, or deeper. */
export const deepest = 0xffff;

/** From which state each state was first reached: four bytes a state, and its depth while that fits in two. */
export class Parents {
  #parents = new Int32Array(1 << 10);
  #depths = new Uint16Array(1 << 10);
  #size = 0;

  get bytes(): number {
    return this.#size * 6;
  }

  /** @param parent the state before it; -1 - index for the initial state of that index. @returns how many states lead to it, itself included, as far as that fits */
  add(number: number, parent: number): number {
    if (number >= this.#parents.length) this.#grow();
    const depth = Math.min(parent < 0 ? 1 : (this.#depths[parent] ?? 0) + 1, deepest);
    this.#parents[number] = parent;
    this.#depths[number] = depth;
    this.#size = Math.max(this.#size, number + 1);
    return depth;
  }

  /** The state before it; -1 - index for an initial one. */
  of(number: number): number {
    return this.#parents[number] ?? -1;
  }

  depth(number: number): number {
    return this.#depths[number] ?? 0;
  }

  /** The states from an initial one to this one. */
  path(number: number): { readonly initial: number; readonly numbers: readonly number[] } {
    const numbers: number[] = [];
    let at = number;
    for (; at >= 0; at = this.of(at)) numbers.push(at);
    return { initial: -1 - at, numbers: numbers.reverse() };
  }

  *save(): Generator<Uint8Array, undefined, undefined> {
    yield bytesOf(this.#parents.subarray(0, this.#size));
    yield bytesOf(this.#depths.subarray(0, this.#size));
    return undefined;
  }

  static restored(size: number, read: ResumedSearch['read']): Parents {
    const parents = new Parents();
    while (parents.#parents.length < size) parents.#grow();
    parents.#size = size;
    fill(parents.#parents.subarray(0, size), read);
    fill(parents.#depths.subarray(0, size), read);
    return parents;
  }

  #grow(): void {
    this.#parents = longer(this.#parents, this.#parents.length * 2);
    this.#depths = longer(this.#depths, this.#depths.length * 2);
  }
}
