import { breadthFirst, canonicalText, Engine, instrument, type Property, type State, type System } from '../../../../index.ts';
import { finished } from '../../../../generators/search/finished.ts';
import { searchingReduced } from '../../../../generators/search/reduction/reduced.ts';
import { searching, type SearchOptions, type SearchResult } from '../../../../generators/search/search.ts';

// What reduced searches are compared with the whole search by.

export type Search = (engine: Engine, options: SearchOptions, watched: readonly (() => ReadonlySet<number>)[]) => SearchResult;

export const whole: Search = (engine, options) => finished(searching(engine, options));
export const deepest: Search = (engine, options) => finished(searching(engine, options, 'depth-first'));
export const reduced: { readonly [how in 'breadth-first' | 'depth-first' | 'with fair runs']: Search } = {
  'breadth-first': (engine, options, watched) => finished(searchingReduced(engine, options, watched)),
  'depth-first': (engine, options, watched) => finished(searchingReduced(engine, options, watched, { order: 'depth-first' })),
  'with fair runs': (engine, options, watched) => finished(searchingReduced(engine, options, watched, { keepsFairness: true })),
};

/** Bigger systems take long without reduction. */
export const isSmall = (system: System, maximumStates: number): boolean => breadthFirst(new Engine(system), { maximumStates }).exhausted;

/** Whether a violation is found. */
export function verdict(system: System, property: Property, search: Search): boolean {
  const { engine, violation, watched } = instrument({ system, shape: undefined }, [property]);
  return search(engine, { find: violation }, watched).found !== undefined;
}

/** The states in which nothing but faults can happen, in words. */
export function ends(system: System, search: Search): readonly string[] {
  const engine = new Engine(system);
  const found = new Set<string>();
  search(engine, { findAtEnd: (state: State): undefined => void found.add(canonicalText(engine.snapshot(state), 'state')) }, []);
  return [...found].sort();
}
