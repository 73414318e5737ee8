import { replay } from '../../model/kernel/index.ts';
import type { Instrumented } from '../../properties/instrument.ts';
import { searching, type SearchOptions, type SearchResult } from './search.ts';

/** States that the search for the shortest run may store: some seconds in a large cluster, and often it settles which that is. */
export const defaultShorteningStates = 400_000;

export interface ShortestOptions {
  /** Steps that a run may have. */
  readonly maximumLength: number;
  readonly maximumStates?: number;
  /** Whether ends are judged, too: of a property of liveness. */
  readonly judgesEnds?: boolean;
}

export interface Shortest {
  /** Undefined when none was found. */
  readonly labels: readonly string[] | undefined;
  /** Which of the initial states it begins in. */
  readonly initial: number;
  /** Whether there is none shorter: all of them were looked at. */
  readonly isShortest: boolean;
}

/**
 * Looks for the shortest of all runs that violate a property, and none before it. First with that property alone: what the others
 * remember makes many states of one. Only if such a run violates another property sooner, with all of them.
 */
export function* shortestViolation(subject: Instrumented, property: string, { maximumLength, maximumStates = defaultShorteningStates, judgesEnds = false }: ShortestOptions): Generator<undefined, Shortest, undefined> {
  const ends = ({ missing }: Instrumented): SearchOptions => (judgesEnds ? { findAtEnd: (state) => missing(state).find((violation) => violation.property === property) } : {});
  const alone = subject.alone(property);
  const first = yield* searching(alone.engine, { maximumLength, maximumStates, find: alone.violation, ...ends(alone) });
  if (first.found === undefined || isFirstViolation(subject, property, first.found)) return shortestOf(first);
  return shortestOf(yield* searchingFirst(subject, property, { maximumLength, maximumStates, ...ends(subject) }));
}

function shortestOf({ found, stoppedBy }: SearchResult): Shortest {
  return { labels: found?.schedule, initial: found?.initial ?? 0, isShortest: stoppedBy !== 'maximumStates' };
}

/** A search for runs whose first violation is one of that property: a run ends at its first one, of whichever. */
export function searchingFirst({ engine, violation }: Instrumented, property: string, options: SearchOptions): Generator<undefined, SearchResult, undefined> {
  return searching(engine, {
    ...options,
    find(state) {
      const found = violation(state);
      return found?.property === property ? found : undefined;
    },
    within: (state) => violation(state) === undefined,
  });
}

/** Whether the run violates nothing else on its way. */
function isFirstViolation({ engine, violation }: Instrumented, property: string, { initial, schedule }: NonNullable<SearchResult['found']>): boolean {
  const run = replay(engine, schedule, { initial });
  for (const state of [run.initial, ...run.steps.map(({ after }) => after)]) {
    const found = violation(state);
    if (found !== undefined) return found.property === property;
  }
  return true;
}
