import { plainLabel } from '../../model/kernel/index.ts';
import type { Instrumented } from '../../properties/instrument.ts';
import { searching, type SearchResult } from '../search/search.ts';
import { defaultShorteningStates, shortestViolation } from '../search/shortestViolation.ts';

export interface Shortened {
  readonly labels: readonly string[];
  /** Which of the initial states it begins in. */
  readonly initial: number;
  readonly isShortest: boolean;
}

/** A reduced or depth-first search finds some way; this looks for the shortest, among the labels of that way first. */
export function* shortened(subject: Instrumented, found: NonNullable<SearchResult['found']>): Generator<undefined, Shortened, undefined> {
  const { property } = found.violation;
  const own = yield* amongItsLabels(subject, found);
  const labels = own ?? found.schedule;
  const shortest = yield* shortestViolation(subject, property, { maximumLength: labels.length - 1, judgesEnds: true });
  if (shortest.labels !== undefined) return { ...shortest, labels: shortest.labels };
  return { labels, initial: found.initial, isShortest: shortest.isShortest };
}

function* amongItsLabels({ engine, violation, missing }: Instrumented, found: NonNullable<SearchResult['found']>): Generator<undefined, readonly string[] | undefined, undefined> {
  const beginning = engine.initial()[found.initial];
  if (beginning === undefined) return undefined;
  const labels = new Set(found.schedule.map(plainLabel));
  const same = (other: ReturnType<typeof violation>): ReturnType<typeof violation> => (other?.property === found.violation.property ? other : undefined);
  const result = yield* searching(engine, {
    initial: [beginning],
    maximumLength: found.schedule.length - 1,
    maximumStates: defaultShorteningStates,
    find: (state) => same(violation(state)),
    findAtEnd: (state) => same(missing(state).find(({ property }) => property === found.violation.property)),
    without: ({ label }) => !labels.has(label),
  });
  return result.found?.schedule;
}
