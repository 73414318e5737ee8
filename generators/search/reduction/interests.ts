import type { Action, Engine } from '../../../model/kernel/index.ts';

/** What properties read: the slots of one property, as far as it has been evaluated by now. */
export type Watched = () => ReadonlySet<number>;

/**
 * What properties make of actions. Two actions of which one property takes notice must stay in their order: they are
 * treated as if both changed one slot more.
 */
export class Interests {
  readonly #engine: Engine;
  readonly #watched: readonly Watched[];
  #reads: readonly (readonly number[])[] = [];

  constructor(engine: Engine, watched: readonly Watched[]) {
    this.#engine = engine;
    this.#watched = watched;
  }

  /** Grows whenever a property has read something new, or an observer got a new memory. */
  get knowledge(): number {
    return this.#watched.reduce((sum, reads) => sum + reads().size, this.#engine.memories);
  }

  refresh(): void {
    const { slots } = this.#engine;
    this.#reads = this.#watched.map((reads) => [...reads()].flatMap((key) => (key >= 0 ? [key] : slots.withPrefix(slots.prefix(key)))));
  }

  /** Virtual slots (negative) and memories that the actions change. */
  of(actions: readonly Action[]): readonly number[] {
    const touched = new Set(actions.flatMap(({ changes }) => changes.flatMap((change) => change.touches().map(({ slot }) => slot))));
    const memories = new Set(actions.flatMap((action) => this.#engine.noticedBy(action)));
    for (const slot of memories) touched.add(slot);
    return [...memories, ...this.#reads.flatMap((reads, index) => (reads.some((slot) => touched.has(slot)) ? [-1 - index] : []))];
  }
}
