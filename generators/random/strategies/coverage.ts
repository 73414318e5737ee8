import type { Action, Engine } from '../../../model/kernel/index.ts';
import type { RandomInteger } from '../randomSource.ts';
import { labelled, labelOf, type Chooser } from '../walk.ts';
import { drawn } from './draw.ts';
import { amongFaultsAndTimers, drawRates } from './nemesis.ts';
import { byPriority } from './priorities.ts';
import { bySpeed } from './speeds.ts';
import type { Explorer, Strategy } from './strategy.ts';

/** How often, in percent, a run goes on from a place that an earlier one has reached. */
const continued = 50;

/** Of so many places, drawn at random, the one is taken that was gone on from least. */
const candidates = 3;

/**
 * First returns to where some run has been, by the shortest way known, and goes on from there at random (after Ecoffet et al.,
 * "First return, then explore", Nature 2021). Places are told apart by causes: that an event followed another one at a
 * component. What a component did before decides what it does next, so this is where causal orders differ; the order
 * of what has nothing to do with each other does not count.
 */
export const coverage: Strategy = {
  name: 'coverage',
  description: 'goes on from where an event followed another one at a component for the first time, by the shortest way there',
  explorer: () => new CoverageExplorer(),
};

/** Where a run was right after some event that followed another one. */
interface Place {
  /** The labels of the run, and how many of them lead there. */
  labels: readonly string[];
  length: number;
  /** How often a run has gone on from here. */
  visits: number;
}

/** A run under way. */
interface Taking {
  readonly initial: number;
  readonly labels: string[];
  /** By component, the action that it took last. */
  readonly lastAt: Map<string, number>;
}

class CoverageExplorer implements Explorer {
  readonly learns = true;
  /** By the initial state that leads there. */
  readonly #places: Place[][] = [];
  readonly #placeOf = new Map<string, Place>();

  begin(random: RandomInteger, initial: number): Chooser {
    const way = random.nextInt(0, 99) < continued ? this.#return(random, initial) : [];
    const choose = amongFaultsAndTimers(random, drawRates(random), drawn(random, [byPriority, bySpeed])(random));
    const labels: string[] = [];
    const lastAt = new Map<string, number>();
    let position = 0;
    return (enabled, engine, state) => {
      let chosen: Action | undefined;
      while (chosen === undefined && position < way.length) chosen = labelled(engine, enabled, way[position++] ?? '');
      chosen ??= choose(enabled, engine, state);
      if (chosen !== undefined) this.#take(chosen, enabled, engine, { initial, labels, lastAt });
      return chosen;
    };
  }

  #return(random: RandomInteger, initial: number): readonly string[] {
    const places = this.#places[initial] ?? [];
    const last = places.length - 1;
    if (last < 0) return [];
    const drawnPlaces = Array.from({ length: candidates }, () => places[random.nextInt(0, last)] as Place);
    const place = drawnPlaces.reduce((best, other) => (other.visits < best.visits ? other : best));
    place.visits++;
    return place.labels.slice(0, place.length);
  }

  #take(action: Action, enabled: readonly Action[], engine: Engine, { initial, labels, lastAt }: Taking): void {
    const { component, number } = action;
    labels.push(labelOf(engine, enabled, action));
    // An action is a reaction to all that was read, so that the same input in another state is another event.
    const name = `${initial} ${lastAt.get(component) ?? ''} ${number}`;
    lastAt.set(component, number);
    const place = this.#placeOf.get(name);
    if (place === undefined) {
      const found = { labels, length: labels.length, visits: 0 };
      (this.#places[initial] ??= []).push(found);
      this.#placeOf.set(name, found);
    } else if (labels.length < place.length) {
      place.labels = labels;
      place.length = labels.length;
    }
  }
}
