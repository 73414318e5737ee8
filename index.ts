/** Podproof as a library: put your own component into a cluster, state what must hold, explore. */
export * from './model/kernel/index.ts';
export { instrument, type Instrumented, type Subject } from './properties/instrument.ts';
export type { Invariant, Liveness, Monitor, Property, PropertyInfo, Violation } from './properties/property.ts';
export { breadthFirst, type SearchOptions, type SearchResult, type SearchStatistics } from './generators/search/breadthFirst.ts';
export { checkRandom, defaultMaximumLength, defaultRuns, RunError, type Counterexample, type RandomOptions, type RandomResult, type RandomStatistics } from './generators/random/checkRandom.ts';
