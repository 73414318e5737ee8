import type { Engine, State } from '../../../model/kernel/index.ts';
import type { SearchOptions } from '../options.ts';
import type { Watched } from './interests.ts';

/**
 * Lets a reduction learn from a search that visits one state of each orbit what it would learn from one that visits them all:
 * what some state teaches, the other states of its orbit teach with names exchanged. So it is enough to look at them
 * when there was something to learn.
 */
export class Mirror {
  readonly #engine: Engine;
  readonly #watched: readonly Watched[];
  /** By slot, by what it holds: whether a state was met that holds it there. */
  readonly #met: boolean[][] = [];
  #computed = 0;

  constructor(engine: Engine, watched: readonly Watched[]) {
    this.#engine = engine;
    this.#watched = watched;
  }

  /** Meets the states of the orbit if the state, which was met just now, had something that no state before it had. */
  reflect(state: State, meet: (image: State) => void): void {
    const isNew = this.#isNew(state);
    const computed = this.#reactions;
    if (!isNew && computed === this.#computed) return;
    for (const image of this.#engine.orbit(state).slice(1)) {
      this.#isNew(image);
      meet(image);
    }
    this.#computed = this.#reactions;
  }

  /** The check, made of the states of the orbit, too, when properties read what none has read before. */
  reflecting(check: SearchOptions['find']): SearchOptions['find'] {
    return (
      check &&
      ((state) => {
        const before = this.#reads;
        const found = check(state);
        if (this.#reads !== before) for (const image of this.#engine.orbit(state).slice(1)) check(image);
        return found;
      })
    );
  }

  #isNew(state: State): boolean {
    let isNew = false;
    for (let slot = 0; slot < state.length; slot++) {
      const held = state[slot] as number;
      const met = (this.#met[slot] ??= []);
      if (met[held] === true) continue;
      met[held] = true;
      isNew = true;
    }
    return isNew;
  }

  get #reactions(): number {
    return this.#engine.system.components.reduce((sum, { name }) => sum + this.#engine.computedReactions(name), 0);
  }

  get #reads(): number {
    return this.#watched.reduce((sum, reads) => sum + reads().size, 0);
  }
}
