import type { Engine, State, Vector } from '../../../model/kernel/index.ts';

/**
 * Tells which of several workers a state belongs to, by a hash of what is in it and not of how engines number it: the
 * same in every worker and in every run. The hash is a sum (exclusive or) over the slots, worked out from what changed.
 */
export class Ownership {
  readonly #engine: Engine;
  readonly #workers: number;
  /** By slot and by what a vector holds there. */
  readonly #hashes: number[][] = [];

  /** The slots that count; all when absent. */
  readonly #names: ReadonlySet<string> | undefined;
  /** By slot, whether it counts, as far as has been asked. */
  #counts = new Uint8Array(64);

  /** @param slots the names of the slots that decide; all when absent */
  constructor(engine: Engine, workers: number, slots?: readonly string[]) {
    this.#engine = engine;
    this.#workers = workers;
    this.#names = slots && new Set(slots);
  }

  ownerOf(hash: number): number {
    let mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
    return ((mixed ^ (mixed >>> 15)) >>> 0) % this.#workers;
  }

  hashOf(state: State): number {
    let hash = 0;
    for (let slot = 0; slot < state.length; slot++) hash ^= this.#hash(slot, state[slot] as number);
    return hash;
  }

  /** The hash of a state as the vector has been changed since. */
  hashAfter(before: number, vector: Vector): number {
    const { changed, changes } = vector;
    let hash = before;
    for (let index = 0; index < changes; index++) {
      const slot = changed[index] as number;
      if (this.#counts[slot] !== no) hash ^= this.#hash(slot, vector.before[index] as number) ^ this.#hash(slot, vector.after[index] as number);
    }
    return hash;
  }

  #counted(slot: number): boolean {
    if (slot >= this.#counts.length) {
      const counts = new Uint8Array(2 * slot + 64);
      counts.set(this.#counts);
      this.#counts = counts;
    }
    if (this.#counts[slot] === unknown) this.#counts[slot] = (this.#names?.has(this.#engine.slots.name(slot)) ?? true) ? yes : no;
    return this.#counts[slot] === yes;
  }

  #hash(slot: number, held: number): number {
    if (held === 0 || !this.#counted(slot)) return 0;
    const known = (this.#hashes[slot] ??= []);
    return (known[held] ??= hashOfText(`${this.#engine.slots.name(slot)}\n${JSON.stringify(this.#engine.portable.of(slot, held))}`));
  }
}

const unknown = 0;
const yes = 1;
const no = 2;

/** FNV-1a. */
function hashOfText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash;
}
