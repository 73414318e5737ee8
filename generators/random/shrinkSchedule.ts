import type { Walk } from './walk.ts';

/** Pairs are tried only in schedules so short that there are not too many of them. */
const longestForPairs = 60;

/**
 * Shorter schedules, most promising first: without large chunks, then smaller ones, single steps and pairs of
 * steps. Each is followed once, so that what is offered holds only labels that were really taken and ends where
 * the violation shows.
 */
export function* shrinkSchedule(labels: readonly string[], follow: (labels: readonly string[]) => Walk, isStopped: () => boolean): IterableIterator<Walk> {
  const offered = new Set<string>();
  for (const candidate of candidates(labels)) {
    if (isStopped()) return;
    const walk = follow(candidate);
    const key = walk.schedule.join('\n');
    if (walk.schedule.length >= labels.length || offered.has(key)) continue;
    offered.add(key);
    yield walk;
  }
}

function* candidates(labels: readonly string[]): IterableIterator<readonly string[]> {
  if (labels.length > 0) yield [];
  for (let size = labels.length >> 1; size >= 1; size >>= 1) {
    // From the end: what happened last is most often beside the point of the rest.
    for (let start = labels.length - size; start > -size; start -= size) {
      yield labels.toSpliced(Math.max(0, start), size + Math.min(0, start));
    }
  }
  if (labels.length > longestForPairs) return;
  for (let second = labels.length - 1; second > 0; second--) {
    for (let first = second - 1; first >= 0; first--) yield labels.toSpliced(second, 1).toSpliced(first, 1);
  }
}
