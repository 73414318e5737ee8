import type { Instrumented } from '../../properties/instrument.ts';
import { searching, type SearchResult } from '../search/search.ts';

/** States that a search for something shorter may store. */
const maximumStates = 300_000;

/** A reduced or depth-first search finds some way; this looks for the shortest, among the labels of that way first. */
export function* shortened({ engine, violation, missing }: Instrumented, found: NonNullable<SearchResult['found']>): Generator<undefined, { readonly labels: readonly string[]; readonly isShortest: boolean }, undefined> {
  const initial = engine.initial()[found.initial];
  let labels = found.schedule;
  if (initial === undefined) return { labels, isShortest: false };
  const same = (other: ReturnType<typeof violation>): ReturnType<typeof violation> => (other?.property === found.violation.property ? other : undefined);
  for (const isWhole of [false, true]) {
    const own = new Set(labels.map((label) => label.replace(/ #\d+$/, '')));
    const result: SearchResult = yield* searching(engine, {
      initial: [initial],
      maximumLength: labels.length - 1,
      maximumStates,
      find: (state) => same(violation(state)),
      findAtEnd: (state) => same(missing(state).find(({ property }) => property === found.violation.property)),
      ...(!isWhole && { without: ({ label }) => !own.has(label) }),
    });
    if (result.found !== undefined) labels = result.found.schedule;
    if (isWhole) return { labels, isShortest: result.stoppedBy !== 'maximumStates' };
  }
  return { labels, isShortest: false };
}
