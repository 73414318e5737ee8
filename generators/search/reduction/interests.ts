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
  /** By slot: the properties that read it, as virtual slots. */
  readonly #readers = new Map<number, number[]>();

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
    this.#readers.clear();
    for (const [index, reads] of this.#watched.entries()) {
      for (const key of reads()) {
        for (const slot of key >= 0 ? [key] : slots.withPrefix(slots.prefix(key))) {
          const readers = this.#readers.get(slot);
          if (readers === undefined) this.#readers.set(slot, [-1 - index]);
          else readers.push(-1 - index);
        }
      }
    }
  }

  /** Virtual slots (negative) and memories that the actions change. */
  of(actions: readonly Action[]): ReadonlySet<number> {
    const interests = new Set<number>();
    const touch = (slot: number): void => this.#readers.get(slot)?.forEach((reader) => interests.add(reader));
    for (const action of actions) {
      for (const change of action.changes) for (const { slot } of change.touches()) touch(slot);
      for (const memory of this.#engine.noticedBy(action)) {
        interests.add(memory);
        touch(memory);
      }
    }
    return interests;
  }
}
