import { plainLabel } from '../../model/kernel/index.ts';
import type { Instrumented } from '../../properties/instrument.ts';
import { searching, type SearchResult } from '../search/search.ts';

/** States that a search for something shorter may store. */
const maximumStates = 300_000;

export interface Shortened {
  readonly labels: readonly string[];
  /** Which of the initial states it begins in. */
  readonly initial: number;
  readonly isShortest: boolean;
}

/** A reduced or depth-first search finds some way; this looks for the shortest, among the labels of that way first. */
export function* shortened({ engine, violation, missing }: Instrumented, found: NonNullable<SearchResult['found']>): Generator<undefined, Shortened, undefined> {
  const beginning = engine.initial()[found.initial];
  let labels = found.schedule;
  let { initial } = found;
  if (beginning === undefined) return { labels, initial, isShortest: false };
  const same = (other: ReturnType<typeof violation>): ReturnType<typeof violation> => (other?.property === found.violation.property ? other : undefined);
  for (const isWhole of [false, true]) {
    const own = new Set(labels.map(plainLabel));
    const result: SearchResult = yield* searching(engine, {
      // Whatever there is, from wherever it begins, has to be looked at before something is called the shortest.
      initial: isWhole ? engine.initial() : [beginning],
      maximumLength: labels.length - 1,
      maximumStates,
      find: (state) => same(violation(state)),
      findAtEnd: (state) => same(missing(state).find(({ property }) => property === found.violation.property)),
      ...(!isWhole && { without: ({ label }) => !own.has(label) }),
    });
    if (result.found !== undefined) labels = result.found.schedule;
    if (result.found !== undefined && isWhole) ({ initial } = result.found);
    if (isWhole) return { labels, initial, isShortest: result.stoppedBy !== 'maximumStates' };
  }
  return { labels, initial, isShortest: false };
}
