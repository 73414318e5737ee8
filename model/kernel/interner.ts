import { canonicalize } from './canonical.ts';
import type { Json } from './json.ts';

/** Gives every JSON value a small integer, equal values the same one. 0 stands for "absent". */
export class Interner {
  readonly #ids = new Map<string, number>();
  readonly #values: (Json | undefined)[] = [undefined];

  /** @throws ModelError when it is not a JSON value; `where` says whose it is. */
  intern(value: Json, where: string): number {
    const canonical = canonicalize(value, where);
    const known = this.#ids.get(canonical.text);
    if (known !== undefined) return known;
    const id = this.#values.length;
    this.#ids.set(canonical.text, id);
    this.#values.push(canonical.value);
    return id;
  }

  value(id: number): Json | undefined {
    return this.#values[id];
  }

  get size(): number {
    return this.#values.length - 1;
  }
}

/** Interns sequences of small integers: the contents of channels and of histories. 0 is the empty one. */
export class SequenceInterner {
  readonly #ids = new Map<string, number>([['', 0]]);
  readonly #sequences: (readonly number[])[] = [[]];

  intern(sequence: readonly number[]): number {
    const key = sequence.join(',');
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#sequences.length;
    this.#ids.set(key, id);
    this.#sequences.push(sequence);
    return id;
  }

  get(id: number): readonly number[] {
    return this.#sequences[id] ?? [];
  }
}
