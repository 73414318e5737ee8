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

  constructor(engine: Engine, workers: number) {
    this.#engine = engine;
    this.#workers = workers;
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

  /** By how much the changes of a vector change the hash. */
  changeOf({ changed, changes, before, after }: Vector): number {
    let hash = 0;
    for (let index = 0; index < changes; index++) {
      const slot = changed[index] as number;
      hash ^= this.#hash(slot, before[index] as number) ^ this.#hash(slot, after[index] as number);
    }
    return hash;
  }

  #hash(slot: number, held: number): number {
    if (held === 0) return 0;
    const known = (this.#hashes[slot] ??= []);
    return (known[held] ??= hashOfText(`${this.#engine.slots.name(slot)}\n${JSON.stringify(this.#engine.portable.of(slot, held))}`));
  }
}

/** FNV-1a. */
function hashOfText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash;
}
