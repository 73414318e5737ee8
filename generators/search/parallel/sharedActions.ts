import { createHash } from 'node:crypto';
import type { Action, Engine } from '../../../model/kernel/index.ts';
import type { ActionNumbers } from '../diamonds.ts';
import type { Dictionary } from './dictionary.ts';

/** Numbers of actions that mean the same to all threads: each has an engine of its own, which numbers them as it meets them. */
export class SharedActions implements ActionNumbers {
  readonly #engine: Engine;
  readonly #dictionary: Dictionary;
  /** By own number, the shared one, and the other way round. */
  readonly #shared: number[] = [];
  readonly #own: (number | undefined)[] = [];

  constructor(engine: Engine, dictionary: Dictionary) {
    this.#engine = engine;
    this.#dictionary = dictionary;
  }

  meet(action: Action, keys: readonly number[], state: Int32Array): void {
    const shared = this.#dictionary.numberOf(this.#nameOf(action, keys, state));
    this.#shared[action.number] = shared;
    this.#own[shared] = action.number;
  }

  shared(own: number): number {
    return this.#shared[own] as number;
  }

  own(shared: number): number {
    return this.#own[shared] ?? -1;
  }

  /** The same for what has read and does the same, of which this is a digest: both may be as large as all objects of a cluster. */
  #nameOf({ label, kind, component, happening }: Action, keys: readonly number[], state: Int32Array): string {
    const { slots, portable } = this.#engine;
    const read = keys.map((key) => (key >= 0 ? [slots.name(key), portable.of(key, state[key] ?? 0)] : [slots.prefix(key), ...slots.presentAt(slots.read(state, key)).map((slot) => slots.name(slot))]));
    // A part that is removed is not one that is left alone.
    const whole = JSON.stringify([label, kind, component, happening, read], (_, value: unknown) => value ?? { isNothing: value === null ? 'null' : 'undefined' });
    return createHash('sha256').update(whole).digest('base64');
  }
}
