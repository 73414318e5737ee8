import type { Obstacle } from './view.ts';

/**
 * By node, what would do for it, and because of what: found once, and then looked at one after the other. Used over and over, so
 * that nothing is allocated for a state.
 */
export class Alternatives {
  #epoch = 0;
  readonly #epochOf: number[] = [];
  readonly #nextOf: number[] = [];
  readonly #firstOf: number[] = [];
  readonly #countOf: number[] = [];
  // By alternative.
  readonly #sources: (readonly number[])[] = [];
  readonly #because: Obstacle[] = [];
  readonly #keys: number[] = [];
  readonly #values: number[] = [];
  #size = 0;
  /** Where those begin that are not yet some node's. */
  #noted = 0;

  /** Forgets everything. */
  begin(): void {
    this.#epoch++;
    this.#size = 0;
    this.#noted = 0;
  }

  /** How often it was asked for the node before. */
  next(node: number): number {
    if (this.#epochOf[node] === this.#epoch) return (this.#nextOf[node] = (this.#nextOf[node] as number) + 1);
    this.#epochOf[node] = this.#epoch;
    this.#firstOf[node] = 0;
    this.#countOf[node] = 0;
    return (this.#nextOf[node] = 0);
  }

  readonly note = (sources: readonly number[], because: Obstacle, key: number, value: number): void => {
    // Those with fewer sources come first.
    let at = this.#size++;
    for (; at > this.#noted && (this.#sources[at - 1] as readonly number[]).length > sources.length; at--) this.#move(at - 1, at);
    this.#sources[at] = sources;
    this.#because[at] = because;
    this.#keys[at] = key;
    this.#values[at] = value;
  };

  /** What was noted is of that node. What nobody can remove is enough. */
  keep(node: number): void {
    this.#firstOf[node] = this.#noted;
    if (this.#size > this.#noted && this.#sources[this.#noted]?.length === 0) this.#size = this.#noted + 1;
    this.#countOf[node] = this.#size - this.#noted;
    this.#noted = this.#size;
  }

  /** -1 when there are no more. */
  of(node: number, place: number): number {
    return place < this.count(node) ? (this.#firstOf[node] as number) + place : -1;
  }

  count(node: number): number {
    return this.#countOf[node] as number;
  }

  sources(alternative: number): readonly number[] {
    return this.#sources[alternative] as readonly number[];
  }

  because(alternative: number): Obstacle {
    return this.#because[alternative] as Obstacle;
  }

  key(alternative: number): number {
    return this.#keys[alternative] as number;
  }

  value(alternative: number): number {
    return this.#values[alternative] as number;
  }

  #move(from: number, to: number): void {
    this.#sources[to] = this.#sources[from] as readonly number[];
    this.#because[to] = this.#because[from] as Obstacle;
    this.#keys[to] = this.#keys[from] as number;
    this.#values[to] = this.#values[from] as number;
  }
}
