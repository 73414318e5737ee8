import type { Engine, State } from '../../model/kernel/index.ts';
import type { Violation } from '../../properties/property.ts';
import type { SearchOptions } from '../search/search.ts';
import type { ActionCounter } from './actionCounts.ts';

/**
 * Watches what searches do, from outside: it stands between a search and what the search asks of every new state and
 * every action. So it knows at any time how far they are, which they say themselves only now and then.
 */
export class Watch {
  /** States of this round. */
  states = 0;
  /** States of all searches and all their rounds. */
  visited = 0;
  /** How often a search has begun since {@link forget}: a reduced one begins anew until it has learned nothing. */
  round = 0;
  /** Of each engine. */
  readonly #first: ReadonlySet<State | undefined>;
  readonly #actions: ActionCounter | undefined;

  constructor(engines: readonly Engine[], actions: ActionCounter | undefined) {
    this.#first = new Set(engines.map((engine) => engine.initial()[0]));
    this.#actions = actions;
  }

  /** Another search begins. */
  forget(): void {
    this.states = 0;
    this.round = 0;
  }

  /** The options of a search, watched. */
  over(find: (state: State) => Violation | undefined, options: SearchOptions): SearchOptions {
    const actions = this.#actions;
    return {
      ...options,
      find: (state) => {
        // A round begins with the very object of the first initial state; all others are lent.
        if (this.#first.has(state)) this.#begin();
        this.states++;
        this.visited++;
        return find(state);
      },
      ...(actions !== undefined && {
        without: (action) => {
          actions.count(action);
          return false;
        },
      }),
    };
  }

  #begin(): void {
    this.round++;
    this.states = 0;
  }
}
