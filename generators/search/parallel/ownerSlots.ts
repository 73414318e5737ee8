import type { Engine } from '../../../model/kernel/index.ts';
import type { PackedStates } from '../packedStates.ts';
import { Ownership } from './ownership.ts';

const sampleSize = 2_000;
/** How far from equal the shares of the sample may be. */
const tolerance = 0.15;

/**
 * The slots that are to decide whose a state is, by name: such as change seldom, so that most successors stay with who works them
 * out, and yet differ so much among states that everybody has about as many. Chosen by the states that were found first.
 */
export function ownerSlots(engine: Engine, states: PackedStates, workers: number): readonly string[] {
  const sample = new Sample(engine, states);
  const candidates = sample.candidates();
  const chosen: string[] = [];
  for (const name of candidates) {
    chosen.push(name);
    if (sample.isEven(new Ownership(engine, workers, chosen), workers)) return chosen;
  }
  return candidates;
}

/** States, and how often their successors differ from them in which slot. */
class Sample {
  readonly #engine: Engine;
  readonly #states: Int32Array[] = [];
  readonly #changes = new Map<number, number>();
  #transitions = 0;

  constructor(engine: Engine, states: PackedStates) {
    this.#engine = engine;
    const vector = engine.vector();
    const stride = Math.max(1, Math.floor(states.size / sampleSize));
    for (let number = 0; number < states.size; number += stride) {
      states.load(number, vector);
      this.#states.push(vector.state());
      for (const action of engine.enabled(vector.data)) {
        engine.advance(vector, action);
        this.#transitions++;
        for (const slot of new Set(vector.changed.subarray(0, vector.changes))) this.#changes.set(slot, (this.#changes.get(slot) ?? 0) + 1);
        vector.undo();
      }
    }
  }

  /** Slots that hold several things, those first that tell most about a state for how seldom they change. */
  candidates(): readonly string[] {
    const { slots } = this.#engine;
    return [...this.#changes]
      .map(([slot, changes]) => ({ name: slots.name(slot), worth: this.#entropy(slot) / (changes / this.#transitions) }))
      .filter(({ worth }) => worth > 0)
      .sort((a, b) => b.worth - a.worth || (a.name < b.name ? -1 : 1))
      .map(({ name }) => name);
  }

  isEven(ownership: Ownership, workers: number): boolean {
    const shares = Array.from({ length: workers }, () => 0);
    // What was found last is most like what is still to be found.
    const latest = this.#states.slice(Math.floor(this.#states.length / 2));
    for (const state of latest) {
      const owner = ownership.ownerOf(ownership.hashOf(state));
      shares[owner] = (shares[owner] ?? 0) + 1;
    }
    return shares.every((share) => Math.abs(share / latest.length - 1 / workers) <= tolerance / workers);
  }

  /** In bits, among the states of the sample. */
  #entropy(slot: number): number {
    const counts = new Map<number, number>();
    for (const state of this.#states) counts.set(state[slot] ?? 0, (counts.get(state[slot] ?? 0) ?? 0) + 1);
    return [...counts.values()].reduce((bits, count) => bits - (count / this.#states.length) * Math.log2(count / this.#states.length), 0);
  }
}
