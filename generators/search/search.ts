import type { Engine } from '../../model/kernel/index.ts';
import { finished } from './finished.ts';
import type { Order } from './frontier.ts';
import type { SearchOptions, SearchResult } from './options.ts';
import { Search } from './searchLoop.ts';

export type { SearchedGraph, SearchOptions, SearchResult, SearchStatistics } from './options.ts';

/** Visits every reachable state once, nearest first: what it finds is reached by a shortest schedule. */
export function breadthFirst(engine: Engine, options: SearchOptions = {}): SearchResult {
  return finished(searching(engine, options));
}

/** Visits every reachable state once, deepest first. */
export function depthFirst(engine: Engine, options: SearchOptions = {}): SearchResult {
  return finished(searching(engine, options, 'depth-first'));
}

/** A search with a pause now and then. */
export function searching(engine: Engine, options: SearchOptions = {}, order: Order = 'breadth-first'): Generator<undefined, SearchResult, undefined> {
  return new Search(engine, options, order).run();
}
