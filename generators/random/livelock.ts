import { stateKey, type Action, type State } from '../../model/kernel/index.ts';

interface Moment {
  readonly state: State;
  readonly enabled: readonly Action[];
  readonly taken: number;
}

/** Notices when a run goes round in a fair circle: back in a state, and nothing that was possible on the way left undone. */
export class Livelock {
  readonly #moments: Moment[] = [];
  readonly #last = new Map<string, number>();

  /** What the run does next. Answers the states of the circle that ends here, if one does. */
  circle(state: State, enabled: readonly Action[], taken: Action): readonly State[] | undefined {
    const key = stateKey(state);
    const since = this.#last.get(key);
    const circle = since === undefined ? undefined : this.#moments.slice(since);
    if (circle !== undefined && isFair(circle)) return circle.map((moment) => moment.state);
    // An unfair circle may become part of a larger one that is fair.
    if (since === undefined) this.#last.set(key, this.#moments.length);
    this.#moments.push({ state, enabled, taken: taken.number });
    return undefined;
  }
}

function isFair(circle: readonly Moment[]): boolean {
  const taken = new Set(circle.map((moment) => moment.taken));
  return circle.every(({ enabled }) => enabled.every(({ kind, number }) => kind === 'fault' || taken.has(number)));
}
