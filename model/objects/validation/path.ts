/** Where in an object: rendered as Kubernetes does, `spec.containers[0].resources.limits[cpu]` (apimachinery field.Path). */
export class Path {
  /** Field names, map keys and indices, to look the value up. */
  readonly segments: readonly (string | number)[];
  readonly #text: string;

  private constructor(segments: readonly (string | number)[], text: string) {
    this.segments = segments;
    this.#text = text;
  }

  static readonly root = new Path([], '');

  child(...names: readonly string[]): Path {
    return new Path([...this.segments, ...names], [this.#text, ...names].filter((name) => name !== '').join('.'));
  }

  index(index: number): Path {
    return new Path([...this.segments, index], `${this.#text}[${index}]`);
  }

  /** An entry of a map. */
  key(key: string): Path {
    return new Path([...this.segments, key], `${this.#text}[${key}]`);
  }

  toString(): string {
    return this.#text === '' ? '<root>' : this.#text;
  }
}
